using System.Globalization;
using Orleans.Simulation.Driver.Comparisons;
using Orleans.Simulation.Reporting.Comparisons;
using Orleans.Simulation.Reporting.Summaries;
using Orleans.Simulation.Reporting.Tables;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows runs side by side.</summary>
internal static class ComparisonView
{
    private const string Unfinished = "*";
    private const int FigureWidth = 50;
    private const int RunWidth = 50;

    private static readonly TableSchema<Row> Columns = new(
        "comparison",
        [
            new TextColumn<Row>("figure", row => row.Figure.Name),
            new TextColumn<Row>("unit", row => row.Figure.Unit),
            new TextColumn<Row>("run", row => row.Run.Path),
            new OptionalColumn<Row, decimal>("value", row => row.Measured.Value),
            new OptionalColumn<Row, decimal>("low", row => row.Low),
            new OptionalColumn<Row, decimal>("high", row => row.High),
            new TextColumn<Row>("missing", row => row.Measured.Why ?? string.Empty),
            new TextColumn<Row>("complete", row => row.Run.IsComplete ? "true" : "false"),
        ]);

    /// <summary>Shows a table, a column for each run, and says why figures are missing.</summary>
    public static void Show(IReadOnlyList<ComparedRun> runs)
    {
        var console = WideConsole.Create();
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = FigureWidth + (runs.Count * RunWidth);
        }

        var table = WideConsole.NewTable(["Figure", "Unit", .. runs.Select(Heading)]);
        foreach (var column in table.Columns.Skip(2))
        {
            column.RightAligned();
        }

        var scenarios = runs.Select(run => Markup.Escape($"{run.Base.Scenario}, seed {run.Base.Seed}"));
        table.AddRow(["scenario", string.Empty, .. scenarios]);
        table.AddRow(["chips", string.Empty, .. runs.Select(run => Markup.Escape(Chips(run.Base)))]);
        table.AddRow(["simulated time", "h", .. runs.Select(run => Number(run.Base.EndSeconds / 3600))]);
        var figures = Figures(runs);
        foreach (var figure in figures)
        {
            table.AddRow([figure.Label, figure.Unit, .. runs.Select(run => Cell(run.Measure(figure)))]);
        }

        console.Write(table);
        foreach (var note in Notes(runs, figures))
        {
            Console.Out.WriteLine(note);
        }
    }

    /// <summary>Writes JSON.</summary>
    public static void WriteJson(IReadOnlyList<ComparedRun> runs)
    {
        var figures = Figures(runs);
        Console.Out.Write(ResultJson.Write(new
        {
            Runs = runs.Select(run => new
            {
                Run = run.Path,
                run.Base.Scenario,
                run.Base.ScenarioHash,
                run.Base.Seed,
                Complete = run.IsComplete,
                run.Base.EndSeconds,
                run.Base.Fleet.Chips,
                ChipTypes = ChipTypes(run.Base),
                Figures = figures.Select(figure => (Figure: figure, Measured: run.Measure(figure))).Select(each => new
                {
                    Figure = each.Figure.Name,
                    each.Figure.Unit,
                    each.Measured.Value.Value,
                    each.Measured.Low,
                    each.Measured.High,
                    Missing = each.Measured.Value.Why,
                }),
            }),
        }));
    }

    /// <summary>Writes CSV.</summary>
    public static void WriteCsv(IReadOnlyList<ComparedRun> runs)
    {
        using var writer = new CsvTableWriter<Row>(Columns, Console.OpenStandardOutput());
        foreach (var figure in Figures(runs))
        {
            foreach (var run in runs)
            {
                var (measured, low, high) = run.Measure(figure);
                writer.Write(new(figure, run, measured, low, high));
            }
        }

        writer.Complete();
    }

    private static string Heading(ComparedRun run) => run.IsComplete ? run.Path : $"{run.Path} {Unfinished}";

    private static string Chips(RunSummary run) => $"{run.Fleet.Chips:N0} {string.Join(", ", ChipTypes(run))}";

    private static IEnumerable<string> ChipTypes(RunSummary run) =>
        run.DataCenters.Select(dataCenter => dataCenter.ChipType).Distinct(StringComparer.Ordinal);

    private static string Cell((Measurement Value, decimal? Low, decimal? High) measured) => measured switch
    {
        { Value.Value: null } => "-",
        { Value.Value: { } value, Low: { } low, High: { } high } when low != high =>
            $"{Number(value)} ({Number(low)} to {Number(high)})",
        { Value.Value: { } value } => Number(value),
    };

    /// <summary>Digits that tell runs apart: the smaller the number, the more.</summary>
    private static string Number(decimal value) => value.ToString(
        Math.Abs(value) switch
        {
            >= 1_000 => "#,0",
            >= 10 => "0.#",
            >= 1 => "0.###",
            _ => "0.######",
        },
        CultureInfo.InvariantCulture);

    private static IReadOnlyList<ComparedFigure> Figures(IReadOnlyList<ComparedRun> runs) =>
        ComparedFigure.For([.. runs.SelectMany(run => run.Parts)]);

    private static IEnumerable<string> Notes(IReadOnlyList<ComparedRun> runs, IReadOnlyList<ComparedFigure> figures)
    {
        foreach (var run in runs.Where(run => !run.IsComplete))
        {
            yield return $"{Unfinished} {run.Path} was interrupted: its figures reach to the time above.";
        }

        foreach (var run in runs)
        {
            var missing = figures
                .Select(figure => (figure.Label, run.Measure(figure).Value.Why))
                .Where(each => each.Why is not null)
                .GroupBy(each => each.Why, each => each.Label, StringComparer.Ordinal);
            foreach (var group in missing)
            {
                yield return $"{run.Path} has no {string.Join(", ", group.Distinct(StringComparer.Ordinal))}: {group.Key}.";
            }
        }

        if (runs.Any(run => run.Base.Split is not null))
        {
            yield return "Of jobs over several data centers each part counts as a job, but where they are named.";
        }

        if (runs.Any(run => run.Low is not null))
        {
            yield return "Ranges: every uncertain figure of hardware and regions at one end of its bounds, all that takes less "
                + "together, and all that takes more.";
        }
    }

    private sealed record Row(ComparedFigure Figure, ComparedRun Run, Measurement Measured, decimal? Low, decimal? High);
}
