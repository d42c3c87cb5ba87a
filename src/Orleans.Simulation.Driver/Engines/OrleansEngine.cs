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
/// <param name="silos">Names of the silos that share the fleet; null: all that are active.</param>
/// <param name="lost">Cancelled when one of them is lost: whatever is waited for is given up.</param>
public sealed class OrleansEngine(
    IServiceProvider silo, int run, int epoch = 0, IReadOnlyList<string>? silos = null, CancellationToken lost = default)
    : ISimulationEngine
{
    private readonly PatienceOptions _patience = silo.GetRequiredService<PatienceOptions>();
    private readonly CallPatience _windowPatience = new(silo.GetRequiredService<PatienceOptions>());
    private readonly IGrainFactory _grains = silo.GetRequiredService<IGrainFactory>();
    private readonly GrainKey _fleet = new(run, 0, 0, 0);
    private ISiloGrain[] _joined = [];
    private long _window;

    /// <inheritdoc/>
    public string Name => EngineNames.Orleans;

    /// <inheritdoc/>
    public async Task BeginAsync(FleetPlan plan, CancellationToken cancellation)
    {
        var joined = await JoinAsync(plan);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lost);
        await Fleet.Begin(Next(), plan.AsImmutable()).WaitAsync(ToMake(plan), either.Token);
        await Task.WhenAll(joined.Select(each => each.Compact())).WaitAsync(ToMake(plan), lost);
    }

    /// <inheritdoc/>
    public async Task<FleetReply> AdvanceAsync(FleetWindow window, FleetWindow? next = null) =>
        (await _windowPatience.WaitAsync(Fleet.Advance(Next(), window.AsImmutable(), next.AsImmutable()), lost)).Value;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RackAccount>> SettleAsync(int dataCenter, int firstRack, int racks, VirtualTime time) =>
        (await DataCenter(dataCenter).Settle(Next(), firstRack, racks, time).WaitAsync(_patience.Least, lost)).Value;

    /// <inheritdoc/>
    public async Task<DataCenterClosing> FinishAsync(int dataCenter, VirtualTime time) =>
        (await DataCenter(dataCenter).Finish(Next(), time).WaitAsync(_patience.Least, lost)).Value;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<byte[]>> SaveRacksAsync(int dataCenter, int firstRack, int racks, VirtualTime time) =>
        (await DataCenter(dataCenter).SaveRacks(Next(), firstRack, racks, time).WaitAsync(_patience.Least, lost)).Value;

    /// <inheritdoc/>
    public async Task<byte[]> SaveDataCenterAsync(int dataCenter) =>
        (await DataCenter(dataCenter).Save(Next()).WaitAsync(_patience.Least, lost)).Value;

    /// <inheritdoc/>
    public async Task<byte[]> SaveFleetAsync() => (await Fleet.Save(Next()).WaitAsync(_patience.Least, lost)).Value;

    /// <inheritdoc/>
    public async Task RestoreAsync(
        FleetPlan plan, byte[] fleet, IReadOnlyList<byte[]> dataCenters, CancellationToken cancellation)
    {
        await JoinAsync(plan);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lost);
        await Fleet.Restore(Next(), plan.AsImmutable(), fleet.AsImmutable(), dataCenters.AsImmutable())
            .WaitAsync(ToMake(plan), either.Token);
    }

    /// <inheritdoc/>
    public Task RestoreRacksAsync(int dataCenter, int firstRack, IReadOnlyList<byte[]> racks) =>
        DataCenter(dataCenter).RestoreRacks(Next(), firstRack, racks.AsImmutable()).WaitAsync(_patience.Least, lost);

    private IFleetGrain Fleet => _grains.GetGrain<IFleetGrain>(_fleet.Value);

    private IDataCenterGrain DataCenter(int index) => _grains.GetGrain<IDataCenterGrain>(_fleet.DataCenterAt(index).Value);

    /// <summary>Lets all grains of the run go, on all silos that had some: a silo that runs on needs its memory again.</summary>
    public Task LeaveAsync() => Task.WhenAll(_joined.Select(each => each.Leave(run))).WaitAsync(lost);

    /// <summary>Tells all silos which racks live where, before the first of their grains is called.</summary>
    private async Task<ISiloGrain[]> JoinAsync(FleetPlan plan)
    {
        var topology = RunTopology.For(run, plan, silos ?? ActiveSilos(), silo.GetRequiredService<ILocalSiloDetails>().Name);
        _joined = [.. topology.Silos.Select(name => _grains.GetGrain<ISiloGrain>(name))];
        await Task.WhenAll(_joined.Select(each => each.Join(topology))).WaitAsync(_patience.Least, lost);
        return _joined;
    }

    /// <summary>The fleet may have to give up a data center of an earlier epoch before it hears of this one.</summary>
    private TimeSpan ToMake(FleetPlan plan) => _patience.Least + _patience.ToMake(plan.Chips);

    private IEnumerable<string> ActiveSilos() =>
        SiloNames.Active(silo.GetRequiredService<IClusterMembershipService>().CurrentSnapshot).Keys;

    /// <summary>
    /// Stamps rise from call to call, whichever grain gets it: data centers are called by the fleet and by the driver. The
    /// fleet needs some for each of its own.
    /// </summary>
    private CallStamp Next() => new(run, epoch, _window += FleetGrainCalls.PerWindow);
}
