using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Processes;

/// <summary>A data center with its racks, called as an engine calls them.</summary>
internal sealed class InProcessDataCenter
{
    private readonly Action<RackBatch> _observe;
    private readonly DataCenterProcess _process;
    private readonly InProcessRack[] _racks;

    public InProcessDataCenter(DataCenterPlan plan, Action<RackBatch> observe)
        : this(
            new DataCenterProcess(plan),
            [.. Enumerable.Range(0, plan.Topology.Racks).Select(rack => new InProcessRack(RackPlan.For(plan, rack)))],
            observe)
    {
    }

    public InProcessDataCenter(DataCenterPlan plan, SavedDataCenter saved, Action<RackBatch> observe)
        : this(
            new DataCenterProcess(plan, saved.DataCenter),
            [.. saved.Racks.Select(rack => new InProcessRack(RackPlan.For(plan, rack.Rack), rack))],
            observe)
    {
    }

    private InProcessDataCenter(DataCenterProcess process, InProcessRack[] racks, Action<RackBatch> observe)
    {
        (_process, _racks, _observe) = (process, racks, observe);
        for (var rack = 0; rack < _racks.Length; rack++)
        {
            _process.Begin(rack, _racks[rack].Introduction);
        }
    }

    public DataCenterReply Advance(DataCenterWindow window)
    {
        _process.Open(window);
        while (_process.Next() is { } exchange)
        {
            foreach (var batch in exchange.Batches)
            {
                _observe(batch);
                _process.Absorb(exchange, batch.Rack, _racks[batch.Rack].Advance(batch));
            }
        }

        return _process.Close();
    }

    /// <summary>Says all that the data center and its racks know at the instant that the last window went up to.</summary>
    public SavedDataCenter Save(VirtualTime time)
    {
        RackSnapshot[] racks =
            [.. _racks.Select((rack, index) => rack.Save(_process.TakeForSettlement(index, time)))];
        var totals = new RackTotals();
        foreach (var rack in racks)
        {
            totals.Add(rack);
        }

        return new(_process.Save(totals), racks);
    }

    public (DataCenterClosing Closing, IReadOnlyList<RackAccount> Racks) Finish(VirtualTime end)
    {
        var totals = new RackTotals();
        var accounts = new List<RackAccount>();
        for (var rack = 0; rack < _racks.Length; rack++)
        {
            var batch = _process.TakeForSettlement(rack, end);
            _observe(batch);
            accounts.Add(_racks[rack].Settle(batch));
            totals.Add(accounts[rack]);
        }

        return (_process.Finish(end, totals), accounts);
    }
}

/// <summary>All that a data center and its racks know at a checkpoint.</summary>
internal sealed record SavedDataCenter(DataCenterSnapshot DataCenter, IReadOnlyList<RackSnapshot> Racks);
