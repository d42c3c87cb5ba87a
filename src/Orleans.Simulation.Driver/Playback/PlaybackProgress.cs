using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Driver.Playback;

/// <summary>How far a run is, after each window.</summary>
/// <param name="Phase">What it does.</param>
/// <param name="Now">Virtual time.</param>
/// <param name="Submitted">Jobs submitted so far.</param>
/// <param name="Ended">Jobs that have ended.</param>
/// <param name="QueuedJobs">Jobs waiting.</param>
/// <param name="RunningJobs">Jobs running.</param>
/// <param name="BusyChips">Chips busy.</param>
/// <param name="Failures">Failures detected so far.</param>
/// <param name="SettledChips">Chips that have closed their books.</param>
/// <param name="DownChips">Chips that are down.</param>
[GenerateSerializer, Immutable, Alias("ois.progress")]
public sealed record PlaybackProgress(
    [property: Id(0)] PlaybackPhase Phase,
    [property: Id(1)] VirtualTime Now,
    [property: Id(2)] long Submitted,
    [property: Id(3)] long Ended,
    [property: Id(4)] int QueuedJobs,
    [property: Id(5)] int RunningJobs,
    [property: Id(6)] int BusyChips,
    [property: Id(7)] long Failures,
    [property: Id(8)] long SettledChips,
    [property: Id(9)] int DownChips);
