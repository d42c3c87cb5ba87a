using System.Globalization;
using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Scenarios.Quantities;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>How a value is written in a scenario, and the words for that.</summary>
/// <param name="Expected">The rule: completes "must be".</param>
/// <param name="TryRead">Reads it; false when the rule is broken.</param>
internal sealed record ScalarFormat<T>(string Expected, TryRead<T> TryRead)
{
    /// <summary>
    /// Unit of a figure that need not name it, such as <c>chips</c>; empty: it has none; words then have no bounds either.
    /// Default: null, it must.
    /// </summary>
    public string? Unit { get; init; }

    /// <summary>What takes the place of a figure that is wrong or missing, so that the rest is still looked at.</summary>
    public T? StandIn { get; init; }

    /// <summary>Writes a value as it would be read. Default: as <see cref="ValueText"/> does.</summary>
    public Func<T, string> Write { get; init; } = value => ValueText.Of(value);
}

/// <summary>Reads a value from a text.</summary>
internal delegate bool TryRead<T>(string text, out T value);

/// <summary>The formats of a scenario's values.</summary>
internal static class ScalarFormats
{
    private const int MaxNameLength = 64;
    private const int MaxTextLength = 4_096;

    private const decimal Million = 1_000_000;
    private const decimal MaxPrice = 1_000_000;

    private static readonly Dictionary<string, decimal> BytesPerSecond = new(StringComparer.Ordinal)
    {
        ["GB/s"] = 1_000_000_000,
        ["TB/s"] = 1_000_000_000_000,
    };

    public static readonly ScalarFormat<string> Name = new(
        $"a name of letters, digits, - and _ that starts with a letter or digit, at most {MaxNameLength} characters long",
        (string text, out string value) =>
        {
            value = text;
            return IsName(text);
        });

    public static readonly ScalarFormat<string> Text = new(
        $"a text of at most {MaxTextLength} characters",
        (string text, out string value) =>
        {
            value = text;
            return text.Length <= MaxTextLength;
        });

    public static readonly ScalarFormat<string> FilePath = new(
        $"a path of 1 to {MaxTextLength} characters without control characters",
        (string text, out string value) =>
        {
            value = text;
            return text.Length is > 0 and <= MaxTextLength && !text.Any(char.IsControl);
        });

    public static readonly ScalarFormat<bool> Boolean = new(
        "true or false",
        (string text, out bool value) =>
        {
            value = text == "true";
            return value || text == "false";
        });

    public static readonly ScalarFormat<ulong> Seed = new(
        $"an integer from 0 to {Scenario.MaxSeed}",
        (string text, out ulong value) =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= Scenario.MaxSeed);

    public static readonly ScalarFormat<VirtualDuration> AnyDuration = new(DurationText.Expected, DurationText.TryParse);

    public static readonly ScalarFormat<VirtualDuration> Duration = AtLeast(VirtualDuration.Zero, "0s to 365250d");

    public static readonly ScalarFormat<VirtualDuration> PositiveDuration = AtLeast(
        new VirtualDuration(1), "longer than 0s, at most 365250d");

    public static readonly ScalarFormat<VirtualDuration> MeanTimeToFailure = AtLeast(
        FailureSpec.MinMeanTimeToFailure, "1s to 365250d");

    /// <summary>Of a chip type: zero for chips that never fail.</summary>
    public static readonly ScalarFormat<VirtualDuration> ChipMeanTimeToFailure = new(
        $"{MeanTimeToFailure.Expected}, or 0s for chips that never fail",
        (string text, out VirtualDuration value) =>
            MeanTimeToFailure.TryRead(text, out value) || (Duration.TryRead(text, out value) && value == VirtualDuration.Zero));

    public static readonly ScalarFormat<Watts> Power = new(PowerText.Expected, PowerText.TryParse);

    /// <summary>Of a whole data center.</summary>
    public static readonly ScalarFormat<Watts> SitePower = new(SitePowerText.Expected, SitePowerText.TryParse);

    /// <summary>Of a whole data center, a second.</summary>
    public static readonly ScalarFormat<Watts> PowerRate = new(PowerRateText.Expected, PowerRateText.TryParse);

    public static readonly ScalarFormat<Joules> Energy = new(EnergyText.Expected, EnergyText.TryParse);

    public static readonly ScalarFormat<decimal> Performance = Quantity(
        "a performance with its unit (TFLOP/s or PFLOP/s), such as 667 TFLOP/s",
        new(StringComparer.Ordinal) { ["TFLOP/s"] = 1_000_000_000_000, ["PFLOP/s"] = 1_000_000_000_000_000 });

