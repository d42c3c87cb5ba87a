using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>Levels of a data center and their integrals at a checkpoint.</summary>
/// <param name="Now">Up to when the integrals reach.</param>
/// <param name="Chips">Chips by status.</param>
/// <param name="QueuedJobs">Waiting jobs.</param>
/// <param name="RunningJobs">Running jobs.</param>
/// <param name="QueuedTime">Integral of the number of waiting jobs, in job-microseconds.</param>
/// <param name="RunningTime">Integral of the number of running jobs, in job-microseconds.</param>
/// <param name="Repairs">Repairs that have ended.</param>
/// <param name="EvictedHosts">Hosts taken out of service.</param>
/// <param name="Site">What the IT energy has come to at the site.</param>
/// <param name="IntervalStart">The integrals at the start of the interval that is being sampled.</param>
/// <param name="Power">How the power has moved.</param>
/// <param name="Swings">Swings within training steps, and the dynamic range; null: there is nothing to follow.</param>
public sealed record MeterSnapshot(
    VirtualTime Now,
    LevelsSnapshot Chips,
    int QueuedJobs,
    int RunningJobs,
    Int128 QueuedTime,
    Int128 RunningTime,
    long Repairs,
    int EvictedHosts,
    SiteTotals Site,
    IntervalSample IntervalStart,
    PowerSnapshot Power,
    SwingSnapshot? Swings);
