using System.Collections.Concurrent;
using CsCheck;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>What holds for every run of every fleet, checked on small random ones whose chips fail often.</summary>
public sealed class FleetPropertyTests
{
    private static readonly VirtualDuration Whole = VirtualDuration.FromHours(100_000);

    [Fact]
    public void Results_AnyWindow_AreEqual() => RandomFleet.Any.Sample(
        fleet =>
        {
            var expected = InProcessFleet.Play(fleet.Plan, fleet.Jobs, Whole);
            foreach (var seconds in new[] { 1, 7, 60, 3600 })
            {
                expected.MustEqual(InProcessFleet.Play(fleet.Plan, fleet.Jobs, VirtualDuration.FromSeconds(seconds)));
            }
        },
        iter: 60);

    [Fact]
    public void Chips_AnyRun_ServeOneJobAtATimeAndGangsAsAWhole() => RandomFleet.Any.Sample(
        fleet =>
        {
            var checker = new GangChecker(fleet.Plan, fleet.Jobs);
            var run = InProcessFleet.Play(fleet.Plan, fleet.Jobs, VirtualDuration.FromMinutes(1), checker.Observe);
            checker.MustBeWhole();
            var running = run.AllJobs.Where(job => job.State == JobState.Running).OrderBy(job => job.Arrival.Number);
            Assert.Equal(running.Select(job => (job.Arrival.Number, job.Arrival.Chips)), checker.Held);
        },
        iter: 300);

    [Fact]
    public void Books_AnyRun_AreConserved() => RandomFleet.Any.Sample(
        fleet =>
        {
            var run = InProcessFleet.Play(fleet.Plan, fleet.Jobs, VirtualDuration.FromMinutes(10));
            var submitted = fleet.Jobs.Where(job => job.Submit <= fleet.Plan.End).Select(job => job.Number);
            Assert.Equal(submitted, run.AllJobs.Select(job => job.Arrival.Number).Order());
            foreach (var plan in fleet.Plan.DataCenters)
            {
                JobRecord[] jobs = [.. run.AllJobs.Where(job => job.DataCenter == plan.Index)];
                Assert.Equal(run.Submitted[plan.Index], jobs.Length);
                AssertJobsConserved(run, plan, jobs);
                AssertEnergyConserved(run, plan, jobs);
                AssertFailuresConserved(run, plan);
                AssertExposureConserved(run, plan);
            }
        },
        iter: 300);

    [Fact]
    public void Jobs_AnyRun_HoldTheirChipsForTheirWork() => RandomFleet.Any.Sample(
        fleet =>
        {
            var run = InProcessFleet.Play(fleet.Plan, fleet.Jobs, VirtualDuration.FromHours(1));
            foreach (var job in run.AllJobs)
            {
                var policy = fleet.Plan.DataCenters[job.DataCenter].Failures;
                Assert.InRange(job.Restarts, 0, policy.MaxRestarts);
                Assert.Equal(job.State is JobState.Rejected, job.Arrival.Chips > fleet.Plan.DataCenters[job.DataCenter].LargestJob);
                Assert.True(job.FirstStart is null || job.FirstStart >= job.Arrival.Submit);
                if (job.State == JobState.Completed)
                {
                    Assert.Equal((job.Arrival.Work, job.Restarts), (job.Productive, job.Interruptions));
                    Assert.True(
                        job.Restarts > 0 || policy.CheckpointRule != CheckpointRule.Fixed || job.Held == Uninterrupted(job, policy) + job.Slowed,
                        $"{job} does not hold its chips for its work");
                }

                Assert.InRange(job.Productive.Microseconds, 0, job.Arrival.Work.Microseconds);
                Assert.All(
                    [job.Lost, job.Hung, job.Restarting, job.Checkpointing, job.Slowed, job.Requeued],
                    time => Assert.True(time >= VirtualDuration.Zero, $"{job} has a negative account"));
                Assert.InRange(job.Wasted.Nanojoules, 0, job.Energy.Nanojoules);
                Assert.True(job.State is not JobState.Failed || job.Interruptions == policy.MaxRestarts + 1, $"{job} failed too soon");
            }
        },
        iter: 200);

