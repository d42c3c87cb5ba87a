using Orleans.Runtime;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Chips;
using Orleans.Simulation.Grains.Placement;

namespace Orleans.Simulation.Grains.Silos;

/// <summary>Knows what its silo holds, and hands run topologies to the placement director of its silo.</summary>
[SiloNamePlacement]
internal sealed class SiloGrain(
    IGrainContext context,
    IGrainFactory grains,
    ILocalSiloDetails silo,
    SiloFacts facts,
    RunTopologies topologies,
    HeldGrains held) : IGrainBase, ISiloGrain
{
    private static readonly DeactivationReason NotHere =
        new(DeactivationReasonCode.ApplicationRequested, "the run has ended or its grain lives elsewhere now");

    public IGrainContext GrainContext => context;

    public Task<SiloFacts> Describe() => Task.FromResult(facts);

    public async Task Join(RunTopology topology)
    {
        await LetGoAsync(topology.Run, key => topology.Silos[topology.OwnerOf(key)] != silo.Name);
        await topologies.SetAsync(topology);
    }

    public async Task Leave(int run)
    {
        await LetGoAsync(run, _ => true);
        topologies.Remove(run);
    }

    public Task Compact()
    {
        // Activation leaves the heap full of holes. One collection here costs a tenth of the activation and spares the play
        // its own later, at the highest level that memory ever reaches: 30 days then need 4 % more than one (bench, month).
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        return Task.CompletedTask;
    }

    /// <summary>Lets some grains of a run go: chips by a call, since nobody keeps their contexts, all others directly.</summary>
    private Task LetGoAsync(int run, Func<GrainKey, bool> goes) => BoundedFanOut.ForEachAsync(
        held.TakeWhere(run, goes),
        limit: 2,
        async grain =>
        {
            var chips = grains.GetGrains<IChipGrain>(grain.Chips, grain.Key.Chip);
            await Task.WhenAll(chips.Select(chip => chip.Leave().AsTask()));

            // A data center may wait for racks on a silo that is gone: it is not asked.
            grain.Context.Deactivate(NotHere);
        });
}
