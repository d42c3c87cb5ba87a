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
            Assert.All(running, job => checker.MustHold(job));
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
                AssertConserved(run, plan, jobs);
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
                Assert.True(job.FirstStart is null || job.FirstStart >= job.Arrival.Submit + job.Arrival.Postponed);
                if (job.State == JobState.Completed)
                {
                    Assert.Equal((WorkOf(job), job.Restarts), (job.ChipTime.Productive, job.Interruptions));
                    Assert.True(
                        job.Restarts > 0 || policy.CheckpointRule != CheckpointRule.Fixed || job.Held == Uninterrupted(job, policy) + job.Slowed,
                        $"{job} does not hold its chips for its work");
                }

                Assert.InRange(job.ChipTime.Productive, 0, WorkOf(job));
                Assert.All(
                    [job.Productive, job.Lost, job.Hung, job.Restarting, job.Checkpointing, job.Slowed, job.Requeued, job.Awaiting],
                    time => Assert.True(time >= VirtualDuration.Zero, $"{job} has a negative account"));
                AssertChipTime(job);
                Assert.True(
                    job.Awaiting == VirtualDuration.Zero || policy.Recovery == RecoveryMode.InPlace || job.Arrival.Shrink is not null,
                    $"{job} kept chips that it should have given back");
                Assert.InRange(job.Wasted.Nanojoules, 0, job.Energy.Nanojoules);
                Assert.True(job.State is not JobState.Failed || job.Interruptions == policy.MaxRestarts + 1, $"{job} failed too soon");
            }
        },
        iter: 200);

    /// <summary>Checks that jobs, chip-time, energy, failures and exposure of a data center add up.</summary>
    internal static void AssertConserved(PlayedRun run, DataCenterPlan plan, JobRecord[] jobs)
    {
        AssertJobsConserved(run, plan, jobs);
        AssertEnergyConserved(run, plan, jobs);
        AssertFailuresConserved(run, plan);
        AssertExposureConserved(run, plan);
    }

    private static Int128 WorkOf(JobRecord job) => (Int128)job.Arrival.Work.Microseconds * job.Arrival.Chips;

    /// <summary>
    /// A job holds at least one chip and at most all; as it works, at least as many as it may shrink to. All, unless it kept chips or
    /// shrank.
    /// </summary>
    private static void AssertChipTime(JobRecord job)
    {
        var (all, least) = (job.Arrival.Chips, job.Shrinks > 0 ? job.Arrival.Shrink!.Value.MinChips : job.Arrival.Chips);
        var time = job.ChipTime;
        Within(time.Lost, job.Lost, least);
        Within(time.Hung, job.Hung, least);
        Within(time.Restarting, job.Restarting, least);
        Within(time.Checkpointing, job.Checkpointing, least);
        Within(time.Awaiting, job.Awaiting, least: 1);
        Assert.True(job.Partial is null || job.Shrinks > 0 || job.Awaiting > VirtualDuration.Zero, $"{job} has lost chips");

        // Where the last microsecond is not full, the rest counts as slow.
        Within(time.Slowed, job.Slowed, least, rest: job.Shrinks > 0 && job.State == JobState.Completed ? all : 0);
        Within(time.Productive + all, job.Productive, least, rest: all);
        Assert.InRange(job.Shrinks, 0, job.Restarts);

        void Within(Int128 chipTime, VirtualDuration held, int least, int rest = 0) => Assert.InRange(
            chipTime, (Int128)held.Microseconds * least, ((Int128)held.Microseconds * all) + rest);
    }

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
    public void Flops_AnyRun_AreWhatTheDataCenterOfTheJobDoesInItsTime() => RandomFleet.Any.Sample(
        fleet =>
        {
            var run = InProcessFleet.Play(fleet.Plan, fleet.Jobs, VirtualDuration.FromHours(1));
            foreach (var job in run.AllJobs)
            {
                var submitted = fleet.Jobs[job.Arrival.Number];
                var plan = fleet.Plan.DataCenters[job.DataCenter];
                Assert.Equal(submitted with { Work = job.Arrival.Work, Postponed = job.Arrival.Postponed }, job.Arrival);
                Assert.Equal(plan.RunTimeOf(submitted), job.Arrival.Work);
                if (job.Arrival.Flops is not { } flops)
                {
                    Assert.Equal(submitted.Work, job.Arrival.Work);
                    continue;
                }

                // The least whole number of microseconds in which all its chips together do all of it.
                var speed = flops.Mfu > 0
                    ? plan.Speed!.Peak * flops.Mfu / 1_000_000
                    : plan.Speed!.Steps.Last(step => step.FromChips <= job.Arrival.Chips).FlopPerMicrosecond;
                Assert.True(WorkOf(job) * speed >= flops.Count, $"{job} ends too soon");
                Assert.True((WorkOf(job) - job.Arrival.Chips) * speed < flops.Count, $"{job} takes too long");
                var done = plan.Speed.DoneIn(flops, job.Arrival.Chips, job.ChipTime.Productive);
                Assert.Equal(job.State == JobState.Completed, done == flops.Count);
                Assert.InRange(done, Int128.Max(0, (job.ChipTime.Productive * speed) - (job.Arrival.Chips * speed)), flops.Count);
                Assert.Equal(done / flops.PerToken, flops.TokensIn(done));
            }
        },
        iter: 200);

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
                    var isInPlace = fleet.Plan.DataCenters[job.DataCenter].Failures.Recovery == RecoveryMode.InPlace;
                    See("in place", isInPlace && job.Restarts > 0 && job.Requeued == VirtualDuration.Zero);
                    See("in place after a wait", isInPlace && job.Restarts > 0 && job.Awaiting > VirtualDuration.Zero);
                    See("given up in place", isInPlace && job.Awaiting > VirtualDuration.Zero && job.Requeued > VirtualDuration.Zero);
                    var computed = job is { Arrival.Flops: not null, State: JobState.Completed };
                    See("FLOPs done", computed);
                    See("FLOPs done in spite of failures", computed && job.Interruptions > 0);
                    See("shrunk", job.Shrinks > 0);
                    See("shrunk, and complete", job.Shrinks > 0 && job.State == JobState.Completed);
                    See("grown again", job.Shrinks > 0 && job.Restarts > job.Shrinks);
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
        Assert.Equal(Enum.GetNames<JobState>().Length + 21 + (2 * (Enum.GetNames<FailureDomain>().Length - 1)), seen.Count);
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
        var present = jobs.Sum(job => ((job.End ?? run.End) - job.Arrival.Submit).Microseconds);
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
        var awaiting = Sum(jobs.Select(job => job.ChipTime.Awaiting));
        Assert.InRange(ofJobs, ofBusyChips, ofBusyChips + ofFailedChips + (awaiting * plan.Chip.Idle.Milliwatts));

        // Chips that a job holds are busy, or down while it hangs, or idle or down while it keeps them only. What they drew tells how
        // many are idle. All of what it holds but has nothing of is in vain.
        var ofHeld = Sum(jobs.Select(job => job.ChipTime.Held));
        var inVain = Sum(jobs.Select(job => job.ChipTime.Held - job.ChipTime.Productive));
        var (idle, rest) = Int128.DivRem(
            ofJobs - ofBusyChips - ((ofHeld - account.Busy) * plan.Chip.Failed.Milliwatts),
            plan.Chip.Idle.Milliwatts - plan.Chip.Failed.Milliwatts);
        Assert.Equal(0, rest);
        Assert.InRange(idle, 0, awaiting);
        var down = ofHeld - account.Busy - idle;
        Assert.InRange(down, 0, account.Failed);
        var wasted = ((inVain - idle - down) * plan.Chip.Busy.Milliwatts)
            + (down * plan.Chip.Failed.Milliwatts)
            + (idle * plan.Chip.Idle.Milliwatts);
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

        // What parts of gangs lose to their peers, failures elsewhere have cost.
        var jobs = run.AllJobs.Where(job => job.DataCenter == plan.Index).ToArray();
        Assert.Equal(jobs.Sum(job => (job.Lost - LostToPeers(job)).Microseconds), all.Sum(failure => failure.Lost.Microseconds));
        Assert.Equal(
            Sum(jobs.Select(job => job.ChipTime.Lost - ((Int128)LostToPeers(job).Microseconds * job.Arrival.Chips))),
            Sum(all.Select(failure => failure.LostChipTime)));
    }

    private static VirtualDuration LostToPeers(JobRecord job) => job.Peers?.Lost ?? VirtualDuration.Zero;

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
