using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Driver.Engines;

/// <summary>Hands every call on to another engine; whoever measures or observes one overrides the calls that it looks at.</summary>
/// <param name="engine">The engine that does the work.</param>
public abstract class EngineDecorator(ISimulationEngine engine) : ISimulationEngine
{
    /// <inheritdoc/>
    public string Name => engine.Name;

    /// <inheritdoc/>
    public virtual Task BeginAsync(FleetPlan plan, CancellationToken cancellation) => engine.BeginAsync(plan, cancellation);

    /// <inheritdoc/>
    public virtual Task<FleetReply> AdvanceAsync(FleetWindow window, FleetWindow? next = null) =>
        engine.AdvanceAsync(window, next);

    /// <inheritdoc/>
    public virtual Task<IReadOnlyList<RackAccount>> SettleAsync(int dataCenter, int firstRack, int racks, VirtualTime time) =>
        engine.SettleAsync(dataCenter, firstRack, racks, time);

    /// <inheritdoc/>
    public virtual Task<DataCenterClosing> FinishAsync(int dataCenter, VirtualTime time) => engine.FinishAsync(dataCenter, time);

    /// <inheritdoc/>
    public Task<IReadOnlyList<byte[]>> SaveRacksAsync(int dataCenter, int firstRack, int racks, VirtualTime time) =>
        engine.SaveRacksAsync(dataCenter, firstRack, racks, time);

    /// <inheritdoc/>
    public Task<byte[]> SaveDataCenterAsync(int dataCenter) => engine.SaveDataCenterAsync(dataCenter);

    /// <inheritdoc/>
    public Task<byte[]> SaveFleetAsync() => engine.SaveFleetAsync();

    /// <inheritdoc/>
    public Task RestoreAsync(
        FleetPlan plan, byte[] fleet, IReadOnlyList<byte[]> dataCenters, CancellationToken cancellation) =>
        engine.RestoreAsync(plan, fleet, dataCenters, cancellation);

    /// <inheritdoc/>
    public Task RestoreRacksAsync(int dataCenter, int firstRack, IReadOnlyList<byte[]> racks) =>
        engine.RestoreRacksAsync(dataCenter, firstRack, racks);
}
