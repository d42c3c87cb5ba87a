using System.Diagnostics.CodeAnalysis;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Driver.Playback;

/// <summary>Settles the racks of a data center in order, call after call, some of them before they are recorded.</summary>
/// <param name="engine">What settles them.</param>
/// <param name="dataCenter">The data center.</param>
/// <param name="end">End of the run.</param>
internal sealed class RackSettlement(ISimulationEngine engine, DataCenterPlan dataCenter, VirtualTime end)
{
    /// <summary>Racks that settle in one call: bounds the accounts in memory, yet keeps all cores busy.</summary>
    private const int RacksPerCall = 128;

    private readonly Queue<Task<IReadOnlyList<RackAccount>>> _calls = new();
    private Task _last = Task.CompletedTask;
    private int _next;

    /// <summary>Has the next calls made, so that some are under way or wait to be taken.</summary>
    /// <param name="ahead">How many; greater than zero.</param>
    public void GoAhead(int ahead)
    {
        for (; _calls.Count < ahead && _next < dataCenter.Topology.Racks; _next += RacksPerCall)
        {
            var call = SettleAsync(_last, _next, Math.Min(RacksPerCall, dataCenter.Topology.Racks - _next));
            _calls.Enqueue(call);
            _last = call;
        }
    }

    /// <summary>Takes the accounts of the next racks; false: all have been taken.</summary>
    public bool TryTake([NotNullWhen(true)] out Task<IReadOnlyList<RackAccount>>? accounts) => _calls.TryDequeue(out accounts);

    private async Task<IReadOnlyList<RackAccount>> SettleAsync(Task before, int first, int count)
    {
        await before;
        return await engine.SettleAsync(dataCenter.Index, first, count, end);
    }
}
