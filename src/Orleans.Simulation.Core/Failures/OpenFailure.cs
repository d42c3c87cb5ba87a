using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>A failure that has not been noticed, waits for a crew, or is under repair.</summary>
/// <param name="Site">What failed: the number of its site in the data center.</param>
/// <param name="Number">Which failure of it this is; with the site, it names the failure.</param>
/// <param name="Cause">Index of the cause, those of chips before those of components, those of planned outages last.</param>
/// <param name="Time">When it failed.</param>
/// <param name="Chips">Chips that hang on it; zero for a job.</param>
/// <param name="Job">Lowest number of a job that it hit, or <see cref="FailureRecord.NoJob"/>.</param>
/// <param name="JobsHit">Jobs that it hit.</param>
/// <param name="FirstHost">For a burst: the host where it struck first. Else 0.</param>
/// <param name="Detected">When it was noticed; null: not yet.</param>
/// <param name="Lost">Work that it cost the jobs it hit, in time of whole gangs.</param>
/// <param name="LostChips">Chips of the gangs that lost work.</param>
/// <param name="LostChipTime">Chip-microseconds of work that it cost.</param>
public sealed record OpenFailure(
    int Site,
    int Number,
    int Cause,
    VirtualTime Time,
    int Chips,
    int Job,
    int JobsHit,
    int FirstHost,
    VirtualTime? Detected,
    VirtualDuration Lost,
    int LostChips,
    Int128 LostChipTime);
