using Orleans.Placement;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Orleans.Simulation.Grains.Placement;

/// <summary>Places a grain on the silo whose name is its key.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("ois.silo-placement")]
public sealed class SiloNamePlacement : PlacementStrategy
{
    /// <summary>
    /// The name says where the grain is. A directory would be asked on another silo, which may be the one that has just died.
    /// </summary>
    public override bool IsUsingGrainDirectory => false;
}

/// <summary>Marks grains that are placed on the silo whose name is their key.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SiloNamePlacementAttribute() : PlacementAttribute(new SiloNamePlacement());

/// <summary>Finds that silo.</summary>
internal sealed class SiloNamePlacementDirector(IClusterMembershipService cluster) : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        Task.FromResult(SiloNames.Find(target.GrainIdentity.Key.ToString()!, target, context, cluster));
}
