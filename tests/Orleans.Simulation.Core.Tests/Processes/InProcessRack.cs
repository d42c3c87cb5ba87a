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
    {
        _plan = plan;
        _process = new(plan);
        _chips = new ChipProcess[plan.Chips];
        for (var slot = 0; slot < _chips.Length; slot++)
        {
            _chips[slot] = new(plan, slot);
            _process.Begin(slot, _chips[slot].Promise);
        }
    }

    public VirtualTime Promise => _process.Promise;

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
