using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>A day of a large fleet through Orleans, tables and all, as the command line plays it.</summary>
internal sealed class DayCase : IBenchmarkCase
{
    private const double SecondsPerHour = 3600;

    public string Name => "day";

    public string Title => "a day of a large fleet, power every minute";

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        var specification = DayScenario.Of(scale, days: 1);
        var engine = new OrleansEngine(await QuietSilo.StartAsync(), run: 1);
        var run = await MeasuredRun.PlayAsync(specification, engine, PlaybackOptions.Default, writesTables: true);
        AddRun(figures, run, Target.AtMost(30));
        var hours = specification.Fleet.End.Seconds / SecondsPerHour;
        figures.Add("simulated hours in a second", hours / run.Total.Wall, "h/s", null, Peer.Raps);
    }

    /// <summary>Adds what a run took, phase by phase.</summary>
    public static void AddRun(FigureList figures, MeasuredRun run, Target? wall)
    {
        figures.Add("chips", run.Chips, "chips");
        figures.Add("jobs", run.Summary.Jobs.Submitted, "jobs");
        figures.Add("busy", 100 * (double)run.Summary.ChipTime.Utilization!.Value, "% of chip-time");
        figures.Add("failures", run.Summary.Failures.Count, "failures");
        figures.Add("wall", run.Total.Wall, "s", wall);
        figures.Add("wall, activation", run.Begin.Wall, "s");
        figures.Add("wall, play", run.Play.Wall, "s");
        figures.Add("wall, settlement", run.Settle.Wall, "s");
        figures.Add("wall, reading jobs and recording results", run.Total.Wall - run.Begin.Wall - run.Work.Wall, "s");
        figures.Add(MonthCase.PeakRss, ProcessMemory.Peak / ProcessMemory.Gigabyte, "GB");
    }
}
