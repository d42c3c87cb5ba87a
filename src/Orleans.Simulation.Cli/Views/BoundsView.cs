using Orleans.Simulation.Scenarios.Bounds;
using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Shows which figures runs at bounds differ in.</summary>
internal static class BoundsView
{
    /// <summary>Shows a table, a row for each figure.</summary>
    public static void ShowFigures(IReadOnlyList<BoundedFigure> figures)
    {
        var table = WideConsole.NewTable("Uncertain figure", "low", "base", "high");
        foreach (var figure in figures)
        {
            string[] cells = [figure.Path, figure.AtLow, figure.Text.ToString(), figure.AtHigh];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        WideConsole.Create().Write(table);
    }
}
