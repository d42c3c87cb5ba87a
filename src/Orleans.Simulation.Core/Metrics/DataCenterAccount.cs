using Orleans.Simulation.Core.Energy;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>Exact totals of one data center from the start of the run, confirmed by the racks' and chips' own accounts.</summary>
/// <param name="DataCenter">Index of the data center.</param>
/// <param name="Idle">Idle chip-microseconds.</param>
/// <param name="Busy">Busy chip-microseconds.</param>
/// <param name="Failed">Failed chip-microseconds.</param>
/// <param name="QueuedJobs">Integral of the number of waiting jobs, in job-microseconds.</param>
/// <param name="RunningJobs">Integral of the number of running jobs, in job-microseconds.</param>
/// <param name="ChipEnergy">Energy of the chips.</param>
/// <param name="ItEnergy">Energy of chips, hosts and racks.</param>
/// <param name="Site">What the IT energy comes to at the site.</param>
/// <param name="Repairs">Repairs that ended within the run.</param>
public sealed record DataCenterAccount(
    int DataCenter,
    Int128 Idle,
    Int128 Busy,
    Int128 Failed,
    Int128 QueuedJobs,
    Int128 RunningJobs,
    Joules ChipEnergy,
    Joules ItEnergy,
    SiteTotals Site,
    long Repairs)
{
    /// <summary>Hosts taken out of service because they failed too often. Their chips count as idle when they work.</summary>
    public int EvictedHosts { get; init; }

    /// <summary>How its power as a whole moved. Default: no time has passed.</summary>
    public PowerAccount Power { get; init; } = PowerAccount.Nothing;
}
