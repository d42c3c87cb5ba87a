using Orleans.Concurrency;
using Orleans.GrainDirectory;
using Orleans.Placement;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Snapshots;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Placement;
using Orleans.Simulation.Grains.Racks;
using Orleans.Simulation.Grains.Silos;

namespace Orleans.Simulation.Grains.DataCenters;

/// <summary>Carries batches between a data center and its racks.</summary>
[RackPlacement, GrainDirectory(RackDirectory.Name), KeepAlive, Immovable]
internal sealed class DataCenterGrain(
    IGrainContext context, IGrainFactory grains, HeldGrains held, RunTopologies topologies, PatienceOptions patience)
    : IGrainBase, IDataCenterGrain
{
    private DataCenterPlan? _plan;
    private DataCenterProcess? _dataCenter;
    private RackTotals _settled = new();
    private IRackGrain[] _racks = [];
    private int _racksAtOnce;
    private long _exchange;
    private RackRoutes? _routes;
    private CallGate<object> _calls;

    public IGrainContext GrainContext => context;

    public async Task<int> Begin(CallStamp stamp, Immutable<DataCenterPlan> plan)
    {
        if (_calls.Begin(this, stamp))
        {
            FindRacks(plan.Value, stamp);
            var (dataCenter, topology) = (new DataCenterProcess(plan.Value), plan.Value.Topology);
            await BoundedFanOut.ForEachAsync([.. Enumerable.Range(0, topology.Racks)], _racksAtOnce, async rack =>
            {
                var reply = await _racks[rack].Begin(stamp, RackPlan.For(plan.Value, rack).AsImmutable())
                    .WaitAsync(patience.Least);
                dataCenter.Begin(rack, reply.Value);
            });
            _dataCenter = dataCenter;
            _calls.Open(topology.Chips);
        }

        return _calls.Reply<int>(this);
    }

    public async Task<Immutable<DataCenterReply>> Advance(CallStamp stamp, Immutable<DataCenterWindow> window)
    {
        if (!_calls.Admit(this, stamp))
        {
            return _calls.Reply<DataCenterReply>(this).AsImmutable();
        }

        var (dataCenter, routes) = (_dataCenter!, _routes!);
        await routes.MustNotHaveFailedAsync();
        dataCenter.Open(window.Value);
        while (dataCenter.Next() is { } exchange)
        {
            if (ReferenceEquals(exchange, RackExchange.Pause))
            {
                // Racks that have answered make room for the next ones, which work beside the scheduler.
                await Task.Yield();
                continue;
            }

            await routes.SendAsync(dataCenter, exchange, stamp with { Window = ++_exchange });
            if (exchange.MustWait)
            {
                await routes.AllAnsweredAsync();
            }
        }

        // Racks may go on working on the last exchanges; those of the next window come after them, and the settlement waits for them.
        return ((DataCenterReply)_calls.Answer(dataCenter.Close())).AsImmutable();
    }

    public async Task<Immutable<IReadOnlyList<RackAccount>>> Settle(CallStamp stamp, int firstRack, int racks, VirtualTime end)
    {
        if (!_calls.Admit(this, stamp))
        {
            return _calls.Reply<IReadOnlyList<RackAccount>>(this).AsImmutable();
        }

        await _routes!.AllAnsweredAsync();
        var accounts = new RackAccount[racks];
        var toRacks = stamp with { Window = ++_exchange };
        await BoundedFanOut.ForEachAsync([.. Enumerable.Range(0, racks)], _racksAtOnce, async index =>
        {
            var batch = _dataCenter!.TakeForSettlement(firstRack + index, end).AsImmutable();
            accounts[index] = (await _racks[firstRack + index].Settle(toRacks, batch).WaitAsync(patience.Least)).Value;
        });
        Array.ForEach(accounts, _settled.Add);
        return ((IReadOnlyList<RackAccount>)_calls.Answer(accounts)).AsImmutable();
    }

    public Task<Immutable<DataCenterClosing>> Finish(CallStamp stamp, VirtualTime end)
    {
        var closing = _calls.Admit(this, stamp)
            ? (DataCenterClosing)_calls.Answer(_dataCenter!.Finish(end, _settled))
            : _calls.Reply<DataCenterClosing>(this);
        return Task.FromResult(closing.AsImmutable());
    }

    public async Task<Immutable<IReadOnlyList<byte[]>>> SaveRacks(CallStamp stamp, int firstRack, int racks, VirtualTime time)
    {
        if (!_calls.Admit(this, stamp))
        {
            return _calls.Reply<IReadOnlyList<byte[]>>(this).AsImmutable();
        }

        await _routes!.AllAnsweredAsync();
        var saved = new byte[racks][];
        var toRacks = stamp with { Window = ++_exchange };
        await BoundedFanOut.ForEachAsync([.. Enumerable.Range(0, racks)], _racksAtOnce, async index =>
        {
            var batch = _dataCenter!.TakeForSettlement(firstRack + index, time).AsImmutable();
            var rack = (await _racks[firstRack + index].Save(toRacks, batch).WaitAsync(patience.Least)).Value;
            saved[index] = rack.Bytes;
            _settled.Add(rack.Totals);
        });
        return ((IReadOnlyList<byte[]>)_calls.Answer(saved)).AsImmutable();
    }

    public Task<Immutable<byte[]>> Save(CallStamp stamp)
    {
        if (!_calls.Admit(this, stamp))
        {
            return Task.FromResult(_calls.Reply<byte[]>(this).AsImmutable());
        }

        var saved = SnapshotJson.Write(_dataCenter!.Save(_settled));
        _settled = new();
        return Task.FromResult(((byte[])_calls.Answer(saved)).AsImmutable());
    }

    public Task Restore(CallStamp stamp, Immutable<DataCenterPlan> plan, Immutable<byte[]> saved)
    {
        if (_calls.Begin(this, stamp))
        {
            FindRacks(plan.Value, stamp);
            _dataCenter = new(plan.Value, SnapshotJson.Read<DataCenterSnapshot>(saved.Value));
            _calls.Open(plan.Value.Topology.Chips);
        }

        return Task.CompletedTask;
    }

    public async Task RestoreRacks(CallStamp stamp, int firstRack, Immutable<IReadOnlyList<byte[]>> saved)
    {
        if (_calls.Admit(this, stamp))
        {
            var toRacks = stamp with { Window = ++_exchange };
            await BoundedFanOut.ForEachAsync([.. Enumerable.Range(0, saved.Value.Count)], _racksAtOnce, async index =>
            {
                var rack = firstRack + index;
                var plan = RackPlan.For(_plan!, rack).AsImmutable();
                var reply = await _racks[rack].Restore(toRacks, plan, saved.Value[index].AsImmutable()).WaitAsync(patience.Least);
                _dataCenter!.Begin(rack, reply.Value);
            });
        }
    }

    private void FindRacks(DataCenterPlan plan, CallStamp stamp)
    {
        held.Add(context);
        var (key, topology) = (new GrainKey(this.GetPrimaryKeyLong()), plan.Topology);
        _racks = grains.GetGrains<IRackGrain>(topology.Racks, key.RackAt);
        _racksAtOnce = BoundedFanOut.RacksAtOnce(topology.ChipsPerRack);
        _routes = new(grains, topologies, key, _racks, _racksAtOnce, patience);
        (_plan, _settled, _exchange) = (plan, new(), stamp.Window);
    }
}
