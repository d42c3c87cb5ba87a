using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Reporting.Hashing;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Reporting.Tests;

/// <summary>Two data centers of 8 and 4 chips, five jobs in each possible state, six failures, over 10,000 s.</summary>
/// <remarks>
/// A link of north fails under job 0 and waits for a crew, then the job times out: it starts three times. At the end a power
/// supply of north has failed under job 2, which has shrunk, and nobody has noticed. South has had maintenance, and its memory fails twice: once
/// without a crew, once just before the end.
/// </remarks>
internal static class SampleRun
{
    /// <summary>
    /// A site that knows everything: PUE 1.25, 400 g/kWh, a quarter carbon-free, 0.08 USD/kWh; chips of 164 kg for 2.5 $/h.
    /// </summary>
    public static readonly SitePlan North = SitePlan.WithPue(1_250_000) with
    {
        Carbon = RateSeries.Constant(400_000_000),
        CarbonFree = 250_000,
        Price = RateSeries.Constant(80_000_000),
        Water = 200_000,
        Embodied = 164_000_000_000,
        ChipLifetime = VirtualDuration.FromHours(2190 * 24),
        ChipHour = 2_500_000,
    };

    /// <summary>A site whose carbon intensity changes, with prices below zero, that knows nothing else.</summary>
    public static readonly SitePlan South = SitePlan.WithPue(1_500_000) with
    {
        Carbon = new(0, VirtualDuration.FromHours(1), [200_000_000, 180_000_000], Repeats: true),
        Price = RateSeries.Constant(-20_000_000),
    };

    public static readonly RunLabels Labels = new(
        [
            new(
                "north",
                "H100",
                8,
                2,
                4,
                2,
                0,
                North,
                [
                    new("hbm", FailureDomain.Chip),
                    new("nvlink", FailureDomain.Chip),
                    new("psu", FailureDomain.Host),
                    new("timeout", FailureDomain.Job),
                ])
            {
                Power = new()
                {
                    RampLimit = Watts.FromWatts(2000), Smoothing = new() { Filler = true },
                    RangeLimit = Watts.FromWatts(2500), RateLimit = Watts.FromWatts(30_000),
                    StepSmoothing = new() { Storage = 200_000, Filler = 500_000 },
                },
                HighestDraw = Watts.FromWatts(12_500),
                Provisioned = Watts.FromWatts(9500),
                Overhead = new(Watts.FromWatts(2_000), Watts.FromWatts(1_000), Watts.FromWatts(600)),
                Conversion = new(937_500),
                HasBatteries = true,
            },
            new(
                "south, old",
                "A100",
                4,
                1,
                4,
                4,
                8,
                South,
                [new("hbm", FailureDomain.Chip), new("maintenance", Domain: null)])
            {
                HighestDraw = Watts.FromWatts(720),
                Overhead = new(Watts.FromWatts(150), Watts.FromWatts(30), default),
                Conversion = new(900_000),
            },
        ],
        ["itp", "night"]);

    private static readonly Int128 Peta = 1_000_000_000_000_000;

    private static readonly Int128 Exa = 1_000_000_000_000_000_000;

    public static readonly JobRecord[] Jobs =
    [
        Completed,
        Completed with
        {
            Arrival = new(1, 1, 17, "say \"hi\", ok", 1, 4, Seconds(20), Span(0)),
            DataCenter = 1,
            FirstStart = Seconds(20),
            End = Seconds(20),
            Restarts = 0,
            Held = Span(0),
            Lost = Span(0),
            Energy = default,
            Interruptions = 0,
            Hung = default,
            Restarting = default,
            Checkpointing = default,
            Requeued = default,
            Wasted = default,
            Site = new(3 * Peta, 7_200 * Exa, -3_600 * Exa),
        },
        new(
            new(2, 0, 2, "c", 0, 8, Seconds(30), Span(9000)) { Shrink = new(4, 2) },
            0,
            JobState.Running,
            new(5_310_250_000),
            null,
            1,
            new(4_689_750_000),
            Span(0),
            Joules(3_600_007))
        {
            Interruptions = 1,
            Hung = Span(30),
            Checkpointing = new(10_500_000),
            Slowed = Span(7),
            Awaiting = Span(12),
            Wasted = Joules(180_000),
            Shrinks = 1,

            // It kept 6 chips for 12 s, then worked with 4 for 1,000 s and hung with them.
            Partial = new(
                ChipTime(33_374), ChipTime(0), ChipTime(120), ChipTime(0), ChipTime(84), ChipTime(56), ChipTime(72)),
        },
        new(new(3, 0, 3, "d", 0, 2, Seconds(40), Span(1)), 0, JobState.Queued, null, null, 0, Span(0), Span(0), default),
        new(new(4, 0, 4, "e", 0, 9, Seconds(50), Span(1)), 0, JobState.Rejected, null, Seconds(50), 0, Span(0), Span(0), default),
    ];

    public static readonly FailureRecord[] Failures =
    [
        new(0, 1, 3, 1, Seconds(100), Seconds(160), Seconds(3760), 0, Span(90), 3)
        {
            RepairStart = Seconds(200),
            JobsHit = 1,
            LostChipTime = 270_000_000,
        },
        new(
            0,
            FailureRecord.Nowhere,
            FailureRecord.Nowhere,
            3,
            Seconds(4000),
            Seconds(4015),
            null,
            0,
            Span(45),
            3)
        {
            Chips = 0,
            JobsHit = 1,
            LostChipTime = 135_000_000,
        },
        new(1, 0, 0, 1, Seconds(2000), Seconds(2000), Seconds(2600), FailureRecord.NoJob, Span(0), 0)
        {
            RepairStart = Seconds(2000),
            Chips = 4,
        },
        new(0, 0, 2, 2, Seconds(9970), null, null, 2, Span(0), 0) { Chips = 2, JobsHit = 1 },
        new(1, 0, 2, 0, new(9_999_999_999), null, null, FailureRecord.NoJob, Span(0), 0),
        new(1, 0, 3, 0, Seconds(9000), Seconds(9060), null, FailureRecord.NoJob, Span(0), 0),
    ];

