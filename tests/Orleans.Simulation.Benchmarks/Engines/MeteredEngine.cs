using System.Diagnostics;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Benchmarks.Engines;

/// <summary>Measures what an engine takes for each phase, without the reading of arrivals and the recording of results.</summary>
internal sealed class MeteredEngine(ISimulationEngine engine) : ISimulationEngine
{
    private readonly Stopwatch _wall = new();

    public string Name => engine.Name;

    /// <summary>Making the fleet.</summary>
    public Cost Begin { get; private set; }

    /// <summary>Playing all windows.</summary>
    public Cost Play { get; private set; }

    /// <summary>Settling all chips, once each.</summary>
    public Cost Settle { get; private set; }

    public async Task BeginAsync(FleetPlan plan, CancellationToken cancellation)
    {
        var (_, cost) = await MeasureAsync(async () =>
        {
            await engine.BeginAsync(plan, cancellation);
            return 0;
        });
        Begin += cost;
    }

    public async Task<FleetReply> AdvanceAsync(FleetWindow window)
    {
        var (reply, cost) = await MeasureAsync(() => engine.AdvanceAsync(window));
        Play += cost;
        return reply;
    }

    public async Task<IReadOnlyList<RackAccount>> SettleAsync(int dataCenter, int firstRack, int racks, VirtualTime time)
    {
        var (accounts, cost) = await MeasureAsync(() => engine.SettleAsync(dataCenter, firstRack, racks, time));
        Settle += cost;
        return accounts;
    }

    public Task<DataCenterClosing> FinishAsync(int dataCenter, VirtualTime time) => engine.FinishAsync(dataCenter, time);

    private async Task<(T Answer, Cost Cost)> MeasureAsync<T>(Func<Task<T>> call)
    {
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        _wall.Restart();
        var answer = await call();
        var wall = _wall.Elapsed;
        process.Refresh();
        return (answer, new(wall.TotalSeconds, (process.TotalProcessorTime - cpu).TotalSeconds));
    }
}

/// <summary>What something took.</summary>
/// <param name="Wall">Wall-clock seconds.</param>
/// <param name="Cpu">Processor seconds over all cores.</param>
internal readonly record struct Cost(double Wall, double Cpu)
{
    /// <summary>The sum of two costs.</summary>
    public static Cost operator +(Cost left, Cost right) => new(left.Wall + right.Wall, left.Cpu + right.Cpu);
}
