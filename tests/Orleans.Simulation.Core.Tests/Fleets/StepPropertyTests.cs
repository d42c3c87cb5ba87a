using System.Numerics;
using CsCheck;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Tests.Brokers;
using Orleans.Simulation.Core.Tests.Energy;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>Swings within training steps and dynamic ranges, against what snapshots of every half second tell of jobs and chips.</summary>
public sealed class StepPropertyTests
{
    [Fact]
    public void Swings_OfAnyRun_AreThoseOfItsTicks()
    {
        var (hung, restarting, slow, fast, outside, several, shrunk) = (0, 0, 0, 0, 0, 0, 0);
        SteppingFleet.Any.Sample(
            fleet =>
            {
                var run = new InProcessRun(new([fleet.Plan], VirtualTime.FromSeconds(200)), fleet.Jobs, (_, _) => { });
                var ticks = new List<Tick>();
                var end = default(VirtualTime?);
                while ((end = run.Advance(Tick.Start(ticks.Count) + new VirtualDuration(Tick.Length / 2))) is null)
                {
                    ticks.Add(Tick.Of(fleet, run.Save().Single().DataCenter, ticks.Count));
                }

                var played = run.Finish(end.Value);
                if (played.AllJobs.Any(job => job.End?.Microseconds % Tick.Length > 0))
                {
                    return;
                }

                // The end is a tick, too, and nothing lasts from there.
                Assert.Equal(end.Value, Tick.Start(ticks.Count));
                var power = played.Closings[0].Account.Power;
                Assert.Equal(Expected(fleet.Plan, ticks), power.Swings);
                Assert.Equal(Range(fleet.Plan, ticks), power.Range);
                Interlocked.Add(ref hung, ticks.Any(tick => tick.HasHung) ? 1 : 0);
                Interlocked.Add(ref restarting, ticks.Any(tick => tick.HasRestarting) ? 1 : 0);
                Interlocked.Add(ref slow, ticks.Any(tick => tick.IsSlow && tick.InPhase > 0) ? 1 : 0);
                Interlocked.Add(ref several, ticks.Any(tick => tick.Root > tick.Largest) ? 1 : 0);
                Interlocked.Add(ref shrunk, ticks.Any(tick => tick.HasShrunk) ? 1 : 0);
                Interlocked.Add(ref fast, power.Swings!.TooFast > VirtualDuration.Zero ? 1 : 0);
                Interlocked.Add(ref outside, power.Range?.Outside > VirtualDuration.Zero ? 1 : 0);
            },
            iter: 400);
        int[] seen = [hung, restarting, slow, several, shrunk, fast, outside];
        Assert.True(seen.Min() > 5, $"hung, restarting, slow, several, shrunk, fast, outside: {string.Join(", ", seen)}");
    }

    /// <summary>Ten small jobs, later a large one, then another as large: each of the three swings has its peak at an instant of its own.</summary>
    [Fact]
    public void Swings_WhosePeaksComeOneByOne_HaveThemAllFound()
    {
        var plan = TestPlans.DataCenter(24, 8, 2) with { Steps = [new(VirtualDuration.FromSeconds(1), 250_000, StepLow.Idle)] };
        JobArrival[] jobs =
        [
            .. Enumerable.Range(0, 10).Select(number => TestPlans.Job(number, 0, 1, 10)),
            TestPlans.Job(10, 20, 3, 20),
            TestPlans.Job(11, 30, 3, 5),
        ];

        var swings = InProcessFleet.Play(plan, jobs).Closings[0].Account.Power.Swings!;

        Assert.Equal(
            (VirtualTime.Zero, VirtualTime.FromSeconds(20), VirtualTime.FromSeconds(30)),
            (swings.InPhaseAt, swings.LargestAt, swings.IndependentAt));
        Assert.True(swings.Largest < swings.Independent && swings.Independent < swings.InPhase, $"{swings}");
    }

