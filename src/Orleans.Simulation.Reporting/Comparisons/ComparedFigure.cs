using System.Numerics;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Reporting.Comparisons;

/// <summary>A figure in which runs are compared, taken from their summaries.</summary>
/// <param name="Name">Name in JSON and CSV.</param>
/// <param name="Label">What it is, in a few words.</param>
/// <param name="Unit">Its unit; empty: none.</param>
/// <param name="Measure">Takes it from a summary.</param>
public sealed record ComparedFigure(string Name, string Label, string Unit, Func<RunSummary, Measurement> Measure)
{
    private const decimal SecondsPerHour = 3_600;
    private const decimal Thousand = 1_000;
    private const decimal Millionths = 1_000_000;
    private const string NoJob = "no job started";
    private const string NoSplit = "no job went to several data centers";

    private static readonly BigInteger Exa = BigInteger.Pow(10, 18);

    /// <summary>Whether a run has what it is about: it is shown only where one of the runs has. Default: every run has it.</summary>
    public Func<RunSummary, bool> IsIn { get; init; } = _ => true;

    /// <summary>All figures in the order in which they are shown.</summary>
    public static IReadOnlyList<ComparedFigure> All { get; } =
    [
        new("effectiveExaflop", "effective FLOPs", "EFLOP", run => Flops(run, Exaflop)),
        new("effectivePetaflopPerSecond", "effective FLOP/s", "PFLOP/s", run =>
            Flops(run, compute => Measurement.Of(compute.EffectivePetaflopPerSecond, "no time passed"))),
        new("tokensPerSecond", "tokens", "1/s", run =>
            Flops(run, compute => Measurement.Of(compute.TokensPerSecond, "no job states parameters and tokens"))),
        PerExaflop("chipUsdPerExaflop", "price of chip-hours of jobs", "USD/EFLOP", jobs => jobs.ChipUsd, NoPrice),
        PerExaflop("electricityUsdPerExaflop", "electricity", "USD/EFLOP",
            jobs => jobs.ElectricityUsd, Unknown("price of electricity")),
        PerExaflop("kilowattHoursPerExaflop", "energy of the facility", "kWh/EFLOP",
            jobs => jobs.FacilityKilowattHours, string.Empty),
        PerExaflop("gramsPerExaflop", "CO2e, location-based", "g/EFLOP",
            jobs => Thousand * jobs.LocationBasedKilograms, NoCarbon),
        PerExaflop("marketGramsPerExaflop", "CO2e, market-based", "g/EFLOP",
            jobs => Thousand * jobs.MarketBasedKilograms, NoShare),
        PerExaflop("embodiedGramsPerExaflop", "CO2e, embodied", "g/EFLOP",
            jobs => Thousand * jobs.EmbodiedKilograms, NoEmbodied),
        new("goodputOfHeld", "goodput of held chip-time", string.Empty, run => Measurement.Of(run.Goodput.GoodputOfHeld, NoJob)),
        new("goodputOfFleet", "goodput of all chip-time", string.Empty,
            run => Measurement.Of(run.Goodput.GoodputOfFleet, "no time passed")),
        new("medianWaitSeconds", "queueing delay, median", "s", run => Measurement.Of(run.Jobs.MedianWaitSeconds, NoJob)),
        new("p95WaitSeconds", "queueing delay, p95", "s", run => Measurement.Of(run.Jobs.P95WaitSeconds, NoJob)),
        new("completedJobs", "jobs done", string.Empty, run => new(run.Jobs.Completed, null)),
        new("chipHours", "chip-hours of jobs", "h", run => new(run.Jobs.ChipSeconds / SecondsPerHour, null)),
        new("facilityMegawatts", "power of the facility, mean", "MW", run => Measured(run, "facility-megawatts")),
        new("facilityWattsPerChip", "power of the facility for each chip, mean", "W", run => Measured(run, "facility-watts-per-chip")),
        new("facilityKilowattHours", "energy of the facility", "kWh", run => new(run.Energy.FacilityKilowattHours, null)),
        Energy("chipKilowattHours", "energy of chips", parts => parts.Chips),
        Energy("hostKilowattHours", "energy of hosts", parts => parts.Hosts),
        Energy("networkKilowattHours", "energy of the network", parts => parts.Network, isRare: true),
        Energy("rackKilowattHours", "energy of racks besides", parts => parts.Racks, isRare: true),
        Energy("conversionLossKilowattHours", "energy lost in conversion", parts => parts.ConversionLoss, isRare: true),
        Energy("coolingKilowattHours", "energy of cooling and the like", parts => parts.Cooling),
        new("locationBasedKilograms", "CO2e, location-based", "kg",
            run => Measurement.Of(run.Carbon.LocationBasedKilograms, NoCarbon)),
        new("electricityUsd", "electricity", "USD",
            run => Measurement.Of(run.Cost.ElectricityUsd, Unknown("price of electricity"))),
        new("chipUsd", "price of chip-hours of jobs", "USD", run => Measurement.Of(run.Cost.JobChipUsd, NoPrice)),
        Rare("splitCompletedJobs", "jobs over several data centers, done", string.Empty, run => Measurement.Of(run.Split?.Completed, NoSplit)),
        Rare("splitMeanJctSeconds", "their time to completion, mean", "s",
            run => Measurement.Of(run.Split?.MeanJctSeconds, run.Split is null ? NoSplit : "none of them was done")),
        Rare("unservedKilowattHours", "energy not served", "kWh", Provisioned(power => power.UnservedKilowattHours)),
        Rare("sparedKilowattHours", "energy spared by slow chips", "kWh", Provisioned(power => power.SparedKilowattHours)),
        Rare("shedJobs", "stops for lack of power", string.Empty, Provisioned(power => power.Preemptions)),
        Rare("bridgedDips", "dips bridged by batteries", string.Empty, Batteries(batteries => batteries.Bridged)),
        Rare("batteryOutages", "dips not bridged", string.Empty, Batteries(batteries => batteries.Outages)),
    ];

