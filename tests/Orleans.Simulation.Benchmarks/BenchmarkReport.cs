using System.Runtime.InteropServices;
using System.Text.Json;
using Spectre.Console;

namespace Orleans.Simulation.Benchmarks;

/// <summary>The figures of one call of the benchmark.</summary>
internal sealed class BenchmarkReport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    private const int RedirectedWidth = 120;

    private readonly List<Figure> _figures = [];

    /// <summary>Adds a figure.</summary>
    public void Add(string name, double value, string unit) => _figures.Add(new(name, value, unit));

    /// <summary>Prints the figures, and writes them as JSON.</summary>
    /// <param name="file">Path of the JSON file; null: none.</param>
    public void Show(string? file)
    {
        var machine = $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";
        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle(Markup.Escape(machine)) };
        table.AddColumn("Figure").AddColumn("Value", column => column.RightAligned()).AddColumn("Unit");
        foreach (var figure in _figures)
        {
            table.AddRow(Markup.Escape(figure.Name), Format(figure.Value), Markup.Escape(figure.Unit));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = RedirectedWidth;
        }

        console.Write(table);
        if (file is not null)
        {
            File.WriteAllText(file, JsonSerializer.Serialize(new { Machine = machine, Figures = _figures }, Json));
        }
    }

    private static string Format(double value) => value >= 100 ? $"{value:N0}" : $"{value:N2}";

    private sealed record Figure(string Name, double Value, string Unit);
}
