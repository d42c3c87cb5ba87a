using CsCheck;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Tests.Energy;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>The power of data centers as a whole, in every run of every fleet, against other books of the same run.</summary>
public sealed class PowerPropertyTests
{
    private static readonly Gen<RandomFleet> Fleets = Gen.Select(
        RandomFleet.Any,
        RandomSites.Any.Array[3],
        Gen.OneOf(1, 61, 600),
        Gen.OneOf(0L, 1_000, 3_000),
        (fleet, sites, interval, limit) => fleet with
        {
            Plan = Changed(fleet.Plan, plan => plan with
            {
                Site = sites[plan.Index],
                SampleInterval = VirtualDuration.FromSeconds(interval),
                Power = new() { RampInterval = VirtualDuration.FromSeconds(interval), RampLimit = Watts.FromWatts(limit) },
            }),
        });

    /// <summary>PUEs that go up and down all the time.</summary>
    private static readonly Gen<RateSeries> Swings = Gen.Select(
        Gen.OneOf(30L, 61, 300),
        Gen.Long[1_000_000, 2_500_000].Array[2, 6],
        (seconds, values) => new RateSeries(0, VirtualDuration.FromSeconds(seconds), values, Repeats: true));

    private static readonly Gen<PowerControl> Controls = Gen.OneOf(PowerControl.Admit, PowerControl.Shed, PowerControl.Cap);

    /// <summary>Intervals of the time series, which know energies alone, make the same ramps.</summary>
    [Fact]
    public void Ramps_OfAnyRun_AreTheDifferencesOfSamples() => Fleets.Sample(
        fleet =>
        {
            var run = InProcessFleet.Play(fleet.Plan, fleet.Jobs, VirtualDuration.FromMinutes(10));
            foreach (var plan in fleet.Plan.DataCenters)
            {
                var power = run.Closings[plan.Index].Account.Power;
                var samples = SamplesOf(run, plan).ToList();
                var whole = samples.Where(sample => sample.End - sample.Start == plan.SampleInterval).ToList();
                var ramps = whole.Skip(1).Zip(whole, (now, before) => now.Site.Facility - before.Site.Facility).ToList();
                var limit = (Int128)plan.Power.RampLimit!.Value.Milliwatts * SitePlan.PueUnit * plan.SampleInterval.Microseconds;
                Assert.Equal(
                    (ramps.Append(0).Max(), -ramps.Append(0).Min(), (long)ramps.Count, ramps.Count(ramp => Int128.Abs(ramp) > limit)),
                    (power.LargestRise, power.LargestFall, power.Ramps, power.RampsOutside));
                Assert.All(samples, sample => Assert.InRange(
                    sample.Energy.Nanojoules,
                    (Int128)power.LowestIt.Milliwatts * (sample.End - sample.Start).Microseconds,
                    (Int128)power.HighestIt.Milliwatts * (sample.End - sample.Start).Microseconds));
                Assert.All(samples, sample => Assert.InRange(
                    sample.Site.Facility,
                    power.LowestFacility * (sample.End - sample.Start).Microseconds,
                    power.HighestFacility * (sample.End - sample.Start).Microseconds));
            }
        },
        iter: 300);

    /// <summary>Where nothing fails, the times of jobs tell how many chips are busy at each instant.</summary>
    [Fact]
    public void Range_WhereNothingFails_IsThatOfTheJobs() => Fleets.Sample(
        fleet =>
        {
            var plans = Changed(fleet.Plan, plan => plan with { Failures = plan.Failures with { Enabled = false }, Outages = [] });
            var run = InProcessFleet.Play(plans, fleet.Jobs, VirtualDuration.FromMinutes(10));
            foreach (var plan in plans.DataCenters)
            {
                var power = run.Closings[plan.Index].Account.Power;
                var (it, facility) = (new List<long>(), new List<Int128>());
                foreach (var (from, busy) in BusyFrom(run, plan))
                {
                    var level = (plan.HostOverhead.Milliwatts * plan.Topology.Hosts)
                        + ((plan.NetworkOverhead.Milliwatts + plan.RackOverhead.Milliwatts) * plan.Topology.Racks)
                        + (plan.Chip.Idle.Milliwatts * (plan.Topology.Chips - busy))
                        + (plan.Chip.Busy.Milliwatts * busy);
                    it.Add(level);
                    facility.Add((Int128)level * RandomSites.PueAt(plan.Site, from));
                }

                Assert.Equal(
                    run.End == VirtualTime.Zero
                        ? PowerAccount.Nothing
                        : power with
                        {
                            LowestIt = new(it.Min()),
                            HighestIt = new(it.Max()),
                            LowestFacility = facility.Min(),
                            HighestFacility = facility.Max(),
                        },
                    power);
            }
        },
        iter: 300);