    /// <summary>Whatever fails, is halted or shrinks: jobs step while they have chips and neither hang, nor restart, nor await anybody.</summary>
    [Fact]
    public void Burned_OfAnyRun_IsWhatTheAccountsOfItsJobsTell() => Gen.Select(RandomFleet.Any, Gen.Int[0, 90]).Sample(
        (fleet, news) =>
        {
            var changed = fleet with
            {
                Plan = fleet.Plan with
                {
                    DataCenters = [.. fleet.Plan.DataCenters.Select(plan => plan with
                    {
                        Site = new(RateSeries.Constant(1_250_000)),
                        Steps = [.. Enumerable.Repeat(new TrainingStep(VirtualDuration.FromSeconds(1), 250_000, StepLow.Idle), RandomBrokers.Sources)],
                        Power = new() { StepSmoothing = new() { Filler = 500_000 } },
                    })],
                },
            };
            changed = news % 2 == 0 ? changed : changed.WithGangs(news);
            var run = InProcessFleet.Play(changed.Plan, changed.Jobs, VirtualDuration.FromHours(1));
            foreach (var plan in changed.Plan.DataCenters)
            {
                var times = run.AllJobs.Where(job => job.DataCenter == plan.Index)
                    .Select(job => job.ChipTime)
                    .Aggregate(Int128.Zero, (sum, time) => sum + time.Held - time.Hung - time.Restarting - time.Awaiting);

                // A swing of 4/3 of what a busy chip draws more than an idle one, half of it for a quarter of the time.
                var burned = ((plan.Chip.Busy - plan.Chip.Idle).Milliwatts + 5) / 6;
                Assert.Equal(times * burned * 1_250_000, run.Closings[plan.Index].Account.Power.Swings!.Burned);
            }
        },
        iter: 600);

    /// <summary>Steps watch, and change nothing else.</summary>
    [Fact]
    public void Run_WithSteps_IsTheSameAsWithout() => SteppingFleet.Any.Sample(
        fleet =>
        {
            var without = InProcessFleet.Play(fleet.Plan with { Steps = [] }, fleet.Jobs);
            var with = InProcessFleet.Play(fleet.Plan, fleet.Jobs);
            Assert.Equal(without.AllJobs, with.AllJobs);
            Assert.Equal(
                without.Closings[0].Account with { Power = default },
                with.Closings[0].Account with { Power = default });
            Assert.Equal(
                without.Closings[0].Account.Power with { Range = null },
                with.Closings[0].Account.Power with { Range = null, Swings = null });
        },
        iter: 100);

    [Fact]
    public void Run_CutAnywhere_EndsWithTheSameSwings() => Gen.Select(SteppingFleet.Any, Gen.Long[1, 200_000_000]).Sample(
        (fleet, cut) =>
        {
            var plan = new FleetPlan([fleet.Plan], VirtualTime.Never);
            var run = new InProcessRun(plan, fleet.Jobs, (_, _) => { });
            if (run.Advance(new(cut)) is not null)
            {
                return;
            }

            run.Restore(run.Save());
            var end = run.Advance(VirtualTime.FromSeconds(100_000))!.Value;
            InProcessFleet.Play(plan, fleet.Jobs, VirtualDuration.FromHours(10)).MustEqual(run.Finish(end));
        },
        iter: 400);

    private static SwingAccount Expected(DataCenterPlan plan, IReadOnlyList<Tick> ticks)
    {
        var (largest, largestAt) = Highest(ticks, tick => tick.Largest);
        var (root, rootAt) = Highest(ticks, tick => tick.Root);
        var (sum, sumAt) = Highest(ticks, tick => tick.InPhase);
        var extra = default(SiteTotals);
        foreach (var (at, tick) in ticks.Index())
        {
            extra += RandomSites.Integral(plan.Site, Tick.Start(at), Tick.Start(at + 1)) * (Int128)(tick.Burned + tick.Lost);
        }

        var edge = plan.Power.StepEdge.Microseconds;
        return new(
            largest,
            largestAt,
            root,
            rootAt,
            sum,
            sumAt,
            new VirtualDuration(Tick.Length) * (plan.Power.RateLimit is not { } limit
                ? 0
                : ticks.Count(tick => plan.Power.StepSmoothing.LeftOf((Int128)tick.Largest) * 1_000_000
                    > Math.BigMul(limit.Milliwatts, 1_000_000) * edge)),
            (Int128)ticks.Aggregate(BigInteger.Zero, (all, tick) => all + (tick.Burned * tick.Pue * Tick.Length)),
            (Int128)ticks.Aggregate(BigInteger.Zero, (all, tick) => all + (tick.Lost * tick.Pue * Tick.Length)),
            Highest(ticks, tick => tick.Stored).Value,
            extra);
    }

    private static (Int128 Value, VirtualTime At) Highest(IReadOnlyList<Tick> ticks, Func<Tick, BigInteger> figure)
    {
        var values = ticks.Select(figure).ToList();
        var highest = values.DefaultIfEmpty().Max();
        return ((Int128)highest, Tick.Start(highest == 0 ? 0 : values.IndexOf(highest)));
    }

