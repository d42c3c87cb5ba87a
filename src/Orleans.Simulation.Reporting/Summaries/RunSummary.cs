using System.Text.Json.Serialization;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>The results of a run in a few numbers: <c>summary.json</c>.</summary>
/// <remarks>
/// It holds only what scenario, seed and version determine, so equal runs give it byte for byte. Sums are exact; means
/// have four digits after the point, half to even; shares, energies and times six.
/// </remarks>
/// <param name="ResultHash">Fingerprint of every record: 64 hexadecimal digits.</param>
/// <param name="ScenarioHash">Fingerprint of the resolved scenario.</param>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Version">Version of the simulator.</param>
/// <param name="Complete">Whether the run got to its end, rather than being stopped before.</param>
/// <param name="EndSeconds">Simulated time at which it ended.</param>
/// <param name="Fleet">How large the fleet is.</param>
/// <param name="Jobs">The jobs of all data centers.</param>
/// <param name="ChipTime">How all chips spent their time.</param>
/// <param name="Failures">The failures of the fleet.</param>
/// <param name="Goodput">What failures and the provisions against them left of the jobs' chip time.</param>
/// <param name="Energy">The energy of the fleet.</param>
/// <param name="Carbon">Its emissions.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="DataCenters">The same for each data center, in index order.</param>
public sealed record RunSummary(
    string ResultHash,
    string ScenarioHash,
    string Scenario,
    ulong Seed,
    string Version,
    bool Complete,
    decimal EndSeconds,
    FleetSummary Fleet,
    JobsSummary Jobs,
    ChipTimeSummary ChipTime,
    FailuresSummary Failures,
    GoodputSummary Goodput,
    EnergySummary Energy,
    CarbonSummary Carbon,
    CostSummary Cost,
    IReadOnlyList<DataCenterSummary> DataCenters)
{
    /// <summary>What jobs computed. Default: null, none states its FLOPs, so that it is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ComputeSummary? Compute { get; init; }

    /// <summary>What publications report of such a run, beside what it measured. Default: null, the scenario names none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PublishedFigure>? Published { get; init; }

    /// <summary>What the postponement of jobs saved and cost. Default: null, the scenario lets no job be postponed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ShiftSummary? Shift { get; init; }

    /// <summary>Jobs over several data centers as a whole. Default: null, the scenario splits none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SplitSummary? Split { get; init; }

    /// <summary>Jobs by priority, the highest first. Default: null, all sources have the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PrioritySummary>? Priorities { get; init; }
}

/// <summary>How large a fleet is.</summary>
/// <param name="Chips">Its chips.</param>
/// <param name="Racks">Its racks.</param>
/// <param name="DataCenters">Its data centers.</param>
public sealed record FleetSummary(long Chips, long Racks, int DataCenters);

/// <summary>The results of one data center.</summary>
/// <param name="Name">Name in the scenario.</param>
/// <param name="ChipType">Its chip type.</param>
/// <param name="Chips">Its chips.</param>
/// <param name="Racks">Its racks.</param>
/// <param name="Jobs">The jobs that it took.</param>
/// <param name="ChipTime">How its chips spent their time.</param>
/// <param name="Failures">Its failures.</param>
/// <param name="Goodput">What failures and the provisions against them left of its jobs' chip time.</param>
/// <param name="Energy">Its energy.</param>
/// <param name="Carbon">Its emissions.</param>
/// <param name="Cost">What it costs.</param>
/// <param name="Power">How its power as a whole moved. Those of several data centers have their peaks at different times.</param>
public sealed record DataCenterSummary(
    string Name,
    string ChipType,
    int Chips,
    int Racks,
    JobsSummary Jobs,
    ChipTimeSummary ChipTime,
    FailuresSummary Failures,
    GoodputSummary Goodput,
    EnergySummary Energy,
    CarbonSummary Carbon,
    CostSummary Cost,
    PowerSummary Power)
{
    /// <summary>What its jobs computed. Default: null, none of them states its FLOPs, so that it is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ComputeSummary? Compute { get; init; }

    /// <summary>What the postponement of its jobs saved and cost. Default: null, the scenario lets no job be postponed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ShiftSummary? Shift { get; init; }
}

