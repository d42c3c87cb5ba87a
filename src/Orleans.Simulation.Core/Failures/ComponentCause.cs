using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>A cause of failures of anything but single chips: of one kind of component, or of jobs.</summary>
/// <remarks>
/// Each host, rack or group of hosts has one such component. It fails, is noticed, is repaired, and is as good as new then.
/// While it is down, its chips are down, whatever else fails meanwhile; what is down does not age.
/// </remarks>
/// <param name="Name">What fails, as in the <c>failures</c> table.</param>
/// <param name="Domain">What hangs on it; not <see cref="FailureDomain.Chip"/>.</param>
/// <param name="MeanTimeToFailure">Mean time from healthy to failed of one component, of one job for jobs; above zero.</param>
public sealed record ComponentCause(string Name, FailureDomain Domain, VirtualDuration MeanTimeToFailure)
{
    /// <summary>
    /// Shape of the Weibull time to failure of hosts and racks: below 1 infant mortality, above 1 wear-out. Default: 1,
    /// exponential.
    /// </summary>
    public double Shape { get; init; } = 1;

    /// <summary>
    /// Neighbouring hosts that hang on a component of the interconnect, or that a burst hits; at least 1. Default: 1.
    /// </summary>
    public int Hosts { get; init; } = 1;

    /// <summary>From the failure until the scheduler knows. Default: null, <see cref="FailurePolicy.Detection"/>.</summary>
    public VirtualDuration? Detection { get; init; }

    /// <summary>From the start of the repair until it works again. Default: null, <see cref="FailurePolicy.Repair"/>.</summary>
    public RepairTime? Repair { get; init; }

    /// <summary>
    /// What a job takes on it, in percent, from the failure until it is noticed: the component is degraded, a straggler that the
    /// whole gang waits for, and goes down for its repair only then. Not for jobs. Default: 0, it is down at once.
    /// </summary>
    public int PacePercent { get; init; }

    /// <summary>Whether a failure slows jobs down at first, rather than take chips down.</summary>
    public bool IsDegrading => PacePercent > 0;

    /// <summary>
    /// For jobs: whether the mean holds for each chip of the job, so that large jobs fail more often. Default: false.
    /// </summary>
    public bool IsPerChip { get; init; }

    /// <summary>
    /// For jobs: whether the job goes on as if nothing had happened, on data that are corrupt, until it is noticed. Default:
    /// false.
    /// </summary>
    public bool IsSilent { get; init; }

    /// <summary>
    /// For a data center: batteries that bridge its failures, whose repair time then is the length of an interruption from when it
    /// strikes; one cause of a data center has them at most. Default: null, none.
    /// </summary>
    public BatteryPlan? Batteries { get; init; }

    /// <summary>Whether a rack draws the failures.</summary>
    public bool IsDrawnInRack => Domain is FailureDomain.Host or FailureDomain.Rack;

    /// <summary>Whether the data center draws the failures of its components.</summary>
    public bool IsDrawnInDataCenter => Domain is FailureDomain.Interconnect or FailureDomain.Burst or FailureDomain.DataCenter;

    /// <summary>Whether a repair needs one of the site's crews.</summary>
    public bool NeedsCrew => Domain is FailureDomain.Host or FailureDomain.Rack or FailureDomain.Interconnect;

    /// <summary>How many of these components a rack draws.</summary>
    /// <param name="hosts">Hosts of the rack.</param>
    public int UnitsIn(int hosts) => Domain switch
    {
        FailureDomain.Host => hosts,
        FailureDomain.Rack => 1,
        _ => 0,
    };
}
