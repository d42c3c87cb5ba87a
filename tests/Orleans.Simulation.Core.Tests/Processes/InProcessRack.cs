using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Processes;

/// <summary>A rack with its chips, called as an engine calls them.</summary>
internal sealed class InProcessRack
{
    private readonly RackPlan _plan;
    private readonly RackProcess _process;
    private readonly ChipProcess[] _chips;

    public InProcessRack(RackPlan plan)
        : this(plan, new RackProcess(plan), [.. Enumerable.Range(0, plan.Chips).Select(slot => new ChipProcess(plan, slot))])
    {
    }

    public InProcessRack(RackPlan plan, RackSnapshot saved)
        : this(plan, new RackProcess(plan, saved), [.. saved.Chips.Select(chip => new ChipProcess(plan, chip))])
    {
    }

    private InProcessRack(RackPlan plan, RackProcess process, ChipProcess[] chips)
    {
        (_plan, _process, _chips) = (plan, process, chips);
        for (var slot = 0; slot < _chips.Length; slot++)
        {
            _process.Begin(slot, _chips[slot].Promise);
        }
    }

    public VirtualTime Promise => _process.Promise;

    public RackReply Introduction => _process.Introduce();

    /// <summary>Commands that wait in the rack's log.</summary>
    public int LogLength => _process.Log.Commands.Length;

    /// <summary>Slots that were called last.</summary>
    public IReadOnlyList<int> Calls => _process.Calls;

    public VirtualTime PromiseOf(int slot) => _chips[slot].Promise.Promise;

    /// <summary>A chip loses what it knew.</summary>
    public void Forget(int slot) => _chips[slot] = new(_plan, slot);

    public RackReply Advance(RackBatch batch)
    {
        _process.Open(batch);
        foreach (var slot in _process.Calls)
        {
            _process.Absorb(slot, _chips[slot].Advance(_process.Log.NewFor(slot), batch.Horizon));
        }

        return _process.Close();
    }

    public RackSnapshot Save(RackBatch batch)
    {
        _process.OpenSettlement(batch);
        var log = _process.Log;
        return _process.CloseCheckpoint([.. _chips.Select(chip => chip.Save(log.NewFor(chip.Slot), batch.Horizon))]);
    }

    public RackAccount Settle(RackBatch batch) => Settle(batch, account => account);

    /// <summary>Settles with accounts that pass through other hands before the rack sees them.</summary>
    public RackAccount Settle(RackBatch batch, Func<ChipAccount, ChipAccount> change)
    {
        _process.OpenSettlement(batch);
        var accounts = new List<ChipAccount>();
        foreach (var slot in _process.Calls)
        {
            var commands = _process.Log.NewFor(slot);
            accounts.Add(change(_chips[slot].Settle(commands, batch.Horizon)));
        }

        return _process.CloseSettlement(accounts);
    }
}