    /// <summary>The figures in which some runs are compared: all but those of what none of them has.</summary>
    public static IReadOnlyList<ComparedFigure> For(IReadOnlyCollection<RunSummary> runs) =>
        [.. All.Where(figure => runs.Any(figure.IsIn))];

    /// <summary>Takes the figure from the summary of a run, to six digits after the point.</summary>
    public Measurement Of(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var measured = Measure(run);

        // The division drops trailing zeros, which would be printed.
        return measured.Value is { } value
            ? measured with { Value = Math.Round(value * Millionths, MidpointRounding.ToEven) / Millionths }
            : measured;
    }

    private static string NoPrice => "no price of this kind is known of a chip; see energy.chipPrice";

    private static string NoCarbon => Unknown("carbon intensity of the grid");

    private static string NoShare => Unknown("carbon intensity of the grid or the carbon-free share");

    private static string NoEmbodied => "the embodied carbon of a chip is not known";

    private static string Unknown(string what) => $"a site does not state the {what}";

    private static Measurement Measured(RunSummary run, string figure) => Measurement.Of(MeasuredFigure.Of(run, figure), "no time passed");

    /// <summary>A figure of what few scenarios have.</summary>
    private static ComparedFigure Rare(string name, string label, string unit, Func<RunSummary, Measurement> measure) =>
        new(name, label, unit, measure) { IsIn = run => measure(run).Value is not null };

    /// <summary>A part of the energy of the facility.</summary>
    /// <param name="name">Name of the figure.</param>
    /// <param name="label">What it is.</param>
    /// <param name="part">The part.</param>
    /// <param name="isRare">Whether few scenarios have any of it.</param>
    private static ComparedFigure Energy(string name, string label, Func<EnergyParts, EnergyPart> part, bool isRare = false) =>
        new(name, label, "kWh", run => new(part(run.Energy.Parts).KilowattHours, null))
        {
            IsIn = run => !isRare || part(run.Energy.Parts).Femtojoules > 0,
        };

    /// <summary>A sum over the data centers for which power is provisioned.</summary>
    private static Func<RunSummary, Measurement> Provisioned(Func<PowerSummary, decimal?> measure) => run =>
        Sum(run.DataCenters.Select(each => measure(each.Power)), "no power is provisioned");

    private static Func<RunSummary, Measurement> Batteries(Func<BatterySummary, long> measure) => run =>
        Sum(run.DataCenters.Select(each => each.Power.Batteries is { } there ? (decimal?)measure(there) : null), "there are no batteries");

    private static Measurement Sum(IEnumerable<decimal?> parts, string why)
    {
        var known = parts.OfType<decimal>().ToList();
        return known.Count == 0 ? new(null, why) : new(known.Sum(), null);
    }

    /// <summary>What is put down to the jobs that state their FLOPs, over the effective ones.</summary>
    private static ComparedFigure PerExaflop(
        string name, string label, string unit, Func<AttributedSummary, decimal?> amount, string unknown) =>
        new(name, label, unit, run => Flops(run, compute =>
            amount(compute.Attributed) is not { } known ? new(null, unknown)
            : compute.EffectiveFlop == 0 ? new(null, "no FLOPs were done")
            : new(known / Exaflop(compute).Value!.Value, null)));

    private static Measurement Exaflop(ComputeSummary compute) => new(Decimals.Amount(compute.EffectiveFlop, Exa), null);

    private static Measurement Flops(RunSummary run, Func<ComputeSummary, Measurement> measure) =>
        run.Compute is { } compute ? measure(compute) : new(null, "no job states its FLOPs");
}
