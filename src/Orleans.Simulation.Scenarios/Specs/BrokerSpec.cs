using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>How jobs that name no data center get to one.</summary>
public sealed record BrokerSpec
{
    /// <summary>The policy of a scenario that gives none.</summary>
    public const BrokerPolicy DefaultPolicy = BrokerPolicy.FewestAsked;

    /// <summary>The shortest <see cref="News"/>: a second.</summary>
    public static readonly VirtualDuration MinNews = VirtualDuration.FromSeconds(1);

    /// <summary>The longest <see cref="News"/>: an hour.</summary>
    public static readonly VirtualDuration MaxNews = VirtualDuration.FromHours(1);

    /// <summary>The <see cref="News"/> of a scenario that gives none: a minute.</summary>
    public static readonly VirtualDuration DefaultNews = VirtualDuration.FromMinutes(1);

    /// <summary>Which data center a job gets. Default: <see cref="DefaultPolicy"/>.</summary>
    public BrokerPolicy Policy { get; init; } = DefaultPolicy;

    /// <summary>
    /// What counts as cost for <see cref="BrokerPolicy.Cheapest"/>. Default: null, <see cref="CostScope.Electricity"/>.
    /// </summary>
    public CostScope? Cost { get; init; }

    /// <summary>
    /// Longest wait, by the broker's book, for which a job goes to a data center where there are others. Default: null, any.
    /// </summary>
    public VirtualDuration? MaxWait { get; init; }

    /// <summary>
    /// What happens to a part of a gang is known in other data centers at the next multiple of this; <see cref="MinNews"/> to
    /// <see cref="MaxNews"/>. Default: <see cref="DefaultNews"/>.
    /// </summary>
    public VirtualDuration News { get; init; } = DefaultNews;
}

/// <summary>Data centers that jobs accept: exactly one of vendor, chip and data center says which.</summary>
public sealed record AffinitySpec
{
    /// <summary>Most items in the list of a source.</summary>
    public const int MaxItems = 1_000;

    /// <summary>All data centers of a vendor. Default: null.</summary>
    public string? Vendor { get; init; }

    /// <summary>All data centers with a type of chips. Default: null.</summary>
    public string? Chip { get; init; }

    /// <summary>The data center of this name. Default: null.</summary>
    public string? DataCenter { get; init; }
}

/// <summary>How far jobs may be postponed for cheaper or cleaner electricity.</summary>
public sealed record ShiftSpec
{
    /// <summary>The longest <see cref="Deadline"/>: two weeks.</summary>
    public static readonly VirtualDuration MaxDeadline = VirtualDuration.FromHours(14 * 24);

    /// <summary>Time from submission by which a job is to be done; 1 min to <see cref="MaxDeadline"/>.</summary>
    public required VirtualDuration Deadline { get; init; }

    /// <summary>What for.</summary>
    public required ShiftGoal By { get; init; }
}