    private static RangeAccount? Range(DataCenterPlan plan, IReadOnlyList<Tick> ticks)
    {
        if (plan.Power.RangeLimit is not { } limit)
        {
            return null;
        }

        var window = (int)(plan.Power.RangeWindow.Microseconds / Tick.Length);
        var ranges = ticks.Select((_, at) => ticks.Skip(at - window).Take(Math.Min(at, window) + 1).ToList())
            .Select(inside => inside.Max(tick => tick.High) - inside.Min(tick => tick.Low))
            .ToList();
        var largest = ranges.DefaultIfEmpty().Max();
        return new(
            (Int128)largest,
            Tick.Start(largest == 0 ? 0 : ranges.IndexOf(largest)),
            new VirtualDuration(Tick.Length) * (ranges.Count(range => range > (BigInteger)limit.Milliwatts * 1_000_000)));
    }

    /// <summary>Half a second of a run, in which nothing happens: powers of the facility in nanowatts, of what is burned and lost in milliwatts of IT power.</summary>
    private sealed record Tick(
        long Pue, BigInteger Largest, BigInteger Root, BigInteger InPhase, BigInteger Burned, BigInteger Lost, BigInteger Stored, BigInteger High, BigInteger Low)
    {
        /// <summary>In microseconds.</summary>
        public const long Length = 500_000;

        public bool HasHung { get; init; }

        public bool HasRestarting { get; init; }

        public bool HasShrunk { get; init; }

        public bool IsSlow { get; init; }

        public static VirtualTime Start(int index) => new(index * Length);

        public static Tick Of(SteppingFleet fleet, DataCenterSnapshot saved, int at)
        {
            var (plan, chips) = (fleet.Plan, saved.Meter.Chips);
            var (pue, speed) = (RandomSites.PueAt(plan.Site, Start(at)), plan.Chip.SpeedAt(chips.SpeedLevel));
            var stepping = saved.Running
                .Where(job => job.HungSince is null && job.WorksFrom <= Start(at))
                .Select(job => (Chips: ChipSets.CountOf(job.Chips), Power: fleet.OfChip(job.Arrival.Source, chips.SpeedLevel)))
                .ToList();
            BigInteger Sum(Func<(BigInteger Swing, BigInteger Above, BigInteger Burned, BigInteger Lost, BigInteger Stored), BigInteger> of) =>
                stepping.Aggregate(BigInteger.Zero, (sum, job) => sum + (of(job.Power) * job.Chips));
            var swings = stepping.Select(job => job.Power.Swing * job.Chips).ToList();
            var root = RootOf(swings.Aggregate(BigInteger.Zero, (sum, swing) => sum + (swing * swing)));
            var (sum, burned, lost) = (Sum(power => power.Swing), Sum(power => power.Burned), Sum(power => power.Lost));
            var mean = (plan.Overhead.Total + (plan.Chip.Idle * chips.Idle) + (speed.Power.Training * chips.Busy) + (plan.Chip.Failed * chips.Failed)).Milliwatts;
            var smoothing = plan.Power.StepSmoothing;
            var left = SteppingFleet.Ceiling(
                root * pue * (1_000_000 - smoothing.Storage) * (1_000_000 - smoothing.Filler), BigInteger.Pow(10, 12));
            var high = ((mean + burned + lost) * pue) + (sum == 0 ? 0 : SteppingFleet.Ceiling(left * Sum(power => power.Above), sum));
            return new(pue, swings.DefaultIfEmpty().Max() * pue, root * pue, sum * pue, burned, lost, Sum(power => power.Stored) * pue, high, high - left)
            {
                HasHung = saved.Running.Any(job => job.HungSince is not null),
                HasRestarting = saved.Running.Any(job => job.WorksFrom > Start(at)),
                HasShrunk = saved.Running.Any(job => ChipSets.CountOf(job.Chips) < job.Arrival.Chips),
                IsSlow = chips.SpeedLevel > 0,
            };
        }

        /// <summary>The largest number with no larger square, bit by bit.</summary>
        private static BigInteger RootOf(BigInteger square)
        {
            var root = BigInteger.Zero;
            for (var bit = BigInteger.One << 64; bit > 0; bit >>= 1)
            {
                root += (root + bit) * (root + bit) <= square ? bit : 0;
            }

            return root;
        }
    }
}
