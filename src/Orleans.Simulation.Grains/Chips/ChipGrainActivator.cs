using Orleans.Metadata;
using Orleans.Runtime;

namespace Orleans.Simulation.Grains.Chips;

/// <summary>Makes chip grains by calling their constructor.</summary>
/// <remarks>
/// By default Orleans has the container make a grain, which fills the container's scope of each grain with what it resolved
/// on the way: 130 bytes a chip that stay.
/// </remarks>
internal sealed class ChipGrainActivator(GrainClassMap classes) : IGrainActivator, IConfigureGrainTypeComponents
{
    public void Configure(GrainType grainType, GrainProperties properties, GrainTypeSharedContext shared)
    {
        if (classes.TryGetGrainClass(grainType, out var grainClass) && grainClass == typeof(ChipGrain))
        {
            shared.SetComponent<IGrainActivator>(this);
        }
    }

    public object CreateInstance(IGrainContext context) => new ChipGrain(context);

    public ValueTask DisposeInstance(IGrainContext context, object instance) => default;
}
