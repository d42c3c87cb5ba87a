using Orleans.Concurrency;
using Orleans.GrainDirectory;
using Orleans.Placement;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Placement;
using Orleans.Simulation.Grains.Silos;

namespace Orleans.Simulation.Grains.Racks;

/// <summary>Has no state but references: racks themselves see that stamps are in order.</summary>
[RackPlacement, GrainDirectory(RackDirectory.Name), KeepAlive, Immovable, Reentrant]
internal sealed class RackRelayGrain(IGrainContext context, IGrainFactory grains, HeldGrains held) : IGrainBase, IRackRelayGrain
{
    private readonly Dictionary<int, IRackGrain> _racks = [];

    public IGrainContext GrainContext => context;

    public Task OnActivateAsync(CancellationToken cancellationToken)
    {
        held.Add(context);
        return Task.CompletedTask;
    }

    public async Task<Immutable<RackReplies>> Advance(CallStamp stamp, Immutable<RackBatches> batches)
    {
        var (all, atOnce) = (batches.Value.Batches, batches.Value.AtOnce);
        var replies = new RackReply[all.Count];
        await BoundedFanOut.ForEachAsync([.. Enumerable.Range(0, all.Count)], atOnce, async index =>
            replies[index] = (await RackOf(all[index]).Advance(stamp, all[index].AsImmutable())).Value);
        return new RackReplies(replies).AsImmutable();
    }

    private IRackGrain RackOf(RackBatch batch)
    {
        if (!_racks.TryGetValue(batch.Rack, out var rack))
        {
            rack = grains.GetGrain<IRackGrain>(new GrainKey(this.GetPrimaryKeyLong()).RackAt(batch.Rack).Value);
            _racks.Add(batch.Rack, rack);
        }

        return rack;
    }
}
