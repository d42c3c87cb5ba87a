using Orleans.Concurrency;
using Orleans.GrainDirectory;
using Orleans.Placement;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Placement;

namespace Orleans.Simulation.Grains.Chips;

/// <summary>Holds one chip's state, the only copy there is.</summary>
/// <remarks>A plain object without base class, timers or logger: there are a million of them.</remarks>
[RackPlacement, GrainDirectory(RackDirectory.Name), KeepAlive, Immovable]
internal sealed class ChipGrain(IGrainContext context) : IGrainBase, IChipGrain
{
    private ChipProcess? _chip;
    private CallGate<ChipReply?> _calls;

    public IGrainContext GrainContext => context;

    public ValueTask<ChipReply> Begin(CallStamp stamp, Immutable<RackPlan> plan)
    {
        if (_calls.Begin(this, stamp))
        {
            _chip = new(plan.Value, new GrainKey(this.GetPrimaryKeyLong()).Slot);
            _calls.Open(_chip.Promise);
        }

        return new(_calls.Reply<ChipReply>(this));
    }

    public ValueTask<ChipReply> Advance(ChipBatch batch)
    {
        var reply = _calls.Admit(this, batch.Stamp)
            ? _calls.Answer(_chip!.Advance(batch.Log.NewFor(_chip.Slot), batch.Horizon))
            : _calls.Reply<ChipReply>(this);
        return new(reply!.Value);
    }

    public ValueTask<ChipAccount> Settle(ChipBatch batch)
    {
        var commands = _calls.Admit(this, batch.Stamp) ? batch.Log.NewFor(_chip!.Slot) : [];
        return new(_chip!.Settle(commands, batch.Horizon));
    }

    public ValueTask<ChipSnapshot> Save(ChipBatch batch)
    {
        var commands = _calls.Admit(this, batch.Stamp) ? batch.Log.NewFor(_chip!.Slot) : [];
        return new(_chip!.Save(commands, batch.Horizon));
    }

    public ValueTask<ChipReply> Restore(CallStamp stamp, Immutable<RackPlan> plan, ChipSnapshot saved)
    {
        if (_calls.Begin(this, stamp))
        {
            _chip = new(plan.Value, saved);
            _calls.Open(_chip.Promise);
        }

        return new(_calls.Reply<ChipReply>(this));
    }

    public ValueTask Leave()
    {
        this.DeactivateOnIdle();
        return default;
    }
}
