using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.DataCenters;
using Orleans.Simulation.Grains.Fleets;
using Orleans.Simulation.Grains.Placement;
using Orleans.Simulation.Grains.Silos;

namespace Orleans.Simulation.Driver.Engines;

/// <summary>Every chip, rack and data center is a grain, on one silo or many; the driver runs inside one of them.</summary>
/// <param name="silo">Services of the silo that the driver runs in.</param>
/// <param name="run">Number of the run, unique in the cluster; 0 to 65,535.</param>
/// <param name="epoch">Counts the times the run began; greater than in any call before that its grains have had.</param>
public sealed class OrleansEngine(IServiceProvider silo, int run, int epoch = 0) : ISimulationEngine
{
    private const long SettlementWindows = 1L << 62;

    private readonly IGrainFactory _grains = silo.GetRequiredService<IGrainFactory>();
    private readonly GrainKey _fleet = new(run, 0, 0, 0);
    private long[] _callsToDataCenter = [];
    private long _callsToFleet;

    /// <inheritdoc/>
    public string Name => EngineNames.Orleans;

    /// <inheritdoc/>
    public async Task BeginAsync(FleetPlan plan, CancellationToken cancellation)
    {
        var members = silo.GetRequiredService<IClusterMembershipService>().CurrentSnapshot.Members.Values;
        var names = members.Where(member => member.Status == SiloStatus.Active).Select(member => member.Name);
        var topology = RunTopology.For(run, plan, names);
        ISiloGrain[] silos = [.. topology.Silos.Select(name => _grains.GetGrain<ISiloGrain>(name))];
        await Task.WhenAll(silos.Select(each => each.Join(topology)));
        _callsToDataCenter = new long[plan.DataCenters.Count];
        await Fleet.Begin(NextToFleet(), plan.AsImmutable()).WaitAsync(cancellation);
        await Task.WhenAll(silos.Select(each => each.Compact()));
    }

    /// <inheritdoc/>
    public async Task<FleetReply> AdvanceAsync(FleetWindow window) =>
        (await Fleet.Advance(NextToFleet(), window.AsImmutable())).Value;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RackAccount>> SettleAsync(int dataCenter, int firstRack, int racks, VirtualTime time) =>
        (await DataCenter(dataCenter).Settle(NextTo(dataCenter), firstRack, racks, time)).Value;

    /// <inheritdoc/>
    public async Task<DataCenterClosing> FinishAsync(int dataCenter, VirtualTime time) =>
        (await DataCenter(dataCenter).Finish(NextTo(dataCenter), time)).Value;

    private IFleetGrain Fleet => _grains.GetGrain<IFleetGrain>(_fleet.Value);

    private IDataCenterGrain DataCenter(int index) => _grains.GetGrain<IDataCenterGrain>(_fleet.DataCenterAt(index).Value);

    private CallStamp NextToFleet() => new(run, epoch, ++_callsToFleet);

    /// <summary>Settlement calls data centers past the fleet, so their windows go on above all that the fleet has used.</summary>
    private CallStamp NextTo(int dataCenter) => new(run, epoch, SettlementWindows + ++_callsToDataCenter[dataCenter]);
}
