namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>A scenario as the swarm knows it: both its YAML and all expectations come from here. Times in microseconds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Duration">When the run ends; null: with its last job.</param>
/// <param name="DataCenters">Its data centers.</param>
/// <param name="Sources">Where its jobs come from.</param>
/// <param name="Scheduling">How they are scheduled.</param>
/// <param name="Failures">What fails, and what that costs; null: nothing does.</param>
/// <param name="SampleInterval">Length of an interval of the time series.</param>
internal sealed record SwarmScenario(
    string Name,
    long Seed,
    long? Duration,
    IReadOnlyList<SwarmDataCenter> DataCenters,
    IReadOnlyList<SwarmSource> Sources,
    SwarmScheduling Scheduling,
    SwarmFailures? Failures,
    long SampleInterval)
{
    /// <summary>How jobs get to data centers. Default: as if the scenario said nothing about it.</summary>
    public SwarmBroker Broker { get; init; } = SwarmBroker.Default;

    /// <summary>After which multiples of time news of gangs is known, where there are any. Default: a minute.</summary>
    public long News { get; init; } = 60 * Second;

    /// <summary>Whether the parts of any job are a gang.</summary>
    public bool HasGangs => Sources.Any(source => source.Gang);

    /// <summary>The first instant after one at which news of gangs is known.</summary>
    public long TickAfter(long time) => ((time / News) + 1) * News;

    /// <summary>Indices of the data centers that the jobs of a source may go to, by preference.</summary>
    public IReadOnlyList<int> AcceptedBy(SwarmSource source) =>
        source.DataCenter is { } only ? [only]
        : source.Affinity.Count > 0 ? source.Affinity
        : [.. Enumerable.Range(0, DataCenters.Count)];

    /// <summary>Microseconds of a second.</summary>
    public const long Second = 1_000_000;

    /// <summary>Whether ramps of power are taken over intervals of the time series: over a day at most.</summary>
    public bool HasRamps => SampleInterval <= 86_400 * Second;

    /// <summary>How ramps are smoothed; null: they are not. Only where there are ramps.</summary>
    public SwarmSmoothing? Smoothing { get; init; }

    /// <summary>Training steps of all jobs that train; null: none have any.</summary>
    public SwarmSteps? Steps { get; init; }

    /// <summary>Whether any job may have training steps.</summary>
    public bool HasSteps => Steps is not null && Sources.Any(source => source.Activity == "training");

    /// <summary>Chips of the fleet.</summary>
    public int Chips => DataCenters.Sum(dataCenter => dataCenter.Chips);

    /// <summary>Chips of the largest job that a data center can start: all but spares, of whole racks for slices, within its power.</summary>
    public int LargestJobIn(int dataCenter)
    {
        var place = DataCenters[dataCenter];
        var isWhole = Scheduling.Placement is "cubes" or "slices" && place.Chips > place.ChipsPerRack;
        var most = -(Failures?.Spares ?? 0);
        for (var first = 0; first < place.Chips; first += place.ChipsPerRack)
        {
            var chips = Math.Min(place.ChipsPerRack, place.Chips - first);
            var hosts = ((chips + place.ChipsPerHost - 1) / place.ChipsPerHost) - (Failures?.SpareHostsPerRack ?? 0);
            var open = Failures is { SpareHostsPerRack: > 0 } ? Math.Max(0, hosts) * place.ChipsPerHost : chips;
            most += isWhole && chips < place.ChipsPerRack ? 0 : open;
        }

        return Math.Min(most, place.PoweredChips);
    }

    /// <summary>Fewest chips with which a job works: all, or fewer if it has shrunk.</summary>
    /// <param name="source">Name of its source.</param>
    /// <param name="chips">Its chips.</param>
    /// <param name="hasShrunk">Whether it has.</param>
    public int FewestOf(string source, int chips, bool hasShrunk) =>
        hasShrunk ? Sources.Single(each => each.Name == source).LeastOf(chips) ?? chips : chips;

    /// <summary>Lowest and highest power of a chip of a data center while a job holds it.</summary>
    public (long Lowest, long Highest) BusyPowers(SwarmDataCenter dataCenter)
    {
        var powers = Sources.Select(source => dataCenter.Power.Of(source.Activity)).ToList();
        return (dataCenter.Limit?.LowestBusy(dataCenter) ?? powers.Min(), powers.Max());
    }

    /// <summary>The most that the facility of a data center could draw, at the highest PUE, with all chips at work.</summary>
    public Int128 HighestDraw(SwarmDataCenter dataCenter)
    {
        var chip = Math.Max(Math.Max(BusyPowers(dataCenter).Highest, dataCenter.Power.Idle), dataCenter.Power.Failed);
        var it = dataCenter.Overhead + ((Int128)chip * dataCenter.Chips);
        return ((it * dataCenter.Pue.Highest) + 999_999) / 1_000_000;
    }

    /// <summary>
    /// Power of a chip of a data center while a job holds it; null: times do not tell it, as jobs do different things, or chips are
    /// slowed.
    /// </summary>
    public long? BusyPowerIn(int dataCenter)
    {
        var (lowest, highest) = BusyPowers(DataCenters[dataCenter]);
        return lowest == highest ? highest : null;
    }

    /// <summary>Power of a chip of a data center while a job of a source holds it, at full speed.</summary>
    /// <param name="dataCenter">Index of the data center.</param>
    /// <param name="source">Name of the source.</param>
    public long PowerFor(int dataCenter, string source) =>
        DataCenters[dataCenter].Power.Of(Sources.Single(each => each.Name == source).Activity);

    /// <summary>Number of the first chip of a data center in the fleet.</summary>
    public int FirstChip(int dataCenter) => DataCenters.Take(dataCenter).Sum(each => each.Chips);
}

