using Orleans.Concurrency;
using Orleans.GrainDirectory;
using Orleans.Placement;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Placement;
using Orleans.Simulation.Grains.Racks;

namespace Orleans.Simulation.Grains.DataCenters;

/// <summary>Carries batches between a data center and its racks.</summary>
[RackPlacement, GrainDirectory(RackDirectory.Name), KeepAlive, Immovable]
internal sealed class DataCenterGrain(IGrainContext context, IGrainFactory grains) : IGrainBase, IDataCenterGrain
{
    private DataCenterProcess? _dataCenter;
    private RackTotals _settled = new();
    private IRackGrain[] _racks = [];
    private int _racksAtOnce;
    private long _exchange;
    private Task _underWay = Task.CompletedTask;
    private CallGate<object> _calls;

    public IGrainContext GrainContext => context;

    public async Task<int> Begin(CallStamp stamp, Immutable<DataCenterPlan> plan)
    {
        if (_calls.Begin(this, stamp))
        {
            var (key, topology) = (new GrainKey(this.GetPrimaryKeyLong()), plan.Value.Topology);
            var dataCenter = new DataCenterProcess(plan.Value);
            _racks = grains.GetGrains<IRackGrain>(topology.Racks, key.RackAt);
            _racksAtOnce = BoundedFanOut.RacksAtOnce(topology.ChipsPerRack);
            (_settled, _exchange, _underWay) = (new(), stamp.Window, Task.CompletedTask);
            await BoundedFanOut.ForEachAsync([.. Enumerable.Range(0, topology.Racks)], _racksAtOnce, async rack =>
            {
                var reply = await _racks[rack].Begin(stamp, RackPlan.For(plan.Value, rack).AsImmutable());
                dataCenter.Begin(rack, reply.Value.Promise);
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

        var dataCenter = _dataCenter!;
        if (_underWay.IsFaulted)
        {
            await _underWay;
        }

        dataCenter.Open(window.Value);
        while (dataCenter.Next() is { } exchange)
        {
            if (ReferenceEquals(exchange, RackExchange.Pause))
            {
                // Racks that have answered make room for the next ones, which work beside the scheduler.
                await Task.Yield();
                continue;
            }

            await _underWay;
            _underWay = ExchangeAsync(dataCenter, exchange, stamp with { Window = ++_exchange });
            if (exchange.MustWait)
            {
                await _underWay;
            }
        }

        // Racks may go on working on the last exchange; the first one of the next window, or the settlement, waits for it.
        return ((DataCenterReply)_calls.Answer(dataCenter.Close())).AsImmutable();
    }

    public async Task<Immutable<IReadOnlyList<RackAccount>>> Settle(CallStamp stamp, int firstRack, int racks, VirtualTime end)
    {
        if (!_calls.Admit(this, stamp))
        {
            return _calls.Reply<IReadOnlyList<RackAccount>>(this).AsImmutable();
        }

        await _underWay;
        var accounts = new RackAccount[racks];
        var toRacks = stamp with { Window = ++_exchange };
        await BoundedFanOut.ForEachAsync([.. Enumerable.Range(0, racks)], _racksAtOnce, async index =>
        {
            var batch = _dataCenter!.TakeForSettlement(firstRack + index, end).AsImmutable();
            accounts[index] = (await _racks[firstRack + index].Settle(toRacks, batch)).Value;
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

    private Task ExchangeAsync(DataCenterProcess dataCenter, RackExchange exchange, CallStamp stamp) =>
        BoundedFanOut.ForEachAsync(exchange.Batches, _racksAtOnce, async batch =>
        {
            var reply = await _racks[batch.Rack].Advance(stamp, batch.AsImmutable());
            dataCenter.Absorb(exchange, batch.Rack, reply.Value);
        });
}
