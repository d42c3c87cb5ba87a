using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Driver.Playback;

/// <summary>Settles the racks of a data center in order, some ahead of the one who records their accounts.</summary>
/// <param name="engine">Engine of the run.</param>
/// <param name="meter">Counts the calls.</param>
/// <param name="dataCenter">The data center.</param>
/// <param name="end">End of the run.</param>
internal sealed class RackSettlement(ISimulationEngine engine, RunMeter meter, DataCenterPlan dataCenter, VirtualTime end)
{
    /// <summary>Racks that settle in one call: bounds the accounts in memory, yet keeps all cores busy.</summary>
    private const int RacksAtOnce = 128;

    /// <summary>Calls whose accounts may wait to be recorded, so that silos of other data centers go on meanwhile.</summary>
    private const int Ahead = 4;

    private readonly Queue<Task<IReadOnlyList<RackAccount>>> _settled = [];
    private int _next;

    /// <summary>Calls the next racks, unless those called last are still at it or enough accounts wait.</summary>
    public void GoOn()
    {
        var count = Math.Min(RacksAtOnce, dataCenter.Topology.Racks - _next);
        if (count > 0 && _settled.Count < Ahead && _settled.All(call => call.IsCompleted))
        {
            meter.AddSettlementCall();
            _settled.Enqueue(engine.SettleAsync(dataCenter.Index, _next, count, end));
            _next += count;
        }
    }

    /// <summary>The accounts of the next racks; null when all have settled.</summary>
    public async Task<IReadOnlyList<RackAccount>?> TakeAsync()
    {
        GoOn();
        if (!_settled.TryDequeue(out var call))
        {
            return null;
        }

        var accounts = await call;
        GoOn();
        return accounts;
    }
}