/// <summary>What became of the jobs. Submitted = completed + failed + queued + running.</summary>
/// <param name="Submitted">Jobs that arrived.</param>
/// <param name="Completed">Jobs whose work is done.</param>
/// <param name="Failed">Jobs given up after too many interruptions, and rejected ones.</param>
/// <param name="Rejected">Jobs that could never run because they are too large; part of the failed.</param>
/// <param name="Queued">Jobs that wait at the end.</param>
/// <param name="Running">Jobs that hold chips at the end, also those that keep them only.</param>
/// <param name="Restarts">Starts after an interruption.</param>
/// <param name="Shrinks">Those among them with fewer chips than the job had asked for.</param>
/// <param name="MeanWaitSeconds">Mean of first start - submit over the jobs that started; null when none did.</param>
/// <param name="MedianWaitSeconds">
/// Element floor(0.5 (n - 1)) of those n waits in ascending order: exact, not interpolated.
/// </param>
/// <param name="P95WaitSeconds">The same with 0.95.</param>
/// <param name="P99WaitSeconds">The same with 0.99.</param>
/// <param name="MaxWaitSeconds">The longest of those waits.</param>
/// <param name="MeanJctSeconds">Mean of end - submit over the completed jobs; null when none did.</param>
/// <param name="MakespanSeconds">Last end of a completed job - first submit of any job; null when none completed.</param>
/// <param name="ChipSeconds">Sum over all jobs of the chips that they held times the time.</param>
/// <param name="LostChipSeconds">Sum over all jobs of the chips that they held times the work lost to failures.</param>
public sealed record JobsSummary(
    long Submitted,
    long Completed,
    long Failed,
    long Rejected,
    long Queued,
    long Running,
    long Restarts,
    long Shrinks,
    decimal? MeanWaitSeconds,
    decimal? MedianWaitSeconds,
    decimal? P95WaitSeconds,
    decimal? P99WaitSeconds,
    decimal? MaxWaitSeconds,
    decimal? MeanJctSeconds,
    decimal? MakespanSeconds,
    decimal ChipSeconds,
    decimal LostChipSeconds);

/// <summary>How chips spent their time.</summary>
/// <param name="IdleChipSeconds">Healthy and without a job.</param>
/// <param name="BusyChipSeconds">Healthy and held by a job.</param>
/// <param name="FailedChipSeconds">From failure to the end of repair.</param>
/// <param name="Utilization">Busy over all chip time, failed time included: 0 to 1; null when no time passed.</param>
public sealed record ChipTimeSummary(
    decimal IdleChipSeconds,
    decimal BusyChipSeconds,
    decimal FailedChipSeconds,
    decimal? Utilization);

/// <summary>The failures of chips, of what they hang on, and of jobs.</summary>
/// <param name="Count">Failures.</param>
/// <param name="ByCause">Failures by the name of their cause, in ordinal order; only causes that occurred.</param>
/// <param name="JobsHit">Failures that hit a job; a job hit twice counts twice.</param>
/// <param name="LostChipSeconds">Sum over the failures of the gang's chips times the work that it lost.</param>
/// <param name="Repairs">Repairs that ended within the run.</param>
/// <param name="EvictedHosts">Hosts taken out of service because they failed too often.</param>
/// <param name="ByDomain">The same by what fails; only domains in which something did.</param>
public sealed record FailuresSummary(
    long Count,
    IReadOnlyDictionary<string, long> ByCause,
    long JobsHit,
    decimal LostChipSeconds,
    long Repairs,
    long EvictedHosts,
    IReadOnlyDictionary<string, DomainSummary> ByDomain);