/// <summary>A data center. Powers in milliwatts.</summary>
/// <param name="Name">Its name, also that of its rack and chip types.</param>
/// <param name="Chips">Its chips.</param>
/// <param name="ChipsPerHost">Chips of a host.</param>
/// <param name="HostsPerRack">Hosts of a rack.</param>
/// <param name="Loads">Powers of a chip, a host, a rack and its share in the network, behind the conversion in the rack.</param>
/// <param name="Pue">Facility over IT power, in parts per million, by time where there is <see cref="Weather"/>.</param>
/// <param name="MeanTimeToFailure">Of a chip; zero: it does not fail by itself.</param>
/// <param name="Causes">Causes of failures and their weights.</param>
internal sealed record SwarmDataCenter(
    string Name,
    int Chips,
    int ChipsPerHost,
    int HostsPerRack,
    SwarmPower Loads,
    SwarmRate Pue,
    long MeanTimeToFailure,
    IReadOnlyDictionary<string, int> Causes)
{
    /// <summary>Efficiency of the conversion in its racks, in millionths. Default: all of it.</summary>
    public int Conversion { get; init; } = SwarmPower.NoLoss;

    /// <summary>The same powers at the inputs of the racks, which all results are about.</summary>
    public SwarmPower Power => Loads.At(Conversion);

    /// <summary>Carbon intensity of its grid; null: not known.</summary>
    public SwarmRate? Carbon { get; init; }

    /// <summary>Price of electricity; null: not known.</summary>
    public SwarmRate? Price { get; init; }

    /// <summary>Weather that makes its PUE; null: that does not change.</summary>
    public SwarmWeather? Weather { get; init; }

    /// <summary>Water in microlitres for each kilowatt-hour of IT energy; null: not known.</summary>
    public long? Water { get; init; }

    /// <summary>Region that says what it does not say itself; null: none.</summary>
    public SwarmRegion? Region { get; init; }

    /// <summary>Peak of its chips in TFLOP/s. Default: what makes the usual speed at the MFU of all.</summary>
    public int Peak { get; init; } = SwarmGenerator.UsualTeraflops * 2;

    /// <summary>
    /// FLOP that each of its chips does for a job in a microsecond: half of the peak, and 0.9 of that for 8 chips and more, or the
    /// share of the peak that the job states.
    /// </summary>
    /// <param name="chips">Chips of the job.</param>
    /// <param name="mfu">Its own MFU in parts per million; 0: none.</param>
    public long SpeedFor(int chips, int mfu) => mfu > 0 ? (long)Peak * mfu : Peak * 500_000L * (chips < 8 ? 10 : 9) / 10;

    /// <summary>Limit of its power; null: none.</summary>
    public SwarmPowerLimit? Limit { get; init; }

    /// <summary>Whether its chips are slowed for power, so that times do not tell their energy.</summary>
    public bool IsSlowed => Limit?.Slows == true;

    /// <summary>Whether jobs may be stopped for power: when the PUE rises.</summary>
    public bool MayShed => Pue.Changes && Limit is { Control: "shed" or "cap" };

    /// <summary>Chips that can work at once for the power that there is, however hot it gets.</summary>
    public int PoweredChips => PoweredChipsAt(Pue.Highest);

    /// <summary>Chips that can work at once for the power that there is at a PUE in parts per million.</summary>
    public int PoweredChipsAt(long pue) => Limit?.ChipsOf(this, pue) ?? int.MaxValue;

    /// <summary>Chips of a full rack.</summary>
    public int ChipsPerRack => ChipsPerHost * HostsPerRack;

    /// <summary>Racks, a partly filled one among them.</summary>
    public int Racks => (Chips + ChipsPerRack - 1) / ChipsPerRack;

    /// <summary>Hosts, a partly filled one among them.</summary>
    public int Hosts => (Chips + ChipsPerHost - 1) / ChipsPerHost;

    /// <summary>Constant power of hosts, network and racks.</summary>
    public Int128 Overhead => ((Int128)Power.Host * Hosts) + ((Int128)(Power.Network + Power.Rack) * Racks);
}