    public static readonly IntervalSample[] Samples =
    [
        new(
            0,
            Seconds(0),
            Seconds(3600),
            1_800_000_000,
            3_600_000_000,
            7_200_000_000,
            14_400_000_000,
            7_200_000_000,
            Joules(3_600_000),
            new(4_500 * Exa, 1_800_000 * Exa, 360_000 * Exa)),
        new(1, Seconds(3600), Seconds(3603), 0, 1_000_000, 12_000_000, 0, 0, Joules(0), default),
    ];

    public static readonly (int DataCenter, int Rack, ChipAccount Account)[] Chips =
    [
        (0, 1, new(3, ChipStatus.Failed, Span(1), Span(2), new(500_000), Joules(1234), 1, 4)),
        (1, 0, new(1, ChipStatus.Busy, Span(0), Span(10_000), Span(0), new(1_500_000_000), 0, long.MaxValue)),
        (1, 0, new(2, ChipStatus.Idle, Span(10_000), Span(0), Span(0), default, 0, 0)),
    ];

    public static readonly RunOutcome Outcome = new(
        new("sample", "abc123", 42, "0.1.0"),
        Seconds(10_000),
        Complete: true,
        [
            new(
                0,
                30_000_000_000,
                45_000_000_000,
                5_000_000_000,
                0,
                0,
                Joules(36_000_000),
                Joules(72_000_000),
                new(90_000 * Exa, 36_000_000 * Exa, 7_200_000 * Exa),
                1)
            {
                Power = new(
                    new(4_000_000), new(8_000_001), 5_000_000_000_000, 10_000_001_250_000, 150_000 * Peta, 3 * Peta, 166, 2,
                    Span(7), 7 * Peta, Span(30), 45_000 * Peta, 3, ChipTime(77),
                    Span(11), 27_000 * Peta)
                {
                    Smoothing = new(
                        120_000 * Peta, 60_000 * Peta, 1, 9_000 * Peta, 18_000 * Peta, 9_000 * Peta, new(18_000 * Peta, 4_500_000 * Exa, 1_800_000 * Exa)),
                    Swings = new(
                        5_000_000_000_000, Seconds(100), 6_000_000_000_000, Seconds(200), 8_000_000_000_000, Seconds(300), Span(40),
                        18_000 * Peta, 9_000 * Peta, 900 * Peta, new(27_000 * Peta, 9_000_000 * Exa, 3_600_000 * Exa)),
                    Range = new(4_500_000_000_000, Seconds(400), Span(50)),
                    Batteries = new(Dips: 5, Bridged: 3, Outages: 1, Span(90), 900_000 * Peta),
                },
            },
            new(
                1,
                40_000_000_000,
                0,
                0,
                0,
                0,
                Joules(1_800_000),
                Joules(3_600_000),
                new(5_400 * Exa, 1_080_000 * Exa, -108_000 * Exa),
                1)
            {
                Power = new(new(360_000), new(360_000), 540_000_000_000, 540_000_000_000, 0, 0, 165, 0, Span(0), 0, Span(0), 0, 0, 0, Span(0), 0),
            },
        ],
        [4, 1]);

    public static readonly RunPerformance Performance = new(
        "grains", 2, 0.5, 1, 0.25, 3, 1000, 1000, 20, 20, new(1, 2, 3, 4), 10, 5, 1 << 20, 10_000, 5000,
        new(2, 1 << 30, "Linux", ".NET 10"));

    private static JobRecord Completed => new(
        new(0, 0, 0, "a", JobArrival.AnyDataCenter, 3, Seconds(10), Span(5000)),
        0,
        JobState.Completed,
        Seconds(10),
        new(5_310_000_001),
        2,
        new(5_260_000_001),
        Span(135),
        Joules(7_200_000) + new Joules(500_000_000))
    {
        Interruptions = 2,
        Hung = Span(75),
        Restarting = Span(30),
        Checkpointing = new(20_000_001),
        Requeued = Span(40),
        Wasted = Joules(360_000) + new Joules(250_000_000),
    };

    public static void RecordAll(ResultRecorder recorder)
    {
        Array.ForEach(Jobs, recorder.Record);
        Array.ForEach(Failures, recorder.Record);
        Array.ForEach(Samples, recorder.Record);
        Array.ForEach(Chips, chip => recorder.Record(chip.DataCenter, chip.Rack, chip.Account));
    }

    /// <summary>Fingerprint of a job alone.</summary>
    public static string HashOf(JobRecord job)
    {
        using var hash = new ResultHash();
        hash.Add(job);
        return hash.Current();
    }

    public static Int128 ChipTime(long chipSeconds) => (Int128)chipSeconds * VirtualDuration.MicrosecondsPerSecond;

    public static VirtualTime Seconds(long seconds) => VirtualTime.FromSeconds(seconds);

    public static VirtualDuration Span(long seconds) => VirtualDuration.FromSeconds(seconds);

    public static Joules Joules(long joules) => new((Int128)joules * 1_000_000_000);
}
