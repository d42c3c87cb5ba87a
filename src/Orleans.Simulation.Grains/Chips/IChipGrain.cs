using Orleans.Concurrency;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Grains.Chips;

/// <summary>A chip of the fleet. Only its rack calls it; it calls nobody.</summary>
[Alias("ois.chip")]
public interface IChipGrain : IGrainWithIntegerKey
{
    /// <summary>Makes the chip new: idle and healthy at the start of the run.</summary>
    [Alias("begin")]
    ValueTask<ChipReply> Begin(CallStamp stamp, Immutable<RackPlan> plan);

    /// <summary>Takes the rack's commands since the last call.</summary>
    [Alias("advance")]
    ValueTask<ChipReply> Advance([Immutable] ChipBatch batch);

    /// <summary>Takes the rest of the commands and closes the chip's books.</summary>
    [Alias("settle")]
    ValueTask<ChipAccount> Settle([Immutable] ChipBatch batch);

    /// <summary>Takes the rest of the commands and says all that the chip knows.</summary>
    [Alias("save")]
    ValueTask<ChipSnapshot> Save([Immutable] ChipBatch batch);

    /// <summary>Makes the chip as it was saved.</summary>
    [Alias("restore")]
    ValueTask<ChipReply> Restore(CallStamp stamp, Immutable<RackPlan> plan, ChipSnapshot saved);

    /// <summary>Lets the chip go: its run has ended, or it lives on another silo now.</summary>
    [Alias("leave")]
    ValueTask Leave();
}
