using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>One chip failure: a row of the <c>failures</c> table.</summary>
/// <param name="DataCenter">Index of the data center.</param>
/// <param name="Rack">Index of the rack in the data center.</param>
/// <param name="Slot">Index of the chip in the rack.</param>
/// <param name="Cause">Index of the cause in the chip type's list.</param>
/// <param name="Failed">When the chip failed.</param>
/// <param name="Detected">When the scheduler knew; null when the run ended before.</param>
/// <param name="Repaired">When the repair ends or is due; null while undetected.</param>
/// <param name="Job">Number of the job that was hit, or <see cref="NoJob"/>.</param>
/// <param name="Lost">Work that the job lost to this failure, in time of the whole gang.</param>
/// <param name="LostChips">Chips of the gang that lost it; zero when no work was lost.</param>
public sealed record FailureRecord(
    int DataCenter,
    int Rack,
    int Slot,
    int Cause,
    VirtualTime Failed,
    VirtualTime? Detected,
    VirtualTime? Repaired,
    int Job,
    VirtualDuration Lost,
    int LostChips)
{
    /// <summary>The chip was idle.</summary>
    public const int NoJob = -1;
}