/// <summary>The failures of one domain.</summary>
/// <param name="Count">Failures.</param>
/// <param name="MeanTimeToRepairSeconds">
/// Mean time from failure to the end of repair, detection and waiting for a crew included, of those whose repair has begun;
/// null when none has.
/// </param>
/// <param name="DownChipSeconds">Sum over the failures of the chips that were down for the time within the run.</param>
/// <param name="Availability">
/// 1 - down over all chip time: of the domain alone, as if nothing else failed. Chips that several failures of the domain keep
/// down count for each, so it is too low where these overlap, and at least 0. Null when no time passed.
/// </param>
public sealed record DomainSummary(
    long Count, decimal? MeanTimeToRepairSeconds, decimal DownChipSeconds, decimal? Availability);

/// <summary>
/// Where the chip time of jobs went. Held = productive + lost work + detection + restart + checkpoints + slowed + awaiting, exactly;
/// waiting comes on top. Chip-seconds are chips that a job held times the time, failed chips among them.
/// </summary>
/// <param name="ProductiveChipSeconds">Work done and not lost.</param>
/// <param name="LostWorkChipSeconds">Work done and lost.</param>
/// <param name="DetectionChipSeconds">From failures until they were noticed: held in vain.</param>
/// <param name="RestartChipSeconds">Restarts.</param>
/// <param name="CheckpointChipSeconds">Standing still to write checkpoints.</param>
/// <param name="SlowedChipSeconds">Taking longer because something was degraded or chips were slowed for power.</param>
/// <param name="AwaitingChipSeconds">Kept idle after an interruption until the job had enough of them to start again.</param>
/// <param name="WaitingChipSeconds">
/// Waiting for chips after an interruption: all of the job's or, when it keeps some, the others.
/// </param>
/// <param name="Ettr">
/// Effective training time ratio: productive over held and waiting. 0 to 1; null when no job held chips. Chips that a shrunk job
/// does without are in neither.
/// </param>
/// <param name="GoodputOfHeld">Productive over held chip time. 0 to 1; null when no job held chips.</param>
/// <param name="GoodputOfFleet">Productive over the time of all chips of the fleet. 0 to 1; null when no time passed.</param>
/// <param name="WastedKilowattHours">What chips drew for lost work, detection, restarts, checkpoints and where jobs were slowed down or kept chips.</param>
/// <param name="Interruptions">How often a failure stopped a job.</param>
/// <param name="BySize">Time to failure of jobs by size; only sizes that held chips.</param>
public sealed record GoodputSummary(
    decimal ProductiveChipSeconds,
    decimal LostWorkChipSeconds,
    decimal DetectionChipSeconds,
    decimal RestartChipSeconds,
    decimal CheckpointChipSeconds,
    decimal SlowedChipSeconds,
    decimal AwaitingChipSeconds,
    decimal WaitingChipSeconds,
    decimal? Ettr,
    decimal? GoodputOfHeld,
    decimal? GoodputOfFleet,
    decimal WastedKilowattHours,
    long Interruptions,
    IReadOnlyList<SizeSummary> BySize);

/// <summary>Time to failure of the jobs of a range of sizes.</summary>
/// <param name="MinChips">Smallest size: a power of two.</param>
/// <param name="MaxChips">Largest size: one less than twice that.</param>
/// <param name="Jobs">Jobs of these sizes that held chips.</param>
/// <param name="Interruptions">How often a failure stopped them.</param>
/// <param name="MeanTimeToFailureSeconds">
/// Time for which they held chips that all worked, for each interruption; null when there was none.
/// </param>
public sealed record SizeSummary(
    int MinChips, int MaxChips, long Jobs, long Interruptions, decimal? MeanTimeToFailureSeconds);