    /// <summary>Work and the checkpoints on the way, counted one by one.</summary>
    private static VirtualDuration Uninterrupted(JobRecord job, FailurePolicy policy)
    {
        var held = job.Arrival.Work;
        for (var done = policy.CheckpointInterval; done > VirtualDuration.Zero && done < job.Arrival.Work; done += policy.CheckpointInterval)
        {
            held += policy.CheckpointsOverlap ? VirtualDuration.Zero : policy.CheckpointWrite;
        }

        return held;
    }

    [Fact]
    public void Runs_OfRandomFleets_ShowEverythingThatTheLawsAreAbout()
    {
        var seen = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        RandomFleet.Any.Sample(
            fleet =>
            {
                var run = InProcessFleet.Play(fleet.Plan, fleet.Jobs, VirtualDuration.FromHours(1));
                foreach (var job in run.AllJobs)
                {
                    See("slowed down", job.Slowed > VirtualDuration.Zero);
                    See("slowed down, and complete", job.Slowed > VirtualDuration.Zero && job.Restarts == 0 && job.State == JobState.Completed);
                    See(job.State.ToString(), isSeen: true);
                    See("restart", job.Restarts > 0);
                    See("saved work", job.Restarts > 0 && job.Lost < job.Arrival.Work);
                }

                See("lost work", run.Failures.Any(failure => failure.LostChips > 0));
                See("idle failure", run.Failures.Any(failure => failure.Job < 0));
                See("undetected", run.Closings.Any(closing => closing.Unrepaired.Count > 0));
                See("repair", run.Closings.Any(closing => closing.Account.Repairs > 0));
                See("wait for a crew", run.Failures.Any(failure => failure.RepairStart > failure.Detected));
                See("eviction", run.Closings.Any(closing => closing.Account.EvictedHosts > 0));
                See("outage", run.Failures.Any(failure => failure.Cause >= FirstOutageCause(fleet, failure)));
                foreach (var failure in run.Failures)
                {
                    var component = ComponentOf(failure, fleet.Plan.DataCenters[failure.DataCenter]);
                    See($"failure of {component?.Domain}", component is not null);
                    See($"job stopped by {component?.Domain}", component is not null && failure.LostChips > 0);
                    See("several jobs hit", failure.JobsHit > 1);
                    See("degraded", component?.IsDegrading == true && failure.JobsHit > 0);
                }
            },
            iter: 2000);
        Assert.Equal(Enum.GetNames<JobState>().Length + 13 + (2 * (Enum.GetNames<FailureDomain>().Length - 1)), seen.Count);
        Assert.All(seen, each => Assert.True(each.Value >= 3, $"{each.Key} is seen {each.Value} times only"));

        void See(string what, bool isSeen) => _ = isSeen ? seen.AddOrUpdate(what, 1, (_, count) => count + 1) : 0;
    }

    private static int FirstOutageCause(RandomFleet fleet, FailureRecord failure)
    {
        var plan = fleet.Plan.DataCenters[failure.DataCenter];
        return plan.Chip.Causes.Count + plan.Failures.Components.Count;
    }

    /// <summary>Little's law, exactly: the integral of the jobs present is the sum of the times that jobs were present.</summary>
    private static void AssertJobsConserved(PlayedRun run, DataCenterPlan plan, JobRecord[] jobs)
    {
        var account = run.Closings[plan.Index].Account;
        var present = jobs.Where(job => job.State != JobState.Rejected)
            .Sum(job => ((job.End ?? run.End) - job.Arrival.Submit).Microseconds);
        Assert.Equal((Int128)present, account.QueuedJobs + account.RunningJobs);
        Assert.Equal((Int128)jobs.Sum(job => job.Held.Microseconds), account.RunningJobs);
        var samples = run.Samples.Concat(run.Closings[plan.Index].Samples).Where(each => each.DataCenter == plan.Index).ToArray();
        Assert.Equal(account.QueuedJobs, Sum(samples.Select(sample => sample.Queued)));
        Assert.Equal(account.RunningJobs, Sum(samples.Select(sample => sample.Running)));
        Assert.Equal(samples.Select(sample => sample.End).SkipLast(1), samples.Select(sample => sample.Start).Skip(1));
    }

