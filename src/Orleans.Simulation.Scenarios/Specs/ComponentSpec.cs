using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>A cause of failures beyond single chips: a kind of component that each host, rack or site has, or jobs themselves.</summary>
public sealed record ComponentSpec
{
    /// <summary>The largest slowdown.</summary>
    public const decimal MaxSlowdown = 1_000;

    /// <summary>What fails, unique among the causes: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What hangs on it.</summary>
    public required FailureDomain Domain { get; init; }

    /// <summary>Mean time to failure of one component, or of one job; above zero.</summary>
    public required VirtualDuration MeanTimeToFailure { get; init; }

    /// <summary>
    /// Shape of the Weibull time to failure, <see cref="FailureSpec.MinShape"/> to <see cref="FailureSpec.MaxShape"/>; only for
    /// hosts and racks. Default: null, exponential.
    /// </summary>
    public decimal? Shape { get; init; }

    /// <summary>
    /// Neighbouring hosts that hang on it, at least 1; only for the interconnect and bursts, and required there. Default: null.
    /// </summary>
    public int? Hosts { get; init; }

    /// <summary>From the failure until the scheduler knows. Default: null, as for chips.</summary>
    public VirtualDuration? Detection { get; init; }

    /// <summary>From the start of the repair until it works again; not for jobs. Default: null, as for chips.</summary>
    public VirtualDuration? Repair { get; init; }

    /// <summary>How repair times are distributed; only with <see cref="Repair"/>. Default: null, constant.</summary>
    public RepairDistribution? RepairDistribution { get; init; }

    /// <summary>Sigma of log-normal repair times; required for these, and only there. Default: null.</summary>
    public decimal? RepairSigma { get; init; }

    /// <summary>
    /// How many times as long a job takes on it until the failure is noticed, above 1 to <see cref="MaxSlowdown"/> in hundredths:
    /// it is degraded, and down only for the repair. Not for jobs. Default: null, it is down at once.
    /// </summary>
    public decimal? Slowdown { get; init; }

    /// <summary>
    /// For how long full batteries bridge its failures, above zero; only for data centers, without <see cref="Slowdown"/>, and for one
    /// component of a scenario. The repair time is then the length of an interruption from its start. Default: null, there are none.
    /// </summary>
    public VirtualDuration? RideThrough { get; init; }

    /// <summary>
    /// How long batteries take from empty to full, above zero; only with <see cref="RideThrough"/>. Default: null,
    /// <see cref="BatteryPlan.DefaultRecharge"/>.
    /// </summary>
    public VirtualDuration? Recharge { get; init; }

    /// <summary>For jobs: whether the mean holds for each of its chips. Default: null, false.</summary>
    public bool? PerChip { get; init; }

    /// <summary>For jobs: whether it works on, with corrupt data, until that is noticed. Default: null, false.</summary>
    public bool? Silent { get; init; }
}