    /// <summary>Whatever fails, is repaired or changes the PUE: jobs wait or stop rather than that power rises above what is provisioned.</summary>
    [Fact]
    public void Control_OfAnyRun_KeepsPowerWithinTheProvisioned()
    {
        var (shed, lost, slowed) = (0L, 0, 0);
        Gen.Select(Fleets, Swings.Array[3], Gen.Int[1, 20], Gen.Bool, Controls).Sample(
        (fleet, pues, chips, failedDrawMore, control) =>
        {
            var plans = Changed(fleet.Plan, plan => Controlled(
                plan with
                {
                    Site = control == PowerControl.Admit ? plan.Site : plan.Site with { Pue = pues[plan.Index] },
                    Chip = failedDrawMore ? plan.Chip with { Failed = Watts.FromWatts(450 * (plan.Index + 1)) } : plan.Chip,
                },
                chips,
                control));
            var run = InProcessFleet.Play(plans, fleet.Jobs, VirtualDuration.FromMinutes(10));
            foreach (var plan in plans.DataCenters)
            {
                var power = run.Closings[plan.Index].Account.Power;
                Assert.True(
                    power.IsEmpty || power.HighestFacility <= plan.Power.Provisioned!.Value.Milliwatts * (Int128)SitePlan.PueUnit,
                    $"{plan.Name} drew {power.HighestFacility} nW of {plan.Power.Provisioned}");
                Assert.Equal((VirtualDuration.Zero, Int128.Zero), (power.AboveProvisioned, power.EnergyAbove));
                JobRecord[] jobs = [.. run.AllJobs.Where(job => job.DataCenter == plan.Index)];

                // What stopped jobs was a failure, or power; what they lost has been charged to either.
                var stops = jobs.Sum(job => job.Interruptions) + power.Preemptions;
                Assert.InRange(stops, jobs.Sum(job => job.Restarts), jobs.Sum(job => job.Restarts) + jobs.Length);
                var failures = run.AllFailures.Where(failure => failure.DataCenter == plan.Index);
                Assert.Equal(Sum(jobs.Select(job => job.ChipTime.Lost)), Sum(failures.Select(each => each.LostChipTime)) + power.PreemptedWork);
                Assert.True(control != PowerControl.Admit || power.Preemptions == 0);
                Assert.Equal(power.Slowed > VirtualDuration.Zero, power.Spared > 0);
                Assert.True(control == PowerControl.Cap || power.Slowed == VirtualDuration.Zero);
                foreach (var job in jobs.Where(job => job.State == JobState.Completed))
                {
                    Assert.Equal(
                        Math.BigMul(job.Arrival.Work.Microseconds, job.Arrival.Chips), job.ChipTime.Productive);
                }

                Interlocked.Add(ref shed, power.Preemptions);
                Interlocked.Add(ref lost, power.PreemptedWork > 0 ? 1 : 0);
                Interlocked.Add(ref slowed, power.Slowed > VirtualDuration.Zero ? 1 : 0);
            }
        },
        iter: 400);
        Assert.True(
            shed > 5 && lost > 2 && slowed > 10,
            $"{shed} jobs were stopped, which lost work in {lost} data centers only, and chips were slowed in {slowed}");
    }

