using Orleans.GrainDirectory;
using Orleans.Runtime;

namespace Orleans.Simulation.Grains.Placement;

/// <summary>The directory of grains that are placed by their rack: it stores nothing, since placement is a pure function.</summary>
/// <remarks>
/// Nothing here keeps two silos with different topologies from holding the same chip: the stamp on every call does, since
/// a topology changes with the epoch only.
/// </remarks>
internal sealed class RackDirectory : IGrainDirectory
{
    /// <summary>Name under which silos have it.</summary>
    public const string Name = "rack";

    private static readonly Task<GrainAddress?> Unknown = Task.FromResult<GrainAddress?>(null);

    public Task<GrainAddress?> Register(GrainAddress address) => Task.FromResult<GrainAddress?>(address);

    public Task<GrainAddress?> Lookup(GrainId grainId) => Unknown;

    public Task Unregister(GrainAddress address) => Task.CompletedTask;

    public Task UnregisterSilos(List<SiloAddress> siloAddresses) => Task.CompletedTask;
}