/// <summary>Powers in milliwatts; of a chip that a job holds that trains, where nothing else is said.</summary>
/// <param name="Idle">Of an idle chip.</param>
/// <param name="Busy">Of a chip that a job holds.</param>
/// <param name="Failed">Of a failed chip.</param>
/// <param name="Host">Of a host without its chips.</param>
/// <param name="Rack">Of a rack without its hosts and network.</param>
internal sealed record SwarmPower(long Idle, long Busy, long Failed, long Host, long Rack)
{
    /// <summary>An efficiency of 1, in millionths.</summary>
    public const int NoLoss = 1_000_000;

    /// <summary>Of a rack's share in the network. Default: zero, the scenario does not state it.</summary>
    public long Network { get; init; }

    /// <summary>Of a chip whose job keeps a model in its memory.</summary>
    public long Loaded { get; init; } = Idle;

    /// <summary>Of a chip whose job waits for memory.</summary>
    public long MemoryBound { get; init; } = (Idle + Busy) / 2;

    /// <summary>Of a chip whose job only computes.</summary>
    public long ComputeBound { get; init; } = Busy + 12_345;

    /// <summary>Of a chip whose job has an activity, as a scenario calls it.</summary>
    public long Of(string activity) => activity switch
    {
        "loaded" => Loaded,
        "memory-bound" => MemoryBound,
        "compute-bound" => ComputeBound,
        _ => Busy,
    };

    /// <summary>All of them before a conversion of an efficiency in millionths.</summary>
    public SwarmPower At(int efficiency) => efficiency == NoLoss ? this : this with
    {
        Idle = At(efficiency, Idle),
        Busy = At(efficiency, Busy),
        Failed = At(efficiency, Failed),
        Host = At(efficiency, Host),
        Rack = At(efficiency, Rack),
        Network = At(efficiency, Network),
        Loaded = At(efficiency, Loaded),
        MemoryBound = At(efficiency, MemoryBound),
        ComputeBound = At(efficiency, ComputeBound),
    };

    /// <summary>One of them: the least whole power of which enough is left.</summary>
    public static long At(int efficiency, long load)
    {
        var (whole, rest) = Math.DivRem(load * NoLoss, efficiency);
        return rest == 0 ? whole : whole + 1;
    }
}

/// <summary>How jobs are scheduled.</summary>
/// <param name="Order">fifo or sjf.</param>
/// <param name="Placement">pool, nodes, racks, cubes or slices.</param>
/// <param name="Interval">Between two passes; zero: whenever something changed.</param>
internal sealed record SwarmScheduling(string Order, string Placement, long Interval);

