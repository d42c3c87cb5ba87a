using System.Diagnostics.CodeAnalysis;
using Orleans.Concurrency;
using Orleans.GrainDirectory;
using Orleans.Placement;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Chips;
using Orleans.Simulation.Grains.Placement;

namespace Orleans.Simulation.Grains.Racks;

/// <summary>Passes one batch to each affected chip and merges the answers.</summary>
[RackPlacement, GrainDirectory(RackDirectory.Name), KeepAlive, Immovable]
internal sealed class RackGrain(IGrainContext context, IGrainFactory grains) : IGrainBase, IRackGrain
{
    private RackProcess? _rack;
    private IChipGrain[] _chips = [];
    private CallGate<object> _calls;

    public IGrainContext GrainContext => context;

    public async Task<Immutable<RackReply>> Begin(CallStamp stamp, Immutable<RackPlan> plan)
    {
        if (!_calls.Begin(this, stamp))
        {
            return _calls.Reply<RackReply>(this).AsImmutable();
        }

        var key = new GrainKey(this.GetPrimaryKeyLong());
        _chips = [.. Enumerable.Range(0, plan.Value.Chips).Select(slot => grains.GetGrain<IChipGrain>(key.Chip(slot).Value))];
        var rack = new RackProcess(plan.Value);
        var answers = _chips.Select(chip => chip.Begin(stamp, plan).AsTask()).ToArray();
        for (var slot = 0; slot < answers.Length; slot++)
        {
            rack.Begin(slot, (await answers[slot]).Value);
        }

        _rack = rack;
        return ((RackReply)_calls.Open(new RackReply(rack.Promise, [], _chips.Length))).AsImmutable();
    }

    public async Task<Immutable<RackReply>> Advance(CallStamp stamp, Immutable<RackBatch> batch)
    {
        if (!_calls.Admit(this, stamp))
        {
            return _calls.Reply<RackReply>(this).AsImmutable();
        }

        var rack = _rack!;
        rack.Open(batch.Value);
        var log = new ChipBatch(rack.Log, batch.Value.Horizon).AsImmutable();
        var answers = Call(rack, slot => _chips[slot].Advance(stamp, log, rack.DeliveredTo(slot)));
        for (var call = 0; call < answers.Length; call++)
        {
            rack.Absorb(rack.Calls[call], (await answers[call]).Value);
        }

        return ((RackReply)_calls.Answer(rack.Close())).AsImmutable();
    }

    public async Task<Immutable<RackAccount>> Settle(CallStamp stamp, Immutable<RackBatch> batch)
    {
        if (!_calls.Admit(this, stamp))
        {
            return _calls.Reply<RackAccount>(this).AsImmutable();
        }

        var rack = _rack!;
        rack.OpenSettlement(batch.Value);
        var log = new ChipBatch(rack.Log, batch.Value.Horizon).AsImmutable();
        var answers = Call(rack, slot => _chips[slot].Settle(stamp, log, rack.DeliveredTo(slot)));
        var accounts = new ChipAccount[answers.Length];
        for (var call = 0; call < answers.Length; call++)
        {
            accounts[call] = (await answers[call]).Value;
        }

        return ((RackAccount)_calls.Answer(rack.CloseSettlement(accounts))).AsImmutable();
    }

    /// <summary>Calls all chips that are to be called; they work at the same time, and there are at most 256.</summary>
    [SuppressMessage("Reliability", "CA2012", Justification = "Each is awaited once; tasks in their place cost 72 bytes a call.")]
    private static ValueTask<T>[] Call<T>(RackProcess rack, Func<int, ValueTask<T>> call)
    {
        var answers = new ValueTask<T>[rack.Calls.Count];
        for (var index = 0; index < answers.Length; index++)
        {
            answers[index] = call(rack.Calls[index]);
        }

        return answers;
    }
}
