using Orleans.Placement;
using Orleans.Runtime;

namespace Orleans.Simulation.Grains.Placement;

/// <summary>Places a grain by its rack: a rack and all its chips live on one silo, a data center with its first rack.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("ois.rack-placement")]
public sealed class RackPlacement : PlacementStrategy
{
    /// <summary>Grains are not registered anywhere: see <see cref="RackDirectoryCache"/>.</summary>
    public override bool IsUsingGrainDirectory => false;
}

/// <summary>Marks grains that are placed by their rack.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RackPlacementAttribute() : PlacementAttribute(new RackPlacement());
