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
    private CallGate<Immutable<ChipReply>?> _calls;

    public IGrainContext GrainContext => context;

    public ValueTask<Immutable<ChipReply>> Begin(CallStamp stamp, Immutable<RackPlan> plan)
    {
        if (_calls.Begin(this, stamp))
        {
            _chip = new(plan.Value, new GrainKey(this.GetPrimaryKeyLong()).Slot);
            _calls.Open(_chip.Promise.AsImmutable());
        }

        return new(_calls.Reply<Immutable<ChipReply>>(this));
    }

    public ValueTask<Immutable<ChipReply>> Advance(CallStamp stamp, Immutable<ChipBatch> batch, int from)
    {
        var reply = _calls.Admit(this, stamp)
            ? _calls.Answer(_chip!.Advance(batch.Value.Commands.Span[from..], batch.Value.Horizon).AsImmutable())
            : _calls.Reply<Immutable<ChipReply>>(this);
        return new(reply!.Value);
    }

    public ValueTask<Immutable<ChipAccount>> Settle(CallStamp stamp, Immutable<ChipBatch> batch, int from)
    {
        var commands = _calls.Admit(this, stamp) ? batch.Value.Commands.Span[from..] : [];
        return new(_chip!.Settle(commands, batch.Value.Horizon).AsImmutable());
    }
}
