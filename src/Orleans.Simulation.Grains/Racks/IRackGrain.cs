using Orleans.Concurrency;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Grains.Racks;

/// <summary>A rack of the fleet. Only its data center calls it; it calls only its chips.</summary>
[Alias("ois.rack")]
public interface IRackGrain : IGrainWithIntegerKey
{
    /// <summary>Makes the rack and its chips new.</summary>
    [Alias("begin"), ResponseTimeout(Timeouts.Window)]
    Task<Immutable<RackReply>> Begin(CallStamp stamp, Immutable<RackPlan> plan);

    /// <summary>Takes the data center's commands since the last exchange.</summary>
    [Alias("advance"), ResponseTimeout(Timeouts.Window)]
    Task<Immutable<RackReply>> Advance(CallStamp stamp, Immutable<RackBatch> batch);

    /// <summary>Closes the books of the rack and its chips, and compares them.</summary>
    [Alias("settle"), ResponseTimeout(Timeouts.Window)]
    Task<Immutable<RackAccount>> Settle(CallStamp stamp, Immutable<RackBatch> batch);

    /// <summary>Saves the rack and its chips, and compares them.</summary>
    [Alias("save"), ResponseTimeout(Timeouts.Window)]
    Task<Immutable<SavedRack>> Save(CallStamp stamp, Immutable<RackBatch> batch);

    /// <summary>Makes the rack and its chips as they were saved.</summary>
    [Alias("restore"), ResponseTimeout(Timeouts.Window)]
    Task<Immutable<RackReply>> Restore(CallStamp stamp, Immutable<RackPlan> plan, Immutable<byte[]> saved);
}