    public static readonly ScalarFormat<decimal> IntegerPerformance = Quantity(
        "a performance in integers with its unit (TOP/s or POP/s), such as 1836 TOP/s",
        new(StringComparer.Ordinal) { ["TOP/s"] = 1_000_000_000_000, ["POP/s"] = 1_000_000_000_000_000 });

    public static readonly ScalarFormat<decimal> Flop = new(FlopText.Expected, FlopText.TryParse);

    public static readonly ScalarFormat<decimal> Mfu = Number(0.000001m, 1) with { Unit = string.Empty, StandIn = 1 };

    public static readonly ScalarFormat<decimal> Conversion =
        Number(RackTypeSpec.MinConversion, 1) with { Unit = string.Empty, StandIn = 1 };

    public static readonly ScalarFormat<decimal> Memory = Quantity(
        "a memory with its unit (GB, GiB, TB or TiB), such as 96 GiB",
        new(StringComparer.Ordinal)
        {
            ["GB"] = 1_000_000_000,
            ["GiB"] = 1L << 30,
            ["TB"] = 1_000_000_000_000,
            ["TiB"] = 1L << 40,
        });

    public static readonly ScalarFormat<decimal> Bandwidth = new(
        "a bandwidth with its unit (GB/s or TB/s), more than zero, such as 2 TB/s",
        (string text, out decimal value) => UnitText.TryConvert(text, BytesPerSecond, out value) && value > 0);

    public static readonly ScalarFormat<decimal> NetworkRate = Quantity(
        "a rate of a network with its unit (Gb/s or Tb/s: bits), such as 3.2 Tb/s",
        new(StringComparer.Ordinal) { ["Gb/s"] = 1_000_000_000, ["Tb/s"] = 1_000_000_000_000 });

    public static readonly ScalarFormat<decimal> Carbon = Quantity(
        "a mass of CO2-equivalent with its unit (g, kg or t), such as 513 kg",
        new(StringComparer.Ordinal) { ["g"] = 1, ["kg"] = 1_000, ["t"] = 1_000_000 });

    public static readonly ScalarFormat<decimal> Price = new(
        "a price in US dollars an hour, in whole millionths up to a million, such as 4.20 $/h",
        (string text, out decimal value) =>
            UnitText.TrySplit(text, out value, out var unit)
            && unit == "$/h"
            && value is >= 0 and <= MaxPrice
            && decimal.IsInteger(value * Million));

    public static readonly ScalarFormat<decimal> CarbonIntensity = Bounded(
        "a carbon intensity with its unit (g/kWh or kg/kWh), in whole micrograms from 0 to 10 kg/kWh, such as 413 g/kWh",
        new(StringComparer.Ordinal) { ["g/kWh"] = Million, ["kg/kWh"] = 1_000 * Million },
        0,
        SiteSpec.MaxCarbon);

    public static readonly ScalarFormat<decimal> EnergyPrice = Bounded(
        "a price with its unit (USD/kWh or USD/MWh), at most 100 USD/kWh, below zero as well, such as 0.0696 USD/kWh",
        new(StringComparer.Ordinal) { ["USD/kWh"] = 1_000 * Million, ["USD/MWh"] = Million },
        -SiteSpec.MaxPrice,
        SiteSpec.MaxPrice);

    public static readonly ScalarFormat<decimal> WaterUse = Bounded(
        "water with its unit (L/kWh), from 0 to 100 L/kWh, such as 0.1 L/kWh",
        new(StringComparer.Ordinal) { ["L/kWh"] = Million },
        0,
        SiteSpec.MaxWater);

    public static readonly ScalarFormat<decimal> Temperature = new(
        "a temperature from -20 C to 50 C, such as 12 C",
        (string text, out decimal value) =>
            UnitText.TrySplit(text, out value, out var unit) && unit == "C" && value is >= -20 and <= 50)
    {
        Write = value => $"{ValueText.Of(value)} C",
    };

