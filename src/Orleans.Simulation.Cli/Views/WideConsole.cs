using Spectre.Console;

namespace Orleans.Simulation.Cli.Views;

/// <summary>Makes consoles and tables for much text.</summary>
internal static class WideConsole
{
    private const int RedirectedWidth = 200;

    /// <summary>A console; a file or pipe has no width of its own.</summary>
    public static IAnsiConsole Create()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = RedirectedWidth;
        }

        return console;
    }

    /// <summary>A table; the first column is never broken.</summary>
    public static Table NewTable(params IReadOnlyList<string> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        for (var index = 0; index < columns.Count; index++)
        {
            var isFirst = index == 0;
            table.AddColumn(Markup.Escape(columns[index]), column =>
            {
                column.Padding(1, 0);
                column.NoWrap = isFirst;
            });
        }

        return table;
    }
}
