using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>Keeps everything that an engine answers, and can do something between two windows.</summary>
/// <param name="engine">The engine.</param>
/// <param name="beforeWindow">Awaited before each window, with the number of windows played so far.</param>
internal sealed class ObservedEngine(ISimulationEngine engine, Func<int, Task>? beforeWindow = null)
    : EngineDecorator(engine)
{
    public RunRecords Records { get; } = new();

    public override async Task<FleetReply> AdvanceAsync(FleetWindow window, FleetWindow? next = null)
    {
        if (beforeWindow is not null)
        {
            await beforeWindow(Records.Windows.Count);
        }

        var reply = await base.AdvanceAsync(window, next);
        Records.Add(window, reply);
        return reply;
    }

    public override async Task<IReadOnlyList<RackAccount>> SettleAsync(int dataCenter, int firstRack, int racks, VirtualTime time)
    {
        var accounts = await base.SettleAsync(dataCenter, firstRack, racks, time);

        // Data centers settle at the same time.
        lock (Records)
        {
            Records.Add(dataCenter, accounts);
        }

        return accounts;
    }

    public override async Task<DataCenterClosing> FinishAsync(int dataCenter, VirtualTime time)
    {
        var closing = await base.FinishAsync(dataCenter, time);
        Records.Add(closing, time);
        return closing;
    }
}