    /// <summary>Where nothing fails, commands and records tell who waited for whom, and who was stopped in whose place.</summary>
    [Fact]
    public void Priority_WhereNothingFails_DecidesWhoWaitsAndWhoIsStopped()
    {
        var (overtaken, sacrificed) = (0, 0);
        Gen.Select(Fleets, Swings.Array[3], Gen.Int[1, 20], Controls).Sample(
            (fleet, pues, chips, control) =>
            {
                var plans = Changed(fleet.Plan, plan => Controlled(plan with { Site = plan.Site with { Pue = pues[plan.Index] } }, chips, control) with
                {
                    Failures = TestPlans.DataCenter(1, 1, 1).Failures,
                    Outages = [],
                });
                var priorities = new PlainPriorities();
                var run = InProcessFleet.Play(plans, fleet.Jobs, VirtualDuration.FromMinutes(10), priorities.Observe);
                foreach (var plan in plans.DataCenters)
                {
                    priorities.MustBeKept(run, plan);
                }

                Interlocked.Add(ref overtaken, priorities.Seen.Overtaken);
                Interlocked.Add(ref sacrificed, priorities.Seen.Sacrificed);
            },
            iter: 600);
        Assert.True(overtaken > 100 && sacrificed > 20, $"{overtaken} jobs were overtaken only, and {sacrificed} stopped for younger ones");
    }

    /// <summary>Where nothing fails, chips and power are two resources of a queue, which is played anew.</summary>
    [Fact]
    public void Admission_WhereNothingFails_IsThatOfAPlainQueue()
    {
        var limited = 0;
        Gen.Select(Fleets, Gen.Int[1, 30], RandomActivities.Any).Sample(
            (fleet, chips, activities) =>
            {
                var plans = Changed(fleet.Plan.With(activities), plan => Provisioned(plan, chips) with
                {
                    Failures = TestPlans.DataCenter(1, 1, 1).Failures,
                    Outages = [],
                    Scheduling = new(plan.Scheduling.Order, PlacementPolicy.Pool, VirtualDuration.Zero),
                });
                var run = InProcessFleet.Play(plans, fleet.Jobs, VirtualDuration.FromMinutes(10));
                foreach (var plan in plans.DataCenters)
                {
                    JobRecord[] jobs = [.. run.AllJobs.Where(job => job.DataCenter == plan.Index)];
                    var (starts, limitedFor, unserved) = PlainQueue.Play(plan, [.. jobs.Select(job => job.Arrival)], run.End);
                    var power = run.Closings[plan.Index].Account.Power;
                    Assert.Equal(starts, jobs.Select(job => job.FirstStart));
                    Assert.Equal((limitedFor, unserved), (power.Limited, power.Unserved));
                    Interlocked.Add(ref limited, limitedFor > VirtualDuration.Zero ? 1 : 0);
                }
            },
            iter: 300);
        Assert.True(limited > 20, $"power was short in {limited} data centers only");
    }