/// <summary>Energy and water from the start of the run to its end; that of chips, hosts and racks at the inputs of the racks.</summary>
/// <param name="ItKilowattHours">Chips, hosts and racks.</param>
/// <param name="ChipKilowattHours">Chips alone.</param>
/// <param name="FacilityKilowattHours">IT energy times PUE, at each instant.</param>
/// <param name="JobKilowattHours">What chips drew while jobs held them.</param>
/// <param name="JobFacilityKilowattHours">The same times PUE, at each instant.</param>
/// <param name="MeanItKilowatts">IT energy over the length of the run; null when no time passed.</param>
/// <param name="ItJoules">Chips, hosts and racks: exact, to the nanojoule.</param>
/// <param name="JobJoules">What chips drew while jobs held them: exact.</param>
/// <param name="WaterLitres">Water that the sites used; null when one of them does not know.</param>
public sealed record EnergySummary(
    decimal ItKilowattHours,
    decimal ChipKilowattHours,
    decimal FacilityKilowattHours,
    decimal JobKilowattHours,
    decimal JobFacilityKilowattHours,
    decimal? MeanItKilowatts,
    decimal ItJoules,
    decimal JobJoules,
    decimal? WaterLitres)
{
    /// <summary>What it went to: the energy of the facility in parts.</summary>
    public required EnergyParts Parts { get; init; }
}

/// <summary>
/// CO2-equivalent from the start of the run to its end. Jobs: of the chips that they held, for as long as they did. Null is what
/// a site does not know.
/// </summary>
/// <param name="LocationBasedKilograms">Facility energy times the carbon intensity of the grid, at each instant.</param>
/// <param name="MarketBasedKilograms">The part of that which contracts do not cover with carbon-free generation.</param>
/// <param name="EmbodiedKilograms">What went into all chips, for the share of their lifetime that the run takes.</param>
/// <param name="JobLocationBasedKilograms">Of jobs, location-based.</param>
/// <param name="JobMarketBasedKilograms">Of jobs, market-based.</param>
/// <param name="JobEmbodiedKilograms">Of jobs, embodied.</param>
public sealed record CarbonSummary(
    decimal? LocationBasedKilograms,
    decimal? MarketBasedKilograms,
    decimal? EmbodiedKilograms,
    decimal? JobLocationBasedKilograms,
    decimal? JobMarketBasedKilograms,
    decimal? JobEmbodiedKilograms);

/// <summary>Cost in US dollars from the start of the run to its end. Null is what a site does not know.</summary>
/// <param name="ElectricityUsd">
/// Facility energy times the price of electricity, at each instant; below zero where prices are.
/// </param>
/// <param name="JobElectricityUsd">The same for the chips that jobs held, while they did.</param>
/// <param name="JobChipUsd">Price of a chip-hour times the chip-hours that jobs held.</param>
public sealed record CostSummary(decimal? ElectricityUsd, decimal? JobElectricityUsd, decimal? JobChipUsd);

/// <summary>
/// What jobs computed for their models. Only jobs count that state their FLOPs: of those that state a run time it is not known.
/// </summary>
/// <param name="Jobs">Jobs that state their FLOPs.</param>
/// <param name="OtherJobs">Jobs that state a run time and do not count here.</param>
/// <param name="ChipSeconds">Sum over the jobs that state their FLOPs of the chips that they held times the time.</param>
/// <param name="EffectiveFlop">FLOP done and not lost: exact, and all of a job that is complete.</param>
/// <param name="LostFlop">FLOP done and lost to failures.</param>
/// <param name="EffectivePetaflopPerSecond">Effective PFLOP over the length of the run; null when no time passed.</param>
/// <param name="Tokens">Whole tokens among the effective FLOP, of jobs that state parameters and tokens; null: none does.</param>
/// <param name="TokensPerSecond">Tokens over the length of the run.</param>
public sealed record ComputeSummary(
    long Jobs,
    long OtherJobs,
    decimal ChipSeconds,
    Int128 EffectiveFlop,
    Int128 LostFlop,
    decimal? EffectivePetaflopPerSecond,
    Int128? Tokens,
    decimal? TokensPerSecond)
{
    /// <summary>What of the run's energy, carbon and cost is put down to the jobs that state their FLOPs.</summary>
    public required AttributedSummary Attributed { get; init; }
}

