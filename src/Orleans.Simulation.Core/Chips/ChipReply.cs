using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Chips;

/// <summary>What a chip answers to its rack.</summary>
/// <param name="Promise">
/// Nothing of the chip changes of its own accord before this instant. <see cref="VirtualTime.Never"/>: it waits for
/// commands. Starts and stops of jobs leave the promise as it is, so they may be delivered late; a repair does not.
/// </param>
/// <param name="FailedAt">When it failed within this call; <see cref="VirtualTime.Never"/>: it did not.</param>
/// <param name="Cause">Index of the cause in the chip type's list; meaningless without a failure.</param>
/// <param name="Number">How often it had failed before; meaningless without a failure.</param>
public readonly record struct ChipReply(VirtualTime Promise, VirtualTime FailedAt, int Cause, int Number = 0)
{
    /// <summary>
    /// Where failures depend on load, what the promise is made of: what the chip can still bear after the commands that it has
    /// seen. Starts and stops change the promise then, by what the rack can work out itself. Default: load makes no difference.
    /// </summary>
    public ExposureBudget Exposure { get; init; }

    /// <summary>Whether the chip failed within this call.</summary>
    public bool HasFailed => !FailedAt.IsNever;
}
