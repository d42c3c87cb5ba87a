using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>Keeps everything that an engine answers, and can do something between two windows.</summary>
/// <param name="engine">The engine.</param>
/// <param name="beforeWindow">Awaited before each window, with the number of windows played so far.</param>
internal sealed class ObservedEngine(ISimulationEngine engine, Func<int, Task>? beforeWindow = null) : ISimulationEngine
{
    public string Name => engine.Name;

    public RunRecords Records { get; } = new();

    public Task BeginAsync(FleetPlan plan, CancellationToken cancellation) => engine.BeginAsync(plan, cancellation);

    public async Task<FleetReply> AdvanceAsync(FleetWindow window)
    {
        if (beforeWindow is not null)
        {
            await beforeWindow(Records.Windows.Count);
        }

        var reply = await engine.AdvanceAsync(window);
        Records.Add(window, reply);
        return reply;
    }

    public async Task<IReadOnlyList<RackAccount>> SettleAsync(int dataCenter, int firstRack, int racks, VirtualTime time)
    {
        var accounts = await engine.SettleAsync(dataCenter, firstRack, racks, time);

        // Data centers settle at the same time.
        lock (Records)
        {
            Records.Add(dataCenter, accounts);
        }

        return accounts;
    }

    public async Task<DataCenterClosing> FinishAsync(int dataCenter, VirtualTime time)
    {
        var closing = await engine.FinishAsync(dataCenter, time);
        Records.Add(closing, time);
        return closing;
    }

    public Task<IReadOnlyList<byte[]>> SaveRacksAsync(int dataCenter, int firstRack, int racks, VirtualTime time) =>
        engine.SaveRacksAsync(dataCenter, firstRack, racks, time);

    public Task<byte[]> SaveDataCenterAsync(int dataCenter) => engine.SaveDataCenterAsync(dataCenter);

    public Task<byte[]> SaveFleetAsync() => engine.SaveFleetAsync();

    public Task RestoreAsync(
        FleetPlan plan, byte[] fleet, IReadOnlyList<byte[]> dataCenters, CancellationToken cancellation) =>
        engine.RestoreAsync(plan, fleet, dataCenters, cancellation);

    public Task RestoreRacksAsync(int dataCenter, int firstRack, IReadOnlyList<byte[]> racks) =>
        engine.RestoreRacksAsync(dataCenter, firstRack, racks);
}