/// <summary>
/// What of a run's energy, carbon and cost is put down to the jobs that state their FLOPs: what their own chips came to while they held
/// them, and of the rest of each data center (its hosts, racks, idle and failed chips, with their cooling) the share that they have of
/// the chip-time that jobs held there. Of a data center where no job held a chip it is the share of the fleet. Where all jobs
/// state their FLOPs that is everything. Null is what a data center does not know to which something is put down.
/// </summary>
/// <param name="FacilityKilowattHours">Facility energy.</param>
/// <param name="LocationBasedKilograms">Location-based emissions.</param>
/// <param name="MarketBasedKilograms">Market-based emissions.</param>
/// <param name="EmbodiedKilograms">Carbon embodied in chips, over their lifetime.</param>
/// <param name="ElectricityUsd">Cost of electricity.</param>
/// <param name="ChipUsd">Price of the chip-hours that these jobs held; there is no rest of it.</param>
public sealed record AttributedSummary(
    decimal FacilityKilowattHours,
    decimal? LocationBasedKilograms,
    decimal? MarketBasedKilograms,
    decimal? EmbodiedKilograms,
    decimal? ElectricityUsd,
    decimal? ChipUsd);

/// <summary>Jobs that are split over data centers, each as a whole; everywhere else each of their parts is a job.</summary>
/// <param name="Jobs">Such jobs.</param>
/// <param name="Completed">Those of which all parts completed.</param>
/// <param name="MeanDataCenters">Data centers that the parts of a job went to, on average; null when there was no job.</param>
/// <param name="MeanJctSeconds">From their submission to the end of their last part, on average over the completed ones; null: none.</param>
/// <param name="MeanSpreadSeconds">From the end of their first part to that of their last, on average over the same.</param>
public sealed record SplitSummary(
    long Jobs, long Completed, decimal? MeanDataCenters, decimal? MeanJctSeconds, decimal? MeanSpreadSeconds)
{
    /// <summary>What it cost that parts start, stop and go on together. Default: null, the parts of no job are a gang.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GangSummary? Gangs { get; init; }
}

/// <summary>What it cost that the parts of gangs over data centers start, stop and go on together.</summary>
/// <param name="Halts">How often a part was stopped because another one had stopped.</param>
/// <param name="LostChipSeconds">Work that parts lost by that, or because another one had saved less.</param>
/// <param name="AwaitingChipSeconds">Time for which parts had all their chips and waited for others.</param>
public sealed record GangSummary(long Halts, decimal LostChipSeconds, decimal AwaitingChipSeconds);

/// <summary>
/// What the postponement of jobs saved: what their chips would have come to had everything that happened to them happened as
/// much earlier as they were postponed, at the same data center, less what they came to. Below zero where it cost more. Null
/// is what a site does not know.
/// </summary>
/// <param name="Jobs">Jobs that could be postponed.</param>
/// <param name="Postponed">Jobs that were.</param>
/// <param name="Late">Completed jobs that could be postponed and were done after their deadline.</param>
/// <param name="PostponedSeconds">Sum of the times for which jobs were postponed: what it cost, in waiting.</param>
/// <param name="MeanPostponedSeconds">Their mean over the jobs that were; null when none was.</param>
/// <param name="SavedFacilityKilowattHours">Facility energy saved: where the PUE changes.</param>
/// <param name="SavedLocationBasedKilograms">Location-based emissions saved.</param>
/// <param name="SavedElectricityUsd">Cost of electricity saved.</param>
public sealed record ShiftSummary(
    long Jobs,
    long Postponed,
    long Late,
    decimal PostponedSeconds,
    decimal? MeanPostponedSeconds,
    decimal SavedFacilityKilowattHours,
    decimal? SavedLocationBasedKilograms,
    decimal? SavedElectricityUsd);
