using System.Diagnostics.CodeAnalysis;
using Orleans.Concurrency;
using Orleans.GrainDirectory;
using Orleans.Placement;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Snapshots;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Chips;
using Orleans.Simulation.Grains.Placement;
using Orleans.Simulation.Grains.Silos;

namespace Orleans.Simulation.Grains.Racks;

/// <summary>Passes one batch to each affected chip and merges the answers.</summary>
[RackPlacement, GrainDirectory(RackDirectory.Name), KeepAlive, Immovable]
internal sealed class RackGrain(IGrainContext context, IGrainFactory grains, HeldGrains held) : IGrainBase, IRackGrain
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

        return await OpenAsync(plan.Value, new(plan.Value), slot => _chips[slot].Begin(stamp, plan));
    }

    public async Task<Immutable<RackReply>> Advance(CallStamp stamp, Immutable<RackBatch> batch)
    {
        if (!_calls.Admit(this, stamp))
        {
            return _calls.Reply<RackReply>(this).AsImmutable();
        }

        var rack = _rack!;
        rack.Open(batch.Value);
        var toChips = new ChipBatch(stamp, rack.Log, batch.Value.Horizon);
        var answers = Call(rack.Calls, slot => _chips[slot].Advance(toChips));
        for (var call = 0; call < answers.Length; call++)
        {
            rack.Absorb(rack.Calls[call], await answers[call]);
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
        var toChips = new ChipBatch(stamp, rack.Log, batch.Value.Horizon);
        var answers = Call(rack.Calls, slot => _chips[slot].Settle(toChips));
        var accounts = new ChipAccount[answers.Length];
        for (var call = 0; call < answers.Length; call++)
        {
            accounts[call] = await answers[call];
        }

        return ((RackAccount)_calls.Answer(rack.CloseSettlement(accounts))).AsImmutable();
    }

    public async Task<Immutable<SavedRack>> Save(CallStamp stamp, Immutable<RackBatch> batch)
    {
        if (!_calls.Admit(this, stamp))
        {
            return _calls.Reply<SavedRack>(this).AsImmutable();
        }

        var rack = _rack!;
        rack.OpenSettlement(batch.Value);
        var toChips = new ChipBatch(stamp, rack.Log, batch.Value.Horizon);
        var answers = Call(rack.Calls, slot => _chips[slot].Save(toChips));
        var chips = new ChipSnapshot[answers.Length];
        for (var call = 0; call < answers.Length; call++)
        {
            chips[call] = await answers[call];
        }

        var saved = rack.CloseCheckpoint(chips);
        return ((SavedRack)_calls.Answer(new SavedRack(saved with { Chips = [] }, SnapshotJson.Write(saved)))).AsImmutable();
    }

    public async Task<Immutable<RackReply>> Restore(CallStamp stamp, Immutable<RackPlan> plan, Immutable<byte[]> saved)
    {
        if (!_calls.Begin(this, stamp))
        {
            return _calls.Reply<RackReply>(this).AsImmutable();
        }

        var snapshot = SnapshotJson.Read<RackSnapshot>(saved.Value);
        return await OpenAsync(
            plan.Value, new(plan.Value, snapshot), slot => _chips[slot].Restore(stamp, plan, snapshot.Chips[slot]));
    }

    /// <summary>Makes the chips and takes their first promises.</summary>
    private async Task<Immutable<RackReply>> OpenAsync(RackPlan plan, RackProcess rack, Func<int, ValueTask<ChipReply>> make)
    {
        held.Add(context, plan.Chips);
        var key = new GrainKey(this.GetPrimaryKeyLong());
        _chips = grains.GetGrains<IChipGrain>(plan.Chips, key.Chip);
        var answers = Call([.. Enumerable.Range(0, _chips.Length)], make);
        for (var slot = 0; slot < answers.Length; slot++)
        {
            rack.Begin(slot, await answers[slot]);
        }

        _rack = rack;
        return ((RackReply)_calls.Open(rack.Introduce())).AsImmutable();
    }

    /// <summary>Calls chips, which work at the same time; there are at most 256.</summary>
    [SuppressMessage("Reliability", "CA2012", Justification = "Each is awaited once; tasks in their place cost 72 bytes a call.")]
    private static ValueTask<T>[] Call<T>(IReadOnlyList<int> slots, Func<int, ValueTask<T>> call)
    {
        var answers = new ValueTask<T>[slots.Count];
        for (var index = 0; index < answers.Length; index++)
        {
            answers[index] = call(slots[index]);
        }

        return answers;
    }
}
