using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>One failure: a row of the <c>failures</c> table.</summary>
/// <param name="DataCenter">Index of the data center.</param>
/// <param name="Rack">Index of the rack in the data center where it struck first, or <see cref="Nowhere"/> for a job.</param>
/// <param name="Slot">Index in the rack of the first chip that went down, or <see cref="Nowhere"/> for a job.</param>
/// <param name="Cause">
/// Index of the cause: those of the chip type, then those of components, then those of planned outages.
/// </param>
/// <param name="Failed">When it failed.</param>
/// <param name="Detected">When the scheduler knew; null when the run ended before.</param>
/// <param name="Repaired">When the repair ends or is due; null while undetected or waiting for a crew.</param>
/// <param name="Job">Lowest number of a job that was hit, or <see cref="NoJob"/>.</param>
/// <param name="Lost">Work that the jobs hit lost to this failure, in time of the whole gang.</param>
/// <param name="LostChips">Chips of the gangs that lost it; zero when no work was lost.</param>
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
    /// <summary>No job was hit.</summary>
    public const int NoJob = -1;

    /// <summary>No chip failed.</summary>
    public const int Nowhere = -1;

    /// <summary>When the repair began, a crew being free; null while undetected or waiting for a crew.</summary>
    public VirtualTime? RepairStart { get; init; }

    /// <summary>Chips that went down with it.</summary>
    public int Chips { get; init; } = 1;

    /// <summary>Jobs that it hit.</summary>
    public int JobsHit { get; init; }

    /// <summary>Chip-microseconds of work that it cost.</summary>
    public Int128 LostChipTime { get; init; }
}
