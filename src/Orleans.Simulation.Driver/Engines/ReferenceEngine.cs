using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Driver.Engines;

/// <summary>The same processes in plain loops on one thread, without actors: what actors must agree with and cost against.</summary>
public sealed class ReferenceEngine : ISimulationEngine
{
    private FleetProcess? _fleet;
    private DataCenter[] _dataCenters = [];

    /// <inheritdoc/>
    public string Name => EngineNames.Reference;

    /// <inheritdoc/>
    public Task BeginAsync(FleetPlan plan, CancellationToken cancellation)
    {
        _fleet = new(plan);
        _dataCenters = [.. plan.DataCenters.Select(each => new DataCenter(each))];
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<FleetReply> AdvanceAsync(FleetWindow window)
    {
        var fleet = _fleet!;
        Play(fleet, fleet.Open(window));
        Play(fleet, fleet.CatchUp());
        return Task.FromResult(fleet.Close());
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RackAccount>> SettleAsync(int dataCenter, int firstRack, int racks, VirtualTime time) =>
        Task.FromResult<IReadOnlyList<RackAccount>>(_dataCenters[dataCenter].Settle(firstRack, racks, time));

    /// <inheritdoc/>
    public Task<DataCenterClosing> FinishAsync(int dataCenter, VirtualTime time) =>
        Task.FromResult(_dataCenters[dataCenter].Finish(time));

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
        private readonly DataCenterProcess _process;
        private readonly Rack[] _racks;
        private readonly RackTotals _settled = new();

        public DataCenter(DataCenterPlan plan)
        {
            _process = new(plan);
            _racks = new Rack[plan.Topology.Racks];
            for (var rack = 0; rack < _racks.Length; rack++)
            {
                _racks[rack] = new(RackPlan.For(plan, rack));
                _process.Begin(rack, _racks[rack].Promise);
            }
        }

        public DataCenterReply Advance(DataCenterWindow window)
        {
            _process.Open(window);
            while (_process.Next() is { } exchange)
            {
                foreach (var batch in exchange.Batches)
                {
                    _process.Absorb(exchange, batch.Rack, _racks[batch.Rack].Advance(batch));
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
    }

    private sealed class Rack
    {
        private readonly RackProcess _process;
        private readonly ChipProcess[] _chips;

        public Rack(RackPlan plan)
        {
            _process = new(plan);
            _chips = new ChipProcess[plan.Chips];
            for (var slot = 0; slot < _chips.Length; slot++)
            {
                _chips[slot] = new(plan, slot);
                _process.Begin(slot, _chips[slot].Promise);
            }
        }

        public VirtualTime Promise => _process.Promise;

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
    }
}
