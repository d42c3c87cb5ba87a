using Orleans.Concurrency;
using Orleans.GrainDirectory;
using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Snapshots;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.DataCenters;
using Orleans.Simulation.Grains.Placement;
using Orleans.Simulation.Grains.Silos;

namespace Orleans.Simulation.Grains.Fleets;

/// <summary>Hands a window to the data centers, which play it at the same time, and those that are done with it the next one.</summary>
[RackPlacement, GrainDirectory(RackDirectory.Name), KeepAlive, Immovable]
internal sealed class FleetGrain(
    IGrainContext context, IGrainFactory grains, HeldGrains held, RunTopologies topologies, PatienceOptions patience)
    : IGrainBase, IFleetGrain
{
    private static readonly Task<DataCenterReply?> NothingToDo = Task.FromResult<DataCenterReply?>(null);

    private FleetProcess? _fleet;
    private IDataCenterGrain[] _dataCenters = [];
    private CallPatience[] _windowPatience = [];
    private CallGate<object> _calls;
    private Task<DataCenterReply?>[]? _ahead;

    public IGrainContext GrainContext => context;

    public async Task<long> Begin(CallStamp stamp, Immutable<FleetPlan> plan)
    {
        if (_calls.Begin(this, stamp))
        {
            FindDataCenters(plan.Value);

            // One data center after the other on each silo: each already activates as many chips at once as is good.
            // Silos do so at the same time.
            var bySilo = plan.Value.DataCenters.GroupBy(dataCenter => OwnerOf(dataCenter.Index));
            await Task.WhenAll(bySilo.Select(async dataCenters =>
            {
                foreach (var dataCenter in dataCenters)
                {
                    await _dataCenters[dataCenter.Index].Begin(stamp, dataCenter.AsImmutable())
                        .WaitAsync(patience.ToMake(dataCenter.Topology.Chips));
                }
            }));
            _fleet = new(plan.Value);
            _calls.Open(plan.Value.Chips);
        }

        return _calls.Reply<long>(this);
    }

    public async Task<Immutable<FleetReply>> Advance(CallStamp stamp, Immutable<FleetWindow> window, Immutable<FleetWindow?> next)
    {
        if (!_calls.Admit(this, stamp))
        {
            return _calls.Reply<FleetReply>(this).AsImmutable();
        }

        var fleet = _fleet!;
        fleet.Open(window.Value);
        for (var part = stamp; fleet.Next() is { } windows; part = part with { Window = part.Window + 1 })
        {
            var replies = _ahead ?? Send(windows, part);
            _ahead = next.Value is { } following && fleet.Ahead(following) is { } ahead
                ? SendAfter(replies, ahead, part with { Window = part.Window + 1 })
                : null;
            await TakeAsync(fleet, replies);
        }

        return ((FleetReply)_calls.Answer(fleet.Close())).AsImmutable();
    }

    public Task<Immutable<byte[]>> Save(CallStamp stamp)
    {
        var saved = _calls.Admit(this, stamp)
            ? (byte[])_calls.Answer(SnapshotJson.Write(_fleet!.Save()))
            : _calls.Reply<byte[]>(this);
        return Task.FromResult(saved.AsImmutable());
    }

    public async Task Restore(
        CallStamp stamp, Immutable<FleetPlan> plan, Immutable<byte[]> saved, Immutable<IReadOnlyList<byte[]>> dataCenters)
    {
        if (_calls.Begin(this, stamp))
        {
            FindDataCenters(plan.Value);
            await Task.WhenAll(plan.Value.DataCenters.Select(each => _dataCenters[each.Index]
                .Restore(stamp, each.AsImmutable(), dataCenters.Value[each.Index].AsImmutable())
                .WaitAsync(patience.ToMake(each.Topology.Chips))));
            _fleet = new(plan.Value, SnapshotJson.Read<FleetSnapshot>(saved.Value));
            _calls.Open(plan.Value.Chips);
        }
    }

    private void FindDataCenters(FleetPlan plan)
    {
        held.Add(context);
        _ahead = null;
        _dataCenters = [.. plan.DataCenters.Select(each => grains.GetGrain<IDataCenterGrain>(KeyOf(each.Index).Value))];
        _windowPatience = [.. plan.DataCenters.Select(_ => new CallPatience(patience))];
    }

    private SiloAddress? OwnerOf(int dataCenter) => topologies.TryLocate(KeyOf(dataCenter), out var silo) ? silo : null;

    private GrainKey KeyOf(int dataCenter) => new GrainKey(this.GetPrimaryKeyLong()).DataCenterAt(dataCenter);

    private Task<DataCenterReply?>[] Send(IReadOnlyList<DataCenterWindow?> windows, CallStamp stamp) =>
        [.. windows.Select((window, index) => window is null ? NothingToDo : SendAsync(index, window, stamp))];

    /// <summary>Sends windows once the ones before are answered: messages between two grains may overtake each other.</summary>
    private Task<DataCenterReply?>[] SendAfter(
        Task<DataCenterReply?>[] before, IReadOnlyList<DataCenterWindow> windows, CallStamp stamp) =>
        [.. windows.Select(async (window, index) =>
        {
            await before[index];
            return await SendAsync(index, window, stamp);
        })];

    private async Task<DataCenterReply?> SendAsync(int index, DataCenterWindow window, CallStamp stamp) =>
        (await _windowPatience[index].WaitAsync(_dataCenters[index].Advance(stamp, window.AsImmutable()))).Value;

    private static async Task TakeAsync(FleetProcess fleet, Task<DataCenterReply?>[] replies)
    {
        foreach (var (index, reply) in (await Task.WhenAll(replies)).Index())
        {
            if (reply is not null)
            {
                fleet.Absorb(index, reply);
            }
        }
    }
}
