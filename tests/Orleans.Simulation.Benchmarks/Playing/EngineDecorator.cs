using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Benchmarks.Playing;

/// <summary>Hands every call on to another engine; cases look at those that they measure.</summary>
/// <param name="engine">The engine that does the work.</param>
internal abstract class EngineDecorator(ISimulationEngine engine) : ISimulationEngine
{
    public string Name => engine.Name;

    public virtual Task BeginAsync(FleetPlan plan, CancellationToken cancellation) => engine.BeginAsync(plan, cancellation);

    public virtual Task<FleetReply> AdvanceAsync(FleetWindow window) => engine.AdvanceAsync(window);

    public virtual Task<IReadOnlyList<RackAccount>> SettleAsync(int dataCenter, int firstRack, int racks, VirtualTime time) =>
        engine.SettleAsync(dataCenter, firstRack, racks, time);

    public virtual Task<DataCenterClosing> FinishAsync(int dataCenter, VirtualTime time) => engine.FinishAsync(dataCenter, time);

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