    private static void AssertEnergyConserved(PlayedRun run, DataCenterPlan plan, JobRecord[] jobs)
    {
        var account = run.Closings[plan.Index].Account;
        Assert.Equal((Int128)plan.Topology.Chips * run.End.Microseconds, account.Idle + account.Busy + account.Failed);
        var energy = (account.Idle * plan.Chip.Idle.Milliwatts)
            + (account.Busy * plan.Chip.Busy.Milliwatts)
            + (account.Failed * plan.Chip.Failed.Milliwatts);
        Assert.Equal(new Joules(energy), account.ChipEnergy);
        var ofJobs = Sum(jobs.Select(job => job.Energy.Nanojoules));
        var ofBusyChips = account.Busy * plan.Chip.Busy.Milliwatts;
        var ofFailedChips = account.Failed * plan.Chip.Failed.Milliwatts;
        Assert.InRange(ofJobs, ofBusyChips, ofBusyChips + ofFailedChips);

        // Chips that a job holds are busy, or down while it hangs: all of what it holds but has nothing of is in vain.
        var ofHeld = Sum(jobs.Select(job => (Int128)job.Held.Microseconds * job.Arrival.Chips));
        var inVain = Sum(jobs.Select(job => (Int128)(job.Held - job.Productive).Microseconds * job.Arrival.Chips));
        var down = ofHeld - account.Busy;
        var wasted = ((inVain - down) * plan.Chip.Busy.Milliwatts) + (down * plan.Chip.Failed.Milliwatts);
        Assert.Equal(wasted, Sum(jobs.Select(job => job.Wasted.Nanojoules)));
        Assert.Equal(account.ChipEnergy.Nanojoules, Sum(run.Racks[plan.Index].Select(rack => rack.ChipEnergy.Nanojoules)));
    }

    private static void AssertFailuresConserved(PlayedRun run, DataCenterPlan plan)
    {
        var closing = run.Closings[plan.Index];
        var detected = run.Failures.Where(failure => failure.DataCenter == plan.Index).ToArray();
        var byChips = run.Racks[plan.Index].SelectMany(rack => rack.Chips).Sum(chip => chip.Failures);
        var all = detected.Concat(closing.Unrepaired).ToArray();
        Assert.Equal(byChips, all.Count(failure => failure.Cause < plan.Chip.Causes.Count));
        Assert.Equal(closing.Account.Repairs, detected.Count(failure => failure.Repaired <= run.End));
        Assert.All(closing.Unrepaired, failure => Assert.True(
            failure.Detected is not null || failure.Failed + DetectionOf(failure, plan) > run.End));
        Assert.Equal(DownTime(all, plan, run.End), closing.Account.Failed);
        AssertCrewsAreEnough(all, plan);
        var lost = run.AllJobs.Where(job => job.DataCenter == plan.Index).Sum(job => job.Lost.Microseconds);
        Assert.Equal(lost, all.Sum(failure => failure.Lost.Microseconds));
    }

