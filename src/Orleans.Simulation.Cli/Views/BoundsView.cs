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
            table.AddRow(
                Markup.Escape(figure.Path), Markup.Escape(figure.AtLow), Markup.Escape(figure.Text.ToString()), Markup.Escape(figure.AtHigh));
        }

        WideConsole.Create().Write(table);
    }
}
