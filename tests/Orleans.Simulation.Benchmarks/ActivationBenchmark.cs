using System.Diagnostics;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Benchmarks;

/// <summary>What it takes to make every chip a grain.</summary>
internal static class ActivationBenchmark
{
    /// <summary>Measures and adds the figures.</summary>
    public static async Task RunAsync(IServiceProvider silo, BenchmarkReport report, FleetPlan fleet, int run)
    {
        using var process = Process.GetCurrentProcess();
        var (memory, cpu, clock) = (GC.GetTotalMemory(true), process.TotalProcessorTime, Stopwatch.StartNew());
        await new OrleansEngine(silo, run).BeginAsync(fleet, CancellationToken.None);
        var wall = clock.Elapsed;
        process.Refresh();
        cpu = process.TotalProcessorTime - cpu;
        var name = $"activation of {fleet.Chips:N0} chips";
        report.Add($"{name}: rate", fleet.Chips / wall.TotalSeconds, "chips/s");
        report.Add($"{name}: CPU", cpu.TotalMicroseconds / fleet.Chips, "us/chip");
        report.Add($"{name}: managed memory, racks and all", (double)(GC.GetTotalMemory(true) - memory) / fleet.Chips, "bytes/chip");
    }
}
