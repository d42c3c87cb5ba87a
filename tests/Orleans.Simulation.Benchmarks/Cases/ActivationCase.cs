using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>What it takes to make every chip a grain and call it once.</summary>
internal sealed class ActivationCase : IBenchmarkCase
{
    private const double Microseconds = 1e6;

    public string Name => "activation";

    public string Title => "every chip becomes a grain";

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        var fleet = new FleetShape(2, scale.Of(full: 524_288, quick: 4_096)).Plan(VirtualTime.Never, LoadScenarios.Seed);
        var silo = await QuietSilo.StartAsync();
        var (heap, resident) = (ProcessMemory.CollectedHeap, ProcessMemory.Resident);
        var cost = await Cost.MeasureAsync(() => new OrleansEngine(silo, run: 1).BeginAsync(fleet, CancellationToken.None));

        // Before the heap is collected once more: the resident set is that of the activation alone.
        var peak = ProcessMemory.Peak;
        double chips = fleet.Chips;
        figures.Add("chips", chips, "chips");
        figures.Add("wall", cost.Wall, "s", Target.AtMost(20));
        figures.Add("rate", chips / cost.Wall, "chips/s");
        figures.Add("CPU", cost.Cpu * Microseconds / chips, "us/chip");
        figures.Add("managed memory, racks and all", (ProcessMemory.CollectedHeap - heap) / chips, "bytes/chip", Target.AtMost(2_600));
        figures.Add("peak RSS above the empty silo's", (peak - resident) / chips, "bytes/chip");
        figures.Add("peak RSS", peak / ProcessMemory.Gigabyte, "GB", Target.AtMost(4));
    }
}
