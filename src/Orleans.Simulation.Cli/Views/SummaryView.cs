using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Reporting.Summaries;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows what came out of a run: throughput, failures, energy; for each data center and in total.</summary>
internal static class SummaryView
{
    private const int RedirectedWidth = 160;
    private const decimal SecondsPerHour = 3600;

    /// <summary>Shows a run.</summary>
    /// <param name="result">What came out.</param>
    /// <param name="folder">Where the results lie.</param>
    public static void Show(RunResult result, string folder)
    {
        var (summary, performance) = (result.Summary, result.Performance);
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            // A file or pipe has no width: lines are as long as they need to be.
            console.Profile.Width = RedirectedWidth;
        }

        if (!summary.Complete)
        {
            console.WriteLine("Interrupted: the results reach to the time below and say that they are incomplete.");
        }

        console.Write(Throughput(summary));
        if (summary.Jobs.Rejected > 0)
        {
            console.WriteLine(
                $"{summary.Jobs.Rejected:N0} of the failed jobs were rejected: larger than any that their data center can start.");
        }

        console.Write(Waiting(summary));
        if (summary.Priorities is { } priorities)
        {
            console.Write(PriorityView.Table(priorities, NewTable));
        }

        console.Write(Energy(summary));
        console.Write(EnergyView.Table(summary, NewTable));
        console.Write(PowerView.Table(summary, NewTable));
        if (ProvisionedView.HasFigures(summary))
        {
            console.Write(ProvisionedView.Table(summary, NewTable));
        }

        if (SmoothingView.HasFigures(summary))
        {
            console.Write(SmoothingView.Table(summary, NewTable));
        }

        foreach (var table in SwingView.Tables(summary, NewTable))
        {
            console.Write(table);
        }

        if (BatteryView.HasFigures(summary))
        {
            console.Write(BatteryView.Table(summary, NewTable));
        }

        if (SiteView.HasFigures(summary))
        {
            console.Write(SiteView.Table(summary, NewTable));
        }

        if (summary.Compute is { } compute)
        {
            console.Write(ComputeView.Table(summary, NewTable));
            ComputeView.ShowOtherJobs(console, compute);
        }

        if (summary.Shift is { } shift)
        {
            console.Write(ShiftView.Table(summary, shift, NewTable));
        }

        if (summary.Split is { } split)
        {
            console.Write(SplitView.Table(split, NewTable));
            if (split.Gangs is { } gangs)
            {
                console.Write(SplitView.Table(gangs, NewTable));
            }
        }

        if (summary.Goodput.ProductiveChipSeconds < summary.Jobs.ChipSeconds)
        {
            console.Write(Goodput(summary));
        }

        if (summary.Goodput.Interruptions > 0)
        {
            console.Write(Sizes(summary));
        }

        if (summary.Failures.Count > 0)
        {
            console.Write(Domains(summary));
            console.Write(Causes(summary));
        }

        if (summary.Published is { Count: > 0 } published)
        {
            console.Write(Published(published));
        }

        console.WriteLine(
            $"Simulated {TimeSpan.FromSeconds((double)summary.EndSeconds)} in {performance.WallSeconds:F1} s "
            + $"(activation {performance.ActivationSeconds:F1}, play {performance.PlaySeconds:F1}, settlement {performance.SettleSeconds:F1}), "
            + $"{performance.ChipStateChanges:N0} chip state changes, {performance.GrainCalls.Total:N0} grain calls, "
            + $"{performance.PeakMemoryBytes / 1e9:F2} GB peak memory.");
        console.WriteLine($"Result hash {summary.ResultHash}");

