using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Snapshots;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Driver.Engines;

/// <summary>The same processes in plain loops on one thread, without actors: what actors must agree with and cost against.</summary>
/// <param name="observe">Sees what each rack is told and answers, with the index of its data center; null: nobody does.</param>
public sealed class ReferenceEngine(Action<int, RackBatch, RackReply>? observe = null) : ISimulationEngine
{
    private FleetProcess? _fleet;
    private DataCenter[] _dataCenters = [];

    /// <inheritdoc/>
    public string Name => EngineNames.Reference;

    /// <inheritdoc/>
    public Task BeginAsync(FleetPlan plan, CancellationToken cancellation)
    {
        _fleet = new(plan);
        _dataCenters = [.. plan.DataCenters.Select(each => new DataCenter(each, observe))];
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<FleetReply> AdvanceAsync(FleetWindow window, FleetWindow? next = null)
    {
        var fleet = _fleet!;
        fleet.Open(window);
        while (fleet.Next() is { } windows)
        {
            Play(fleet, windows);
        }

        return Task.FromResult(fleet.Close());
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RackAccount>> SettleAsync(int dataCenter, int firstRack, int racks, VirtualTime time) =>
        Task.FromResult<IReadOnlyList<RackAccount>>(_dataCenters[dataCenter].Settle(firstRack, racks, time));

    /// <inheritdoc/>
    public Task<DataCenterClosing> FinishAsync(int dataCenter, VirtualTime time) =>
        Task.FromResult(_dataCenters[dataCenter].Finish(time));

    /// <inheritdoc/>
    public Task<IReadOnlyList<byte[]>> SaveRacksAsync(int dataCenter, int firstRack, int racks, VirtualTime time) =>
        Task.FromResult<IReadOnlyList<byte[]>>(_dataCenters[dataCenter].SaveRacks(firstRack, racks, time));

    /// <inheritdoc/>
    public Task<byte[]> SaveDataCenterAsync(int dataCenter) => Task.FromResult(_dataCenters[dataCenter].Save());

    /// <inheritdoc/>
    public Task<byte[]> SaveFleetAsync() => Task.FromResult(SnapshotJson.Write(_fleet!.Save()));

    /// <inheritdoc/>
    public Task RestoreAsync(
        FleetPlan plan, byte[] fleet, IReadOnlyList<byte[]> dataCenters, CancellationToken cancellation)
    {
        _fleet = new(plan, SnapshotJson.Read<FleetSnapshot>(fleet));
        _dataCenters = [.. plan.DataCenters.Select(each => new DataCenter(each, dataCenters[each.Index], observe))];
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RestoreRacksAsync(int dataCenter, int firstRack, IReadOnlyList<byte[]> racks)
    {
        _dataCenters[dataCenter].RestoreRacks(firstRack, racks);
        return Task.CompletedTask;
    }

    private void Play(FleetProcess fleet, IReadOnlyList<DataCenterWindow?> windows)
    {
        for (var index = 0; index < windows.Count; index++)
        {
            if (windows[index] is { } window)
            {
                fleet.Absorb(index, _dataCenters[index].Advance(window));
            }
        }
    }

    private sealed class DataCenter
    {
        private readonly DataCenterPlan _plan;
        private readonly DataCenterProcess _process;
        private readonly Rack[] _racks;
        private readonly Action<int, RackBatch, RackReply>? _observe;
        private RackTotals _settled = new();

        public DataCenter(DataCenterPlan plan, Action<int, RackBatch, RackReply>? observe)
        {
            (_plan, _process, _racks, _observe) = (plan, new(plan), new Rack[plan.Topology.Racks], observe);
            for (var rack = 0; rack < _racks.Length; rack++)
            {
                Begin(rack, new(RackPlan.For(plan, rack)));
            }
        }

        public DataCenter(DataCenterPlan plan, byte[] saved, Action<int, RackBatch, RackReply>? observe) =>
            (_plan, _process, _racks, _observe) =
            (plan, new(plan, SnapshotJson.Read<DataCenterSnapshot>(saved)), new Rack[plan.Topology.Racks], observe);

        public DataCenterReply Advance(DataCenterWindow window)
        {
            _process.Open(window);
            while (_process.Next() is { } exchange)
            {
                foreach (var batch in exchange.Batches)
                {
                    var reply = _racks[batch.Rack].Advance(batch);
                    _observe?.Invoke(_plan.Index, batch, reply);
                    _process.Absorb(exchange, batch.Rack, reply);
                }
            }

            return _process.Close();
        }

        public RackAccount[] Settle(int firstRack, int racks, VirtualTime time)
        {
            var accounts = new RackAccount[racks];
            for (var index = 0; index < racks; index++)
            {
                var rack = firstRack + index;
                accounts[index] = _racks[rack].Settle(_process.TakeForSettlement(rack, time));
                _settled.Add(accounts[index]);
            }

            return accounts;
        }

        public DataCenterClosing Finish(VirtualTime time) => _process.Finish(time, _settled);

        public byte[][] SaveRacks(int firstRack, int racks, VirtualTime time)
        {
            var saved = new byte[racks][];
            for (var index = 0; index < racks; index++)
            {
                var rack = firstRack + index;
                var batch = _process.TakeForSettlement(rack, time);
                var snapshot = _racks[rack].Save(batch);
                _observe?.Invoke(_plan.Index, batch, new(_racks[rack].Promise, [], snapshot.Chips.Length));
                _settled.Add(snapshot);
                saved[index] = SnapshotJson.Write(snapshot);
            }

            return saved;
        }

        public byte[] Save()
        {
            var snapshot = _process.Save(_settled);
            _settled = new();
            return SnapshotJson.Write(snapshot);
        }

        public void RestoreRacks(int firstRack, IReadOnlyList<byte[]> racks)
        {
            foreach (var (index, saved) in racks.Index())
            {
                var rack = firstRack + index;
                Begin(rack, new(RackPlan.For(_plan, rack), SnapshotJson.Read<RackSnapshot>(saved)));
            }
        }

        private void Begin(int index, Rack rack)
        {
            _racks[index] = rack;
            _process.Begin(index, rack.Introduction);
        }
    }

    private sealed class Rack
    {
        private readonly RackProcess _process;
        private readonly ChipProcess[] _chips;

        public Rack(RackPlan plan)
            : this(new RackProcess(plan), [.. Enumerable.Range(0, plan.Chips).Select(slot => new ChipProcess(plan, slot))])
        {
        }

        public Rack(RackPlan plan, RackSnapshot saved)
            : this(new RackProcess(plan, saved), [.. saved.Chips.Select(chip => new ChipProcess(plan, chip))])
        {
        }

        private Rack(RackProcess process, ChipProcess[] chips)
        {
            (_process, _chips) = (process, chips);
            for (var slot = 0; slot < _chips.Length; slot++)
            {
                _process.Begin(slot, _chips[slot].Promise);
            }
        }

        public VirtualTime Promise => _process.Promise;

        public RackReply Introduction => _process.Introduce();

        public RackReply Advance(RackBatch batch)
        {
            _process.Open(batch);
            foreach (var slot in _process.Calls)
            {
                _process.Absorb(slot, _chips[slot].Advance(_process.Log.NewFor(slot), batch.Horizon));
            }

            return _process.Close();
        }

        public RackAccount Settle(RackBatch batch)
        {
            _process.OpenSettlement(batch);
            var accounts = new ChipAccount[_chips.Length];
            foreach (var slot in _process.Calls)
            {
                accounts[slot] = _chips[slot].Settle(_process.Log.NewFor(slot), batch.Horizon);
            }

            return _process.CloseSettlement(accounts);
        }

        public RackSnapshot Save(RackBatch batch)
        {
            _process.OpenSettlement(batch);
            var snapshots = new ChipSnapshot[_chips.Length];
            foreach (var slot in _process.Calls)
            {
                snapshots[slot] = _chips[slot].Save(_process.Log.NewFor(slot), batch.Horizon);
            }

            return _process.CloseCheckpoint(snapshots);
        }
    }
}
