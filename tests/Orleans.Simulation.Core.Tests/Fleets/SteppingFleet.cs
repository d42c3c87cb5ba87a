using System.Numerics;
using CsCheck;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>A data center whose jobs have training steps, and to which little happens but at whole and half seconds.</summary>
internal sealed record SteppingFleet(DataCenterPlan Plan, JobArrival[] Jobs)
{
    private const int Unit = 1_000_000;

    private static readonly Gen<TrainingStep?> Steps = Gen.Select(
        Gen.OneOf(1, 250_000, 333_333, 500_000, 999_999), Gen.Int[10_000, 3_000_000], Gen.Enum<StepLow>(), Gen.Int[0, 3], (share, period, low, kind) =>
            kind == 0 ? null : new TrainingStep(new(period), share, low));

    private static readonly Gen<StepSmoothing> Smoothings = Gen.OneOf(
        Gen.Const(StepSmoothing.None),
        Gen.Select(Gen.OneOf(0, 300_000, Unit), Gen.OneOf(1, 810_001, Unit), Gen.OneOf(0, 123_456, Unit), (storage, efficiency, filler) =>
            new StepSmoothing { Storage = storage, Efficiency = efficiency, Filler = filler }));

    private static readonly Gen<PowerPlan> Powers = Gen.Select(
        Smoothings,
        Gen.OneOf(1, 5, 40),
        Gen.OneOf<long?>(null, 0, 900, 4_000),
        Gen.OneOf<long?>(null, 1, 2_000),
        Gen.Int[1, 3_000_000],
        (smoothing, window, range, rate, edge) =>
            new PowerPlan
            {
                StepSmoothing = smoothing,
                RangeWindow = VirtualDuration.FromSeconds(window),
                RangeLimit = range is { } watts ? Watts.FromWatts(watts) : null,
                RateLimit = rate is { } most ? Watts.FromWatts(most) : null,
                StepEdge = new(edge),
            });

    private static readonly Gen<PlannedOutage[]> Outages = Gen.Select(
        Gen.Int[0, 150], Gen.Int[1, 40], Gen.Int[0, 11], Gen.Int[1, 3], (start, duration, host, hosts) =>
            TestPlans.Outage(start, duration, host, hosts)).Array[0, 4];

    private static readonly Gen<FailurePolicy> Failures = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 9], Gen.OneOf(0, 5, 20), Gen.Enum<RecoveryMode>(), (detection, restart, checkpoint, recovery) =>
            TestPlans.DataCenter(1, 1, 1).Failures with
            {
                Detection = VirtualDuration.FromSeconds(detection),
                Restart = VirtualDuration.FromSeconds(restart),
                CheckpointInterval = VirtualDuration.FromSeconds(checkpoint),
                CheckpointWrite = VirtualDuration.FromSeconds(checkpoint / 5),
                Recovery = recovery,
            });

    private static readonly Gen<JobArrival[]> AnyJobs = Gen.Select(
        Gen.Int[0, 90], Gen.Int[1, 20], Gen.Int[0, 60], Gen.Int[0, 2], Gen.Bool, (submit, chips, work, source, shrinks) =>
            TestPlans.Job(0, submit, chips, work) with { Source = source, Shrink = shrinks && chips > 1 ? new(1, 1) : null }).Array[1, 12];

    /// <summary>Any of them.</summary>
    public static Gen<SteppingFleet> Any { get; } = Gen.Select(
        Gen.Select(Steps.Array[3], Powers, Outages, Failures),
        Gen.Select(Gen.Long[1_000_000, 2_000_000].Array[1, 4], Gen.Int[5, 40], Gen.Int[0, 9], Gen.Int[0, 2]),
        AnyJobs,
        (plan, site, jobs) => Make(plan, site, jobs));

    /// <summary>What a chip does within a step, in fractions of whole numbers.</summary>
    public (BigInteger Swing, BigInteger Above, BigInteger Burned, BigInteger Lost, BigInteger Stored) OfChip(int source, int level)
    {
        if (Plan.Steps[source] is not { } step)
        {
            return default;
        }

        var (speed, smoothing) = (Plan.Chip.SpeedAt(level), Plan.Power.StepSmoothing);
        BigInteger low = step.Low == StepLow.Loaded ? speed.Power.Loaded.Milliwatts : Plan.Chip.Idle.Milliwatts;
        var below = BigInteger.Max(0, speed.Power.Training.Milliwatts - low);
        BigInteger c = step.Communicating;
        var above = Ceiling(below * c, Unit - c);
        var swing = below + above;

        // Taken is to given as the time to give is to the time to take, over the efficiency; together they are what is taken off the swing.
        var (off, offOver) = (swing * smoothing.Storage, (BigInteger)Unit);
        var (toTake, toGive) = ((Unit - c) * Unit, c * smoothing.Efficiency);
        var (taken, over) = (off * toTake, offOver * (toTake + toGive));
        var lost = Ceiling(taken * c * (Unit - smoothing.Efficiency), over * Unit * Unit);
        var given = Ceiling(taken * c * smoothing.Efficiency, over * Unit * Unit);
        var burned = Ceiling(swing * (Unit - smoothing.Storage) * smoothing.Filler * c, BigInteger.Pow(Unit, 3));
        return (swing, above, burned, lost, given * (step.Period.Microseconds * 100 / speed.Percent));
    }

    /// <summary>A quotient, rounded up.</summary>
    public static BigInteger Ceiling(BigInteger of, BigInteger over) => -BigInteger.Divide(-of, over) + (-of % over != 0 && of > 0 ? 1 : 0);

    private static SteppingFleet Make(
        (TrainingStep?[] Steps, PowerPlan Power, PlannedOutage[] Outages, FailurePolicy Failures) parts,
        (long[] Pues, int Seconds, int Supply, int Control) site,
        JobArrival[] jobs)
    {
        var plan = TestPlans.DataCenter(24, 8, 2);
        plan = plan with
        {
            Chip = plan.Chip with
            {
                Loaded = Watts.FromWatts(site.Supply % 2 == 0 ? 321 : 700),
                LowSpeeds = [new(50, new(Watts.FromWatts(310), new(222_221), Watts.FromWatts(310), Watts.FromWatts(310)))],
            },
            Steps = parts.Steps,
            Failures = parts.Failures,
            Outages = [.. parts.Outages.OrderBy(outage => outage.Start)],
            OutageCauses = ["maintenance"],
            Site = new(new(0, VirtualDuration.FromSeconds(site.Seconds), site.Pues, Repeats: true))
            {
                Carbon = RateSeries.Constant(413_000_000),
                Price = new(0, VirtualDuration.FromSeconds(7), [75_141_955, -4_522_410], Repeats: true),
            },
        };
        return new(
            plan with
            {
                Power = site.Control == 0 ? parts.Power : parts.Power with
                {
                    Provisioned = plan.PowerBudget.Needs(6 + (2 * site.Supply), plan.Site.Pue.Highest),
                    Control = site.Control == 1 ? PowerControl.Cap : PowerControl.Shed,
                    RaiseInterval = VirtualDuration.FromSeconds(4),
                },
            },
            [.. jobs.OrderBy(job => job.Submit).Select((job, number) => job with { Number = number, Row = number, Id = $"job-{number}" })]);
    }
}