/// <summary>Where jobs come from: a trace or a generator.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataCenter">Index of the data center of all its jobs; null: the broker chooses.</param>
/// <param name="Trace">The jobs of its trace; null: there is a generator.</param>
/// <param name="Generator">The generator; null: there is a trace.</param>
internal sealed record SwarmSource(
    string Name, int? DataCenter, IReadOnlyList<SwarmJob>? Trace = null, SwarmGenerator? Generator = null)
{
    /// <summary>How far its jobs may shrink, in millionths of their chips, and in which steps. Default: null, not at all.</summary>
    public (int To, int Step)? Shrink { get; init; }

    /// <summary>Parts of each of its jobs, in as many data centers. Default: 1, they are whole.</summary>
    public int Sites { get; init; } = 1;

    /// <summary>Whether these parts start, stop and go on together. Default: false.</summary>
    public bool Gang { get; init; }

    /// <summary>What its jobs have chips do, as a scenario calls it.</summary>
    public string Activity { get; init; } = "training";

    /// <summary>How important its jobs are. Default: 0.</summary>
    public int Priority { get; init; }

    /// <summary>Indices of the data centers that its jobs accept, by preference. Default: empty, they accept all.</summary>
    public IReadOnlyList<int> Affinity { get; init; } = [];

    /// <summary>How far its jobs may be postponed. Default: null, not at all.</summary>
    public SwarmShift? Shift { get; init; }

    /// <summary>Fewest chips to which a job of a size may shrink; null: it needs them all.</summary>
    public int? LeastOf(int chips)
    {
        var sizes = Shrink is { } shrink
            ? Enumerable.Range(1, chips - 1).Where(size => size % shrink.Step == 0 && (long)size * 1_000_000 >= (long)chips * shrink.To)
            : [];
        return sizes.Select(size => (int?)size).FirstOrDefault();
    }

    /// <summary>Name of the trace's file.</summary>
    public string FileIn(SwarmScenario scenario) => $"{scenario.Name}-{Name}.csv";
}

/// <summary>A job of a trace.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Submit">When it is submitted.</param>
/// <param name="Work">How long it works; without meaning where it states its FLOPs.</param>
/// <param name="Chips">Chips that it needs.</param>
internal sealed record SwarmJob(string Id, long Submit, long Work, int Chips)
{
    /// <summary>Parameters of its model, where it states FLOPs by these. Default: zero, it does not.</summary>
    public long Parameters { get; init; }

    /// <summary>FLOP, or tokens where there are parameters. Default: zero, it states its run time.</summary>
    public long Amount { get; init; }

    /// <summary>Its own MFU in parts per million. Default: zero, that of the chips.</summary>
    public int Mfu { get; init; }

    /// <summary>Whether it states its FLOPs.</summary>
    public bool InFlops => Amount > 0;

    /// <summary>FLOP of a part of a job. Default: null, it is a whole job.</summary>
    public Int128? Shared { get; init; }

    /// <summary>Its FLOP; zero: not known.</summary>
    public Int128 Flop => Shared ?? (Parameters > 0 ? (Int128)6 * Parameters * Amount : Amount);

    /// <summary>Its parts in several data centers, or itself: chips and FLOP shared out chip by chip.</summary>
    public IReadOnlyList<SwarmJob> Over(int sites)
    {
        var parts = Math.Min(sites, Chips);
        return parts < 2 ? [this] : [.. Enumerable.Range(0, parts).Select(index => PartOf(index, parts))];
    }

    private SwarmJob PartOf(int index, int parts)
    {
        var (from, to) = ((long)Chips * index / parts, (long)Chips * (index + 1) / parts);
        return this with
        {
            Id = $"{Id}/{index + 1}",
            Chips = (int)(to - from),
            Shared = InFlops ? Int128.Max(1, (Flop * to / Chips) - (Flop * from / Chips)) : null,
        };
    }

    /// <summary>How long it works in a data center.</summary>
    public long WorkIn(SwarmDataCenter place)
    {
        var together = (Int128)place.SpeedFor(Chips, Mfu) * Chips;
        return InFlops ? (long)((Flop + together - 1) / together) : Work;
    }
}

/// <summary>A generator of jobs.</summary>
/// <param name="MeanInterarrival">Mean time between two jobs.</param>
/// <param name="MedianRunTime">Median of the run times.</param>
/// <param name="Sigma">Spread of their logarithm.</param>
/// <param name="Sizes">Sizes in chips, all as frequent.</param>
internal sealed record SwarmGenerator(long MeanInterarrival, long MedianRunTime, decimal Sigma, IReadOnlyList<int> Sizes)
{
    /// <summary>TFLOP/s of a chip on which jobs that state their FLOPs have this median.</summary>
    public const int UsualTeraflops = 40;

    /// <summary>Whether its jobs state their FLOPs. Default: no, their run time.</summary>
    public bool InFlops { get; init; }

    /// <summary>MFU of its jobs where they state FLOPs, in parts per million. Default: zero, that of the chips.</summary>
    public int Mfu { get; init; }

    /// <summary>GFLOP of a job of a size at the median.</summary>
    public decimal MedianGigaflop(int chips) => (decimal)MedianRunTime * chips * UsualTeraflops / 1_000;
}
