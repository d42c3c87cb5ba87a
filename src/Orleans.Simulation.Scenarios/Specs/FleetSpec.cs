namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>The data centers of a fleet and, if they state shares, the chips to share out over them.</summary>
public sealed record FleetSpec
{
    /// <summary>Most chips in a fleet: 2^24, sixteen times the design size of a million.</summary>
    public const int MaxChips = 16_777_216;

    /// <summary>Most data centers in a fleet.</summary>
    public const int MaxDataCenters = 1_000;

    /// <summary>
    /// Chips that the data centers with a <see cref="DataCenterSpec.Share"/> get together, at most <see cref="MaxChips"/>;
    /// those with their own number come on top. Default: null, and then no data center may state a share.
    /// </summary>
    public long? Chips { get; init; }

    /// <summary>The data centers in index order; 1 to <see cref="MaxDataCenters"/>.</summary>
    public required IReadOnlyList<DataCenterSpec> DataCenters { get; init; }
}

/// <summary>One data center: equal racks of one type. Exactly one of racks, chips and share says how many.</summary>
public sealed record DataCenterSpec
{
    /// <summary>The largest share.</summary>
    public const long MaxShare = 1_000_000;

    /// <summary>The largest weight.</summary>
    public const int MaxWeight = 1_000_000;

    /// <summary>Name, unique in the fleet: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name of its rack type, in this scenario or in the catalog.</summary>
    public required string Rack { get; init; }

    /// <summary>Number of full racks. Default: null.</summary>
    public long? Racks { get; init; }

    /// <summary>Number of chips; when it is no multiple of the rack's, the last rack is partly filled. Default: null.</summary>
    public long? Chips { get; init; }

    /// <summary>Relative share of <see cref="FleetSpec.Chips"/>, 1 to <see cref="MaxShare"/>. Default: null.</summary>
    public long? Share { get; init; }

    /// <summary>
    /// Whose it is, for the affinity of jobs: letters, digits, <c>-</c> and <c>_</c>. Default: null, nobody says.
    /// </summary>
    public string? Vendor { get; init; }

    /// <summary>
    /// How much of the work the broker gives it with the policy weighted, 1 to <see cref="MaxWeight"/>. Default: null, 1.
    /// </summary>
    public int? Weight { get; init; }

    /// <summary>
    /// Name of a region of the catalog, from which the site takes what it does not say itself. Default: null, none.
    /// </summary>
    public string? Region { get; init; }

    /// <summary>
    /// Which of the prices of its chips counts: whose it is, and how they are paid for, may differ. Default: null, <see cref="EnergySpec.ChipPrice"/>.
    /// </summary>
    public PriceKind? ChipPrice { get; init; }

    /// <summary>Its site. Default: nothing of its own; its region's, then <see cref="EnergySpec.Site"/>.</summary>
    public SiteSpec Site { get; init; } = new();

    /// <summary>What is asked of its power as a whole. Default: nothing of its own; <see cref="Scenario.Power"/>.</summary>
    public PowerSpec Power { get; init; } = new();
}