    public static readonly ScalarFormat<DateTimeOffset> Instant = new(
        "an instant with its offset from UTC and at most microseconds, such as 2022-01-01T00:00:00Z or 2022-01-01T00:00:00-08:00",
        (string text, out DateTimeOffset value) =>
            DateTimeOffset.TryParseExact(
                text.EndsWith('Z') ? $"{text[..^1]}+00:00" : text,
                "yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out value));

    public static readonly ScalarFormat<PriceKind> PriceKinds = Choice(
        new SortedDictionary<string, PriceKind>(
            Enum.GetValues<PriceKind>().ToDictionary(Catalog.FigureKey.Of, StringComparer.Ordinal), StringComparer.Ordinal));

    /// <summary>Precisions in floating point.</summary>
    public static readonly ScalarFormat<Precision> Precisions = Choice(
        new SortedDictionary<string, Precision>(
            Enum.GetValues<Precision>()
                .Where(precision => precision != Precision.Int8)
                .ToDictionary(Catalog.FigureKey.Of, StringComparer.Ordinal),
            StringComparer.Ordinal));

    public static readonly ScalarFormat<Confidence> Confidence = Choice(
        new SortedDictionary<string, Confidence>(StringComparer.Ordinal)
        {
            ["assumed"] = Specs.Confidence.Assumed,
            ["derived"] = Specs.Confidence.Derived,
            ["known"] = Specs.Confidence.Known,
            ["measured"] = Specs.Confidence.Measured,
            ["probable"] = Specs.Confidence.Probable,
            ["published"] = Specs.Confidence.Published,
        });

    public static readonly ScalarFormat<ScaleUpTopology> Topology = Choice(
        new SortedDictionary<string, ScaleUpTopology>(StringComparer.Ordinal)
        {
            ["all-to-all"] = ScaleUpTopology.AllToAll,
            ["mesh"] = ScaleUpTopology.Mesh,
            ["ring"] = ScaleUpTopology.Ring,
            ["torus-2d"] = ScaleUpTopology.Torus2D,
            ["torus-3d"] = ScaleUpTopology.Torus3D,
            ["torus-3d-ocs"] = ScaleUpTopology.Torus3DOcs,
        }) with
    {
        Unit = string.Empty,
    };

    public static readonly ScalarFormat<RepairDistribution> Distribution = Choice(
        new SortedDictionary<string, RepairDistribution>(StringComparer.Ordinal)
        {
            ["constant"] = RepairDistribution.Constant,
            ["exponential"] = RepairDistribution.Exponential,
            ["lognormal"] = RepairDistribution.LogNormal,
        });

    public static readonly ScalarFormat<FailureDomain> Domain = Choice(
        new SortedDictionary<string, FailureDomain>(StringComparer.Ordinal)
        {
            ["host"] = FailureDomain.Host,
            ["rack"] = FailureDomain.Rack,
            ["interconnect"] = FailureDomain.Interconnect,
            ["burst"] = FailureDomain.Burst,
            ["data-center"] = FailureDomain.DataCenter,
            ["job"] = FailureDomain.Job,
        });

    public static readonly ScalarFormat<BrokerPolicy> BrokerPolicies = Choice(
        new SortedDictionary<string, BrokerPolicy>(StringComparer.Ordinal)
        {
            ["affinity"] = BrokerPolicy.Affinity,
            ["cheapest"] = BrokerPolicy.Cheapest,
            ["fastest"] = BrokerPolicy.Fastest,
            ["fewest-asked"] = BrokerPolicy.FewestAsked,
            ["first-fit"] = BrokerPolicy.FirstFit,
            ["greenest"] = BrokerPolicy.Greenest,
            ["least-loaded"] = BrokerPolicy.LeastLoaded,
            ["weighted"] = BrokerPolicy.Weighted,
        });

    public static readonly ScalarFormat<CostScope> CostScopes = Choice(
        new SortedDictionary<string, CostScope>(StringComparer.Ordinal)
        {
            ["both"] = CostScope.Both,
            ["chip-hours"] = CostScope.ChipHours,
            ["electricity"] = CostScope.Electricity,
        });

    public static readonly ScalarFormat<ShiftGoal> ShiftGoals = Choice(
        new SortedDictionary<string, ShiftGoal>(StringComparer.Ordinal)
        {
            ["carbon"] = ShiftGoal.Carbon,
            ["price"] = ShiftGoal.Price,
        });

    public static readonly ScalarFormat<JobActivity> Activities = Choice(
        new SortedDictionary<string, JobActivity>(StringComparer.Ordinal)
        {
            ["compute-bound"] = JobActivity.ComputeBound,
            ["loaded"] = JobActivity.Loaded,
            ["memory-bound"] = JobActivity.MemoryBound,
            ["training"] = JobActivity.Training,
        });

    public static readonly ScalarFormat<StepLow> StepLows = Choice(
        new SortedDictionary<string, StepLow>(StringComparer.Ordinal)
        {
            ["idle"] = StepLow.Idle,
            ["loaded"] = StepLow.Loaded,
        });

    public static readonly ScalarFormat<QueueOrder> Order = Choice(
        new SortedDictionary<string, QueueOrder>(StringComparer.Ordinal)
        {
            ["fifo"] = QueueOrder.Fifo,
            ["sjf"] = QueueOrder.Sjf,
        });

    public static readonly ScalarFormat<PlacementPolicy> Placement = Choice(
        new SortedDictionary<string, PlacementPolicy>(StringComparer.Ordinal)
        {
            ["cubes"] = PlacementPolicy.Cubes,
            ["nodes"] = PlacementPolicy.Nodes,
            ["pool"] = PlacementPolicy.Pool,
            ["racks"] = PlacementPolicy.Racks,
            ["slices"] = PlacementPolicy.Slices,
        });

    public static readonly ScalarFormat<RecoveryMode> Recovery = Choice(
        new SortedDictionary<string, RecoveryMode>(StringComparer.Ordinal)
        {
            ["in-place"] = RecoveryMode.InPlace,
            ["requeue"] = RecoveryMode.Requeue,
        });

    public static readonly ScalarFormat<PowerControl> PowerControls = Choice(
        new SortedDictionary<string, PowerControl>(StringComparer.Ordinal)
        {
            ["admit"] = PowerControl.Admit,
            ["cap"] = PowerControl.Cap,
            ["report"] = PowerControl.Report,
            ["shed"] = PowerControl.Shed,
        });

    public static readonly ScalarFormat<TableFormat> Tables = Choice(
        new SortedDictionary<string, TableFormat>(StringComparer.Ordinal)
        {
            ["csv"] = TableFormat.Csv,
            ["parquet"] = TableFormat.Parquet,
        });

    public static ScalarFormat<VirtualDuration> Between(VirtualDuration low, VirtualDuration high, string range) => new(
        $"{DurationText.Expected}; {range}",
        (string text, out VirtualDuration value) => DurationText.TryParse(text, out value) && value >= low && value <= high);

    public static ScalarFormat<long> Integer(long low, long high) => new(
        $"an integer from {low} to {high}",
        (string text, out long value) =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && value >= low
            && value <= high);

    public static ScalarFormat<int> SmallInteger(int low, int high) => new(
        $"an integer from {low} to {high}",
        (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && value >= low
            && value <= high);

    /// <summary>A whole number from 1 that may be written in millions, billions or trillions.</summary>
    public static ScalarFormat<long> Multiple(long most) => new(
        $"{FlopText.ExpectedCount}; from 1 to {most}",
        (string text, out long value) => FlopText.TryParseCount(text, most, out value));

    /// <summary>A text that must say something.</summary>
    public static ScalarFormat<string> Saying(string what) => Text with
    {
        Expected = $"a text that is not empty: {what}",
        TryRead = (string text, out string value) => Text.TryRead(text, out value) && text.Length > 0,
    };

    /// <summary>A number of things, which may name them: 8, or 8 chips.</summary>
    public static ScalarFormat<int> Count(string things, int low, int high)
    {
        var integer = SmallInteger(low, high);
        return integer with
        {
            Unit = things,
            StandIn = low,
            TryRead = (string text, out int value) =>
                integer.TryRead(
                    text.EndsWith($" {things}", StringComparison.Ordinal) ? text[..^(things.Length + 1)] : text, out value),
        };
    }

    /// <summary>A decimal number of whole millionths: what results are computed from.</summary>
    public static ScalarFormat<decimal> Number(decimal low, decimal high) => new(
        $"a number from {low} to {high} with at most 6 digits after the point",
        (string text, out decimal value) =>
            UnitText.TryNumber(text, out value)
            && value >= low
            && value <= high
            && decimal.IsInteger(value * Million));

    private static ScalarFormat<VirtualDuration> AtLeast(VirtualDuration low, string range) =>
        Between(low, DurationText.Max, range);

    private static ScalarFormat<decimal> Bounded(
        string expected, Dictionary<string, decimal> units, decimal low, decimal high) => new(
        expected,
        (string text, out decimal value) => UnitText.TryConvert(text, units, out value) && value >= low && value <= high);

    private static ScalarFormat<decimal> Quantity(string expected, Dictionary<string, decimal> units) => new(
        expected,
        (string text, out decimal value) => UnitText.TryConvert(text, units, out value) && value >= 0);

    private static ScalarFormat<T> Choice<T>(SortedDictionary<string, T> choices)
        where T : struct =>
        new(
            $"one of {string.Join(", ", choices.Keys)}",
            (string text, out T value) => choices.TryGetValue(text, out value))
        {
            Write = value => choices.First(choice => choice.Value.Equals(value)).Key,
        };

    private static bool IsName(string text) =>
        text.Length is > 0 and <= MaxNameLength
        && char.IsAsciiLetterOrDigit(text[0])
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
