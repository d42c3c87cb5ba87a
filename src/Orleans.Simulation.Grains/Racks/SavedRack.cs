using Orleans.Simulation.Core.Racks;

namespace Orleans.Simulation.Grains.Racks;

/// <summary>What a rack answers at a checkpoint.</summary>
/// <param name="Totals">Its own account, without chips: the data center compares its own with the sum of these.</param>
/// <param name="Bytes">All of the snapshot; written where the rack lives, so that silos share the work and bytes travel.</param>
[GenerateSerializer, Immutable, Alias("ois.saved-rack")]
public sealed record SavedRack([property: Id(0)] RackSnapshot Totals, [property: Id(1)] byte[] Bytes);