    /// <summary>Chip by chip: what it has drawn for all its lives is what it has used up and what is left.</summary>
    private static void AssertExposureConserved(PlayedRun run, DataCenterPlan plan)
    {
        var failed = run.AllFailures.Where(failure => failure.DataCenter == plan.Index && failure.Cause < plan.Chip.Causes.Count).ToArray();
        var (busy, idle) = plan.Chip.AgesByLoad ? (1000, plan.Chip.IdleRatePerMille) : (1, 1);
        foreach (var rack in plan.Failures.Enabled ? run.Racks[plan.Index] : [])
        {
            var ofRack = RackPlan.For(plan, rack.Rack);
            foreach (var chip in rack.Chips)
            {
                var repaired = failed.Count(each => (each.Rack, each.Slot) == (rack.Rack, chip.Slot) && each.Repaired <= run.End);
                var (stream, mean) =
                    (new RandomStream(plan.Seed, RandomPurpose.ChipFailure), ofRack.MeanTimeToFailureOf(chip.Slot));
                var drawn = busy * Sum(Enumerable.Range(0, repaired + 1)
                    .Select(number => stream.Uniform(ofRack.FirstChip + chip.Slot, (uint)number))
                    .Select(uniform => (Int128)ExponentialDistribution.Draw(mean, uniform).Microseconds));
                var used = ((Int128)chip.Busy.Microseconds * busy) + ((Int128)chip.Idle.Microseconds * idle);

                // A life ends at the first whole microsecond at which it is used up.
                Assert.InRange(used + chip.ExposureLeft - drawn, 0, repaired * (busy - 1));
            }
        }
    }

    private static ComponentCause? ComponentOf(FailureRecord failure, DataCenterPlan plan) =>
        plan.Failures.Components.ElementAtOrDefault(failure.Cause - plan.Chip.Causes.Count);

    private static VirtualDuration DetectionOf(FailureRecord failure, DataCenterPlan plan) =>
        ComponentOf(failure, plan)?.Detection ?? plan.Failures.Detection;

    /// <summary>Chip by chip: the time in which any failure keeps it down.</summary>
    private static Int128 DownTime(FailureRecord[] failures, DataCenterPlan plan, VirtualTime end)
    {
        Int128 down = 0;
        for (var chip = 0; chip < plan.Topology.Chips; chip++)
        {
            var upTo = VirtualTime.Zero;
            var spans = failures.Where(failure => Hits(failure, chip, plan))
                .Select(failure => (From: DownSince(failure, plan, end), To: VirtualTime.Min(failure.Repaired ?? end, end)));
            foreach (var (from, to) in spans.OrderBy(span => span.From))
            {
                var start = from > upTo ? from : upTo;
                down += to > start ? (to - start).Microseconds : 0;
                upTo = to > upTo ? to : upTo;
            }
        }

        return down;
    }

    /// <summary>What is degraded goes down when that is noticed.</summary>
    private static VirtualTime DownSince(FailureRecord failure, DataCenterPlan plan, VirtualTime end) =>
        ComponentOf(failure, plan)?.IsDegrading == true ? failure.Detected ?? end : failure.Failed;

    /// <summary>What goes down with a failure are neighbours.</summary>
    private static bool Hits(FailureRecord failure, int chip, DataCenterPlan plan)
    {
        var first = (failure.Rack * plan.Topology.ChipsPerRack) + failure.Slot;
        return failure.Rack != FailureRecord.Nowhere && chip >= first && chip < first + failure.Chips;
    }

    private static void AssertCrewsAreEnough(FailureRecord[] failures, DataCenterPlan plan)
    {
        var repairs = failures.Where(failure => failure.RepairStart is not null
            && (failure.Cause < plan.Chip.Causes.Count || ComponentOf(failure, plan)?.NeedsCrew == true)).ToArray();
        foreach (var repair in repairs.Where(_ => plan.Failures.RepairCrews is not null))
        {
            var atOnce = repairs.Count(other => other.RepairStart <= repair.RepairStart && other.Repaired > repair.RepairStart);
            Assert.InRange(atOnce, 0, plan.Failures.RepairCrews!.Value);
        }
    }

    private static Int128 Sum(IEnumerable<Int128> values) => values.Aggregate(Int128.Zero, (sum, value) => sum + value);
}
