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
public sealed record PlaybackProgress(
    PlaybackPhase Phase,
    VirtualTime Now,
    long Submitted,
    long Ended,
    int QueuedJobs,
    int RunningJobs,
    int BusyChips,
    long Failures,
    long SettledChips);
