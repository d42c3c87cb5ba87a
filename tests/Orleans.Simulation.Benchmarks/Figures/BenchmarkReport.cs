using System.Runtime.InteropServices;
using System.Text.Json;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Benchmarks.Figures;

/// <summary>What one call of the benchmark measured: the JSON document.</summary>
/// <param name="Machine">Where it ran.</param>
/// <param name="Version">Version of the simulator.</param>
/// <param name="Date">When it ended.</param>
/// <param name="Quick">Whether fleets were small, so that the figures only show that everything works.</param>
/// <param name="Figures">The figures, case by case.</param>
/// <param name="Failed">Names of the cases that failed.</param>
internal sealed record BenchmarkReport(
    MachineFacts Machine,
    string Version,
    DateTimeOffset Date,
    bool Quick,
    IReadOnlyList<Figure> Figures,
    IReadOnlyList<string> Failed)
{
    /// <summary>Makes the report of this machine and build.</summary>
    public static BenchmarkReport Of(bool quick, IReadOnlyList<Figure> figures, IReadOnlyList<string> failed) => new(
        new(
            Environment.ProcessorCount,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription),
        typeof(SimulationRun).Assembly.GetName().Version!.ToString(3),
        DateTimeOffset.UtcNow,
        quick,
        figures,
        failed);

    /// <summary>Reads a report that another process wrote.</summary>
    public static BenchmarkReport Read(string file) =>
        JsonSerializer.Deserialize<BenchmarkReport>(File.ReadAllText(file), ResultJson.Options)!;

    /// <summary>Writes the report.</summary>
    public void Write(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file, ResultJson.Write(this));
    }
}
