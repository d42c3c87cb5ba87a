using Orleans.Concurrency;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Grains.Racks;

/// <summary>
/// Hands batches on to the racks that a data center has on another silo, many with one message. Its key is that of one of them, so
/// that it lives where they do.
/// </summary>
[Alias("ois.rack-relay")]
public interface IRackRelayGrain : IGrainWithIntegerKey
{
    /// <summary>Calls each rack with its batch.</summary>
    [Alias("advance"), ResponseTimeout(Timeouts.Window)]
    Task<Immutable<RackReplies>> Advance(CallStamp stamp, Immutable<RackBatches> batches);
}