        // Straight to the output: a console of 80 columns would break a path in two.
        Console.Out.WriteLine($"Results in {folder}");
    }

    private static Table Throughput(RunSummary summary) => Rows(
        summary,
        ["Chips", "Jobs", "Done", "Failed", "Queued", "Running", "Busy"],
        (chips, jobs, chipTime, _, _) =>
        [
            $"{chips:N0}", $"{jobs.Submitted:N0}", $"{jobs.Completed:N0}", $"{jobs.Failed:N0}", $"{jobs.Queued:N0}",
            $"{jobs.Running:N0}", chipTime.Utilization is { } share ? $"{100 * share:N0}%" : "-",
        ]);

    private static Table Waiting(RunSummary summary) => Rows(
        summary,
        ["Mean wait", "p99 wait", "Max wait", "Mean JCT", "Makespan"],
        (_, jobs, _, _, _) =>
        [
            Seconds(jobs.MeanWaitSeconds), Seconds(jobs.P99WaitSeconds), Seconds(jobs.MaxWaitSeconds),
            Seconds(jobs.MeanJctSeconds), Seconds(jobs.MakespanSeconds),
        ]);

    private static Table Energy(RunSummary summary)
    {
        // The whole is the largest.
        var (unit, mean) = (ColumnUnit.Energy([summary.Energy.FacilityKilowattHours]), ColumnUnit.Power([summary.Energy.MeanItKilowatts]));
        return Rows(
            summary,
            [unit.Heading("IT"), unit.Heading("Facility"), mean.Heading("Mean IT"), "Failures", "Hit", "Lost chip-h"],
            (_, _, _, failures, energy) =>
            [
                unit.Text(energy.ItKilowattHours, digits: 1),
                unit.Text(energy.FacilityKilowattHours, digits: 1),
                mean.Text(energy.MeanItKilowatts),
                $"{failures.Count:N0}", $"{failures.JobsHit:N0}", $"{failures.LostChipSeconds / SecondsPerHour:N1}",
            ]);
    }

    /// <summary>Where the chip-hours went that jobs held, and that interrupted jobs waited.</summary>
    private static Table Goodput(RunSummary summary)
    {
        var wasted = ColumnUnit.Energy([summary.Goodput.WastedKilowattHours]);
        var table = NewTable(
            "Chip-hours", "Productive", "Lost work", "Detection", "Restart", "Checkpoint", "Slowed", "Awaiting", "Waiting", "ETTR", "Of fleet",
            wasted.Heading("Wasted"));
        foreach (var each in summary.DataCenters)
        {
            table.AddRow([Markup.Escape(each.Name), .. GoodputCells(each.Goodput, wasted)]);
        }

        if (summary.DataCenters.Count > 1)
        {
            table.AddRow(["total", .. GoodputCells(summary.Goodput, wasted)]);
        }

        return table;
    }

    private static string[] GoodputCells(GoodputSummary goodput, ColumnUnit wasted) =>
    [
        Hours(goodput.ProductiveChipSeconds), Hours(goodput.LostWorkChipSeconds), Hours(goodput.DetectionChipSeconds),
        Hours(goodput.RestartChipSeconds), Hours(goodput.CheckpointChipSeconds), Hours(goodput.SlowedChipSeconds),
        Hours(goodput.AwaitingChipSeconds), Hours(goodput.WaitingChipSeconds),
        Percent(goodput.Ettr), Percent(goodput.GoodputOfFleet),
        wasted.Text(goodput.WastedKilowattHours, digits: 1),
    ];

    private static Table Sizes(RunSummary summary)
    {
        var table = NewTable("Job size", "Jobs", "Interruptions", "MTTF");
        foreach (var size in summary.Goodput.BySize)
        {
            table.AddRow(
                size.MinChips == size.MaxChips ? $"{size.MinChips:N0}" : $"{size.MinChips:N0} to {size.MaxChips:N0}",
                $"{size.Jobs:N0}",
                $"{size.Interruptions:N0}",
                size.MeanTimeToFailureSeconds is { } time ? $"{time / SecondsPerHour:N1} h" : "-");
        }

        return table;
    }

    private static Table Domains(RunSummary summary)
    {
        var table = NewTable("Domain", "Failures", "MTTR", "Down chip-h", "Availability");
        if (summary.Failures.EvictedHosts > 0)
        {
            table.Title = new($"Hosts evicted as lemons: {summary.Failures.EvictedHosts:N0}");
        }

        foreach (var (domain, failures) in summary.Failures.ByDomain)
        {
            table.AddRow(
                domain,
                $"{failures.Count:N0}",
                failures.MeanTimeToRepairSeconds is { } time ? $"{time / SecondsPerHour:N1} h" : "-",
                Hours(failures.DownChipSeconds),
                failures.Availability is { } share ? $"{100 * share:N3}%" : "-");
        }

        return table;
    }

    private static Table Causes(RunSummary summary)
    {
        var table = NewTable("Cause", "Failures");
        foreach (var (cause, count) in summary.Failures.ByCause.OrderByDescending(entry => entry.Value))
        {
            table.AddRow(Markup.Escape(cause), $"{count:N0}");
        }

        return table;
    }

    private static Table Published(IReadOnlyList<PublishedFigure> figures)
    {
        var table = NewTable("Figure", "Published", "Measured");
        table.AddColumn("Source", column => column.Padding(1, 0));
        foreach (var figure in figures)
        {
            table.AddRow(
                Markup.Escape(figure.Figure), Band(figure), Number(figure.Measured), Markup.Escape(figure.Source));
        }

        return table;
    }

    private static string Band(PublishedFigure figure) => Number(figure.Value) + (figure.Low, figure.High) switch
    {
        (null, null) => string.Empty,
        ({ } low, null) => $" (from {Number(low)})",
        (null, { } high) => $" (to {Number(high)})",
        ({ } low, { } high) => $" ({Number(low)} to {Number(high)})",
    };

    private static string Number(decimal? number) => number is { } value ? $"{value:#,0.####}" : "-";

    /// <summary>A row for each data center and, where there are several, one for all of them.</summary>
    private static Table Rows(
        RunSummary summary,
        string[] columns,
        Func<long, JobsSummary, ChipTimeSummary, FailuresSummary, EnergySummary, string[]> cells)
    {
        var table = NewTable(["Data center", .. columns]);
        foreach (var each in summary.DataCenters)
        {
            table.AddRow([Markup.Escape(each.Name), .. cells(each.Chips, each.Jobs, each.ChipTime, each.Failures, each.Energy)]);
        }

        if (summary.DataCenters.Count > 1)
        {
            var all = cells(summary.Fleet.Chips, summary.Jobs, summary.ChipTime, summary.Failures, summary.Energy);
            table.AddRow(["total", .. all]);
        }

        return table;
    }

    private static Table NewTable(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        for (var index = 0; index < columns.Length; index++)
        {
            var alignment = index == 0 ? Justify.Left : Justify.Right;
            table.AddColumn(columns[index], column => column.NoWrap().Padding(1, 0).Alignment = alignment);
        }

        return table;
    }

    private static string Hours(decimal seconds) => $"{seconds / SecondsPerHour:N1}";

    private static string Percent(decimal? share) => share is { } value ? $"{100 * value:N1}%" : "-";

    private static string Seconds(decimal? seconds) => seconds is { } value ? $"{value:N0} s" : "-";
}