    /// <summary>Where nothing fails, jobs and the speed of chips follow from the number of chips that are held, which is played anew.</summary>
    [Fact]
    public void Cap_WhereNothingFails_IsThatOfAPlainQueue()
    {
        var (slowed, wasted) = (0, 0);
        Gen.Select(Fleets, Gen.Int[1, 12], RandomActivities.Any).Sample(
            (fleet, chips, activities) =>
            {
                var plans = Changed(fleet.Plan.With(activities), plan => Controlled(plan with { Site = SitePlan.Plain }, chips, PowerControl.Cap) with
                {
                    Failures = TestPlans.DataCenter(1, 1, 1).Failures,
                    Outages = [],
                    Scheduling = new(plan.Scheduling.Order, PlacementPolicy.Pool, VirtualDuration.Zero),
                });
                var run = InProcessFleet.Play(plans, fleet.Jobs, VirtualDuration.FromMinutes(10));
                foreach (var plan in plans.DataCenters)
                {
                    JobRecord[] jobs = [.. run.AllJobs.Where(job => job.DataCenter == plan.Index)];
                    var played = PlainCappedQueue.Play(plan, [.. jobs.Select(job => job.Arrival)], run.End);
                    var account = run.Closings[plan.Index].Account;
                    Assert.Equal(played.Jobs.Select(job => job.Start), jobs.Select(job => job.FirstStart));
                    Assert.Equal(played.Jobs.Select(job => job.End), jobs.Select(job => job.State == JobState.Completed ? job.End : null));
                    Assert.Equal(played.Jobs.Select(job => job.Energy), jobs.Select(job => job.Energy.Nanojoules));
                    Assert.Equal((played.Energy, played.Slowed), (account.ChipEnergy.Nanojoules, account.Power.Slowed));

                    // Slow work is no waste: all that comes to nothing is the last microsecond of a job.
                    Assert.All(jobs, job => Assert.InRange(
                        job.Wasted.Nanojoules, 0, (Int128)job.Arrival.Chips * plan.Chip.Busy.Milliwatts));
                    Interlocked.Add(ref slowed, account.Power.Slowed > VirtualDuration.Zero ? 1 : 0);
                    Interlocked.Add(ref wasted, jobs.Count(job => job.Slowed > VirtualDuration.Zero));
                }
            },
            iter: 400);
        Assert.True(slowed > 20 && wasted > 20, $"chips were slowed in {slowed} data centers only, and {wasted} jobs");
    }

    /// <summary>Enough for some chips to work at the highest PUE.</summary>
    private static DataCenterPlan Provisioned(DataCenterPlan plan, int chips) => plan with
    {
        Power = plan.Power with { Provisioned = plan.PowerBudget.Needs(chips, plan.Site.Pue.Highest) },
    };

    private static DataCenterPlan Controlled(DataCenterPlan plan, int chips, PowerControl control) => Provisioned(
        plan with
        {
            Chip = control == PowerControl.Cap ? plan.Chip with { LowSpeeds = Speeds(plan.Chip) } : plan.Chip,
            Power = plan.Power with { Control = control, RaiseInterval = VirtualDuration.FromSeconds(97) },
        },
        chips);

    /// <summary>Three quarters of full speed, and a third of it.</summary>
    private static ChipSpeed[] Speeds(ChipModel chip)
    {
        return [new(75, With(divisor: 2)), new(33, With(divisor: 8))];

        ActivityPower With(int divisor) => new(
            Slowed(chip.Power.Training, divisor),
            Slowed(chip.Power.Loaded, divisor),
            Slowed(chip.Power.MemoryBound, divisor),
            Slowed(chip.Power.ComputeBound, divisor));

        Watts Slowed(Watts full, int divisor) => chip.Idle + new Watts((full - chip.Idle).Milliwatts / divisor);
    }

    private static Int128 Sum(IEnumerable<Int128> parts) => parts.Aggregate(Int128.Zero, (sum, part) => sum + part);

    /// <summary>Busy chips from each instant on at which their number or the PUE may change, up to the end.</summary>
    private static IEnumerable<(VirtualTime From, int Busy)> BusyFrom(PlayedRun run, DataCenterPlan plan)
    {
        var jobs = run.AllJobs.Where(job => job.DataCenter == plan.Index && job.FirstStart is not null).ToList();
        return jobs.SelectMany(job => new[] { job.FirstStart!.Value, job.End ?? run.End })
            .Concat(RandomSites.PueChanges(plan.Site, run.End))
            .Append(VirtualTime.Zero)
            .Where(time => time < run.End)
            .Distinct()
            .Select(time => (
                time, jobs.Where(job => job.FirstStart <= time && (job.End ?? run.End) > time).Sum(job => job.Arrival.Chips)));
    }

    private static IEnumerable<IntervalSample> SamplesOf(PlayedRun run, DataCenterPlan plan) =>
        run.Samples.Concat(run.Closings[plan.Index].Samples).Where(each => each.DataCenter == plan.Index);

    private static FleetPlan Changed(FleetPlan fleet, Func<DataCenterPlan, DataCenterPlan> change) =>
        fleet with { DataCenters = [.. fleet.DataCenters.Select(change)] };
}
