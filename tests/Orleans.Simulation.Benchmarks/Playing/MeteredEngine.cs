using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Benchmarks.Playing;

/// <summary>Measures what an engine takes for each phase, without the reading of arrivals and the recording of results.</summary>
internal sealed class MeteredEngine(ISimulationEngine engine) : EngineDecorator(engine)
{
    /// <summary>Making the fleet.</summary>
    public Cost Begin { get; private set; }

    /// <summary>Playing all windows.</summary>
    public Cost Play { get; private set; }

    /// <summary>Settling all chips, once each.</summary>
    public Cost Settle { get; private set; }

    /// <summary>Events played so far.</summary>
    public long Events { get; private set; }

    public override async Task BeginAsync(FleetPlan plan, CancellationToken cancellation) =>
        Begin += await Cost.MeasureAsync(() => base.BeginAsync(plan, cancellation));

    /// <summary>
    /// Plays the window to its end before it returns, and does not begin the next one: a run records the last window while it waits for
    /// this one, and what data centers did of the next one meanwhile would be counted nowhere.
    /// </summary>
    public override Task<FleetReply> AdvanceAsync(FleetWindow window, FleetWindow? next = null)
    {
        var (reply, cost) = Cost.MeasureAsync(() => base.AdvanceAsync(window)).GetAwaiter().GetResult();
        Play += cost;
        Events += reply.Work.Events;
        return Task.FromResult(reply);
    }

    /// <summary>Settles the racks before it returns: a run records accounts while it waits for the next ones.</summary>
    public override Task<IReadOnlyList<RackAccount>> SettleAsync(int dataCenter, int firstRack, int racks, VirtualTime time)
    {
        var (accounts, cost) = Cost.MeasureAsync(() => base.SettleAsync(dataCenter, firstRack, racks, time)).GetAwaiter().GetResult();
        Settle += cost;
        return Task.FromResult(accounts);
    }
}
