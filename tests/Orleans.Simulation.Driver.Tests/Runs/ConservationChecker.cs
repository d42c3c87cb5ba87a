using System.Numerics;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Grains.Tests.Clusters;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>What must hold in every run, whatever the scenario: nothing is lost, nothing comes from nowhere.</summary>
internal static class ConservationChecker
{
    private const long MicrosecondsPerSecond = VirtualDuration.MicrosecondsPerSecond;

    public static void Check(FleetPlan fleet, RunSummary summary, RunRecords records)
    {
        Assert.Equal(records.End.Microseconds, (long)(summary.EndSeconds * MicrosecondsPerSecond));
        Assert.Equal(fleet.DataCenters.Count, records.Accounts.Count);
        CheckSummary(summary, records);
        PriorityChecker.Check(fleet, summary.Priorities, records);
        EnergyPartsChecker.Check(fleet, summary, records);
        Assert.All(records.Jobs, job => CheckJob(job, fleet.DataCenters[job.DataCenter], records.End));
        Assert.All(fleet.DataCenters, dataCenter => Check(dataCenter, records));
        CheckGoodput(summary.Goodput, summary);
        Assert.All(summary.DataCenters, each => Assert.Equal(
            each.Goodput.LostWorkChipSeconds,
            each.Failures.LostChipSeconds + (each.Power.PreemptedChipSeconds ?? 0) + LostToPeers(fleet, records, each.Name)));
    }

    /// <summary>Chip-seconds of work that parts of gangs in a data center lost for their peers elsewhere.</summary>
    private static decimal LostToPeers(FleetPlan fleet, RunRecords records, string dataCenter) => (decimal)Sum(
        records.Jobs.Where(job => fleet.DataCenters[job.DataCenter].Name == dataCenter),
        job => LostToPeers(job).Microseconds * (Int128)job.Arrival.Chips) / MicrosecondsPerSecond;

    private static VirtualDuration LostToPeers(JobRecord job) => job.Peers?.Lost ?? VirtualDuration.Zero;

    private static int StopsOf(JobRecord job) => job.Interruptions + (job.Peers?.Halts ?? 0);

    private static void CheckSummary(RunSummary summary, RunRecords records)
    {
        var jobs = summary.Jobs;
        Assert.Equal(records.Arrivals, jobs.Submitted);
        Assert.Equal(jobs.Submitted, jobs.Completed + jobs.Failed + jobs.Queued + jobs.Running);
        Assert.Equal(jobs.Submitted, records.Jobs.Select(job => job.Arrival.Number).Distinct().Count());
        Assert.Equal(records.Failures.Count, summary.Failures.Count);
        Assert.Equal(summary.Failures.Count, summary.Failures.ByCause.Values.Sum());
        Assert.Equal(summary.Failures.Count, summary.Failures.ByDomain.Values.Sum(domain => domain.Count));

        // Chips that several failures keep down are down once, and count for each.
        Assert.InRange(
            summary.ChipTime.FailedChipSeconds, 0, summary.Failures.ByDomain.Values.Sum(domain => domain.DownChipSeconds));
        Assert.Equal(
            jobs.LostChipSeconds,
            summary.Failures.LostChipSeconds
            + summary.DataCenters.Sum(each => each.Power.PreemptedChipSeconds ?? 0)
            + (summary.Split?.Gangs?.LostChipSeconds ?? 0));
        Assert.Equal(records.Jobs.Sum(job => job.Restarts), jobs.Restarts);
        Assert.Equal(records.Jobs.Sum(job => job.Shrinks), jobs.Shrinks);
        Assert.Equal(
            summary.ChipTime.IdleChipSeconds + summary.ChipTime.BusyChipSeconds + summary.ChipTime.FailedChipSeconds,
            summary.Fleet.Chips * summary.EndSeconds);
        Assert.InRange(summary.Energy.JobKilowattHours, 0, summary.Energy.ChipKilowattHours);
        Assert.InRange(summary.Energy.ChipKilowattHours, 0, summary.Energy.ItKilowattHours);
        Assert.InRange(summary.Energy.ItKilowattHours, 0, summary.Energy.FacilityKilowattHours);
    }

    private static void CheckGoodput(GoodputSummary goodput, RunSummary summary)
    {
        Assert.Equal(
            summary.Jobs.ChipSeconds,
            goodput.ProductiveChipSeconds
            + goodput.LostWorkChipSeconds
            + goodput.DetectionChipSeconds
            + goodput.RestartChipSeconds
            + goodput.CheckpointChipSeconds
            + goodput.SlowedChipSeconds
            + goodput.AwaitingChipSeconds);
        Assert.InRange(goodput.WastedKilowattHours, 0, summary.Energy.JobKilowattHours);
        var preemptions = summary.DataCenters.Sum(each => each.Power.Preemptions ?? 0);
        var halts = summary.Split?.Gangs?.Halts ?? 0;
        Assert.InRange(goodput.Interruptions + halts + preemptions, summary.Jobs.Restarts, long.MaxValue);
    }

    private static void CheckJob(JobRecord job, DataCenterPlan plan, VirtualTime end)
    {
        Assert.True(job.Arrival.Submit <= end, $"{job} arrived after the end at {end}");
        Assert.True(job.FirstStart is null || job.FirstStart >= job.Arrival.Submit, $"{job} started before it was submitted");
        Assert.True(job.End is null || job.End <= end, $"{job} ended after the end at {end}");
        Assert.True(job.State is JobState.Queued or JobState.Running == job.End is null, $"{job} has an end or none by mistake");
        Assert.True(
            job.State == JobState.Rejected == job.Arrival.Chips > plan.LargestJob || job is { Peers: not null, FirstStart: null }, $"{job} was rejected or not by mistake");
        CheckAccounts(job, Sheds(plan), end);
        CheckFlops(job, plan);
        CheckRecovery(job, plan.Failures);
        var restarts = plan.Failures.MaxRestarts;
        Assert.InRange(job.Restarts, 0, Sheds(plan) || job.Peers is not null ? int.MaxValue : restarts);
        Assert.True(job.State != JobState.Failed || job.Interruptions == restarts + 1 || job.Peers is not null, $"{job} was not given up in time");
        if (job.State == JobState.Completed)
        {
            Assert.Equal(WorkOf(job), job.ChipTime.Productive);
            Assert.InRange(StopsOf(job), Sheds(plan) ? 0 : job.Restarts, job.Restarts);
            Assert.True(
                job.Restarts > 0 || job.Held == job.Arrival.Work + PausesOf(job.Arrival, plan) + job.Awaiting,
                $"{job} was not interrupted and did not take exactly its work and checkpoints");
        }
    }

    /// <summary>A job that states its FLOPs runs just as long as the chips of its data center need for them.</summary>
    private static void CheckFlops(JobRecord job, DataCenterPlan plan)
    {
        if (job.Arrival.Flops is { } flops)
        {
            var speed = flops.Mfu > 0
                ? (Int128)plan.Speed!.Peak * flops.Mfu / 1_000_000
                : plan.Speed!.Steps.Last(step => step.FromChips <= job.Arrival.Chips).FlopPerMicrosecond;
            Assert.InRange(WorkOf(job) * speed, flops.Count, flops.Count + (job.Arrival.Chips * speed) - 1);
        }
    }

    /// <summary>From its first start to its end, a job holds its chips for one thing or another, or waits for them.</summary>
    private static void CheckAccounts(JobRecord job, bool sheds, VirtualTime end)
    {
        Assert.All(
            [
                job.Held, job.Lost, job.Hung, job.Restarting, job.Checkpointing, job.Slowed, job.Awaiting, job.Requeued,
                job.Productive,
            ],
            time => Assert.True(time >= VirtualDuration.Zero, $"{job} has a negative account"));
        Assert.Equal(
            job.Held, job.Productive + job.Lost + job.Hung + job.Restarting + job.Checkpointing + job.Slowed + job.Awaiting);
        Assert.Equal(
            job.FirstStart is { } start ? (job.End ?? end) - start : VirtualDuration.Zero, job.Held + job.Requeued);
        Assert.InRange(job.ChipTime.Productive, 0, WorkOf(job));
        Assert.InRange(job.Wasted.Nanojoules, 0, job.Energy.Nanojoules);
        Assert.InRange(StopsOf(job), sheds ? 0 : job.Restarts, job.Restarts + 1);
        if (job.Interruptions == 0 && !sheds && job.Peers is null)
        {
            Assert.Equal(VirtualDuration.Zero, job.Lost + job.Restarting + job.Requeued + job.Awaiting);
        }
    }

    /// <summary>Only who starts in place or may shrink keeps chips; who has all chips all the time is counted with all of them.</summary>
    private static void CheckRecovery(JobRecord job, FailurePolicy policy)
    {
        var keeps = policy.Recovery == RecoveryMode.InPlace || job.Arrival.Shrink is not null || job.Peers is not null;
        Assert.True(keeps || job.Awaiting == VirtualDuration.Zero, $"{job} kept chips");
        Assert.True(
            job.Awaiting > VirtualDuration.Zero || job.Shrinks > 0 || job.Partial is null, $"{job} did not have all its chips");
        Assert.InRange(job.Shrinks, 0, job.Arrival.Shrink is null ? 0 : job.Restarts);
        var (least, all, time) = (LeastOf(job), job.Arrival.Chips, job.ChipTime);
        foreach (var (chipTime, held, fewest) in (ReadOnlySpan<(Int128, VirtualDuration, int)>)
        [
            (time.Lost, job.Lost, least),
            (time.Hung, job.Hung, least),
            (time.Restarting, job.Restarting, least),
            (time.Checkpointing, job.Checkpointing, least),
            (time.Awaiting, job.Awaiting, 1),
            (time.Slowed + time.Productive, job.Slowed + job.Productive, least),
        ])
        {
            Assert.InRange(chipTime, (Int128)held.Microseconds * fewest, (Int128)held.Microseconds * all);
        }
    }

    private static int LeastOf(JobRecord job) => job.Shrinks > 0 ? job.Arrival.Shrink!.Value.MinChips : job.Arrival.Chips;

    private static Int128 WorkOf(JobRecord job) => (Int128)job.Arrival.Work.Microseconds * job.Arrival.Chips;

    /// <summary>Checkpoints on the way, counted one by one.</summary>
    private static VirtualDuration PausesOf(JobArrival job, DataCenterPlan plan)
    {
        var (policy, held) = (plan.Failures, VirtualDuration.Zero);
        var write = policy.WriteOf(job.Chips);
        var mean = JobFailureRate.MeanTimeToFailure(plan, job.Chips);
        var interval = policy.CheckpointRule switch
        {
            CheckpointRule.Young => VirtualDuration.Max(write, CheckpointIntervals.Young(write, mean)),
            CheckpointRule.Daly => VirtualDuration.Max(write, CheckpointIntervals.Daly(write, mean)),
            _ => policy.CheckpointInterval,
        };
        for (var done = interval; done > VirtualDuration.Zero && done < job.Work; done += interval)
        {
            held += policy.CheckpointsOverlap ? VirtualDuration.Zero : write;
        }

        return held;
    }

    private static void Check(DataCenterPlan plan, RunRecords records)
    {
        JobRecord[] jobs = [.. records.Jobs.Where(job => job.DataCenter == plan.Index)];
        FailureRecord[] failures = [.. records.Failures.Where(failure => failure.DataCenter == plan.Index)];
        CheckChipTimeAndEnergy(plan, records);
        CheckSite(plan, records, jobs);
        CheckPower(plan, records);
        CheckLittlesLaw(plan, records, jobs);
        CheckTimeSeries(plan, records);
        CheckFailures(plan, records, jobs, failures);
        CheckChips(plan, records, jobs, failures);
    }

    private static void CheckChipTimeAndEnergy(DataCenterPlan plan, RunRecords records)
    {
        var account = records.Accounts[plan.Index];
        var length = records.End - VirtualTime.Zero;
        var energy = (account.Idle * plan.Chip.Idle.Milliwatts)
            + (account.Busy * plan.Chip.Busy.Milliwatts)
            + (account.Failed * plan.Chip.Failed.Milliwatts);
        Assert.Equal((Int128)plan.Topology.Chips * length.Microseconds, account.Idle + account.Busy + account.Failed);
        Assert.Equal(energy, account.ChipEnergy.Nanojoules);
        Assert.Equal(account.ChipEnergy + Plans.OverheadOf(plan, length), account.ItEnergy);
    }

    /// <summary>What energy comes to: that of jobs and intervals, naively step by step, and in sum.</summary>
    private static void CheckSite(DataCenterPlan plan, RunRecords records, JobRecord[] jobs)
    {
        var (account, rates) = (records.Accounts[plan.Index], new SiteRates(plan.Site));
        var samples = records.Samples.Where(sample => sample.DataCenter == plan.Index).Select(sample => sample.Site);
        Assert.Equal(account.Site, samples.Aggregate(default(SiteTotals), (sum, each) => sum + each));
        if (rates.AreConstant)
        {
            Assert.All(jobs, job => Assert.Null(job.Site));
            Assert.Equal(rates.Of(account.ItEnergy), account.Site);
            return;
        }

        foreach (var job in jobs)
        {
            var (lowest, highest) = (plan.Site.Pue.Values.Min(), plan.Site.Pue.Values.Max());
            Assert.InRange(job.Site!.Value.Facility, job.Energy.Nanojoules * lowest, job.Energy.Nanojoules * highest);
            if (job is { FirstStart: { } start, End: { } end, Interruptions: 0, Restarts: 0, Peers: null })
            {
                Assert.Equal(rates.Of(plan.Chip.Busy * job.Arrival.Chips, start, end), job.Site.Value);
            }
        }
    }

    /// <summary>Intervals lie between the lowest and the highest power, and that within what is provisioned.</summary>
    private static void CheckPower(DataCenterPlan plan, RunRecords records)
    {
        var power = records.Accounts[plan.Index].Power;
        Assert.All(records.Samples.Where(sample => sample.DataCenter == plan.Index), sample =>
        {
            var length = (sample.End - sample.Start).Microseconds;
            Assert.InRange(
                sample.Energy.Nanojoules, (Int128)power.LowestIt.Milliwatts * length, (Int128)power.HighestIt.Milliwatts * length);
            Assert.InRange(sample.Site.Facility, power.LowestFacility * length, power.HighestFacility * length);
        });
        Assert.True(
            plan.Power is not { Provisioned: { } provisioned, Control: not PowerControl.Report }
            || power.HighestFacility <= Math.BigMul(provisioned.Milliwatts, SitePlan.PueUnit),
            $"{plan.Name} drew {power.HighestFacility} nW");
        Assert.Equal(
            (records.End - VirtualTime.Zero) / plan.Power.RampInterval is var intervals and > 0 ? intervals - 1 : 0, power.Ramps);
    }

    /// <summary>The integral of the number of jobs in a place is the sum of the times that jobs spend there, exactly.</summary>
    private static void CheckLittlesLaw(DataCenterPlan plan, RunRecords records, JobRecord[] jobs)
    {
        var account = records.Accounts[plan.Index];
        var held = Sum(jobs, job => job.Held.Microseconds);
        var inSystem = Sum(jobs, job => ((job.End ?? records.End) - job.Arrival.Submit).Microseconds);
        Assert.Equal(held, account.RunningJobs);
        Assert.Equal(inSystem - held, account.QueuedJobs);
    }

    private static void CheckTimeSeries(DataCenterPlan plan, RunRecords records)
    {
        var account = records.Accounts[plan.Index];
        var samples = records.Samples.Where(sample => sample.DataCenter == plan.Index).ToArray();
        var starts = samples.Select(sample => sample.Start).Append(records.End);
        var ends = samples.Select(sample => sample.End).Prepend(VirtualTime.Zero);
        Assert.Equal(ends, starts);
        Assert.Equal(account.QueuedJobs, Sum(samples, sample => sample.Queued));
        Assert.Equal(account.RunningJobs, Sum(samples, sample => sample.Running));
        Assert.Equal(account.Idle, Sum(samples, sample => sample.Idle));
        Assert.Equal(account.Busy, Sum(samples, sample => sample.Busy));
        Assert.Equal(account.Failed, Sum(samples, sample => sample.Failed));
        Assert.Equal(account.ItEnergy.Nanojoules, Sum(samples, sample => sample.Energy.Nanojoules));
    }

    private static void CheckFailures(
        DataCenterPlan plan, RunRecords records, JobRecord[] jobs, FailureRecord[] failures)
    {
        // Where the last job gives up, the run ends in the middle of an instant.
        Assert.InRange(
            records.Accounts[plan.Index].Repairs,
            failures.Count(failure => failure.Repaired < records.End),
            failures.Count(failure => failure.Repaired <= records.End));
        var preempted = records.Accounts[plan.Index].Power.PreemptedWork;
        Assert.True(preempted == 0 || Sheds(plan), "work is lost to lack of power where no job is stopped");
        Assert.True(
            preempted > 0 || Sum(jobs, job => (job.Lost - LostToPeers(job)).Microseconds) == Sum(failures, failure => failure.Lost.Microseconds),
            "jobs have lost other work than failures have cost");
        Assert.Equal(
            Sum(jobs, job => job.ChipTime.Lost - (LostToPeers(job).Microseconds * (Int128)job.Arrival.Chips)),
            Sum(failures, failure => failure.LostChipTime) + preempted);
        Assert.All(failures, failure => CheckFailure(plan, failure, records.End));
        CheckCrews(plan, failures, records.End);
    }

    private static void CheckFailure(DataCenterPlan plan, FailureRecord failure, VirtualTime end)
    {
        var noticed = failure.Failed + DetectionOf(plan, failure);
        Assert.True(failure.Failed <= end, $"{failure} comes after the end at {end}");
        Assert.True(
            failure.Detected is null ? noticed >= end : failure.Detected == noticed, $"{failure} was not detected at {noticed}");
        Assert.True(failure.JobsHit > 0 == (failure.Job != FailureRecord.NoJob), $"{failure} names a job or none by mistake");
        Assert.True(
            failure.JobsHit > 1 || failure.LostChipTime == (Int128)failure.Lost.Microseconds * failure.LostChips,
            $"{failure} lost other chip time than the chips of its job for the time");
        if (ComponentOf(plan, failure)?.Domain == FailureDomain.Job)
        {
            Assert.Equal(
                (FailureRecord.Nowhere, FailureRecord.Nowhere, 0, null, null),
                (failure.Rack, failure.Slot, failure.Chips, failure.RepairStart, failure.Repaired));
            return;
        }

        Assert.InRange(failure.Chips, 1, IsOfChip(plan, failure) ? 1 : plan.Topology.Chips);
        Assert.True(failure.RepairStart is null == failure.Repaired is null, $"{failure} has half a repair");
        Assert.True(
            NeedsCrew(plan, failure) && plan.Failures.RepairCrews is not null
                ? failure.RepairStart is not { } start || start >= failure.Detected
                : failure.RepairStart == failure.Detected,
            $"{failure} waited for nothing, or was repaired before anybody knew");
        var repaired = failure.RepairStart is { } begin ? RepairOf(plan, failure, begin) : null;
        Assert.True(repaired is null || failure.Repaired == repaired, $"{failure} was not repaired at {repaired}");
    }

    /// <summary>When a repair that always takes the same time ends; null: others do not.</summary>
    private static VirtualTime? RepairOf(DataCenterPlan plan, FailureRecord failure, VirtualTime start)
    {
        if (IsOfOutage(plan, failure))
        {
            return failure.Failed + OutageOf(plan, failure).Duration;
        }

        var component = ComponentOf(plan, failure);
        var repair = component?.Repair ?? plan.Failures.ChipRepair;
        return component?.Batteries is null && repair.Distribution == RepairDistribution.Constant
            ? start + repair.Typical + (NeedsCrew(plan, failure) ? plan.Failures.ReturnTest : VirtualDuration.Zero)
            : null;
    }

    /// <summary>No crew repairs two things at once, and none rests while something waits for it.</summary>
    private static void CheckCrews(DataCenterPlan plan, FailureRecord[] failures, VirtualTime end)
    {
        if (plan.Failures.RepairCrews is not { } crews)
        {
            return;
        }

        FailureRecord[] orders = [.. failures.Where(failure => failure.Detected is not null && NeedsCrew(plan, failure))];
        foreach (var order in orders)
        {
            if (order.RepairStart is { } start)
            {
                Assert.InRange(orders.Count(other => other.RepairStart <= start && other.Repaired > start), 0, crews);
            }

            if (order.RepairStart is null || order.RepairStart > order.Detected)
            {
                var until = order.RepairStart ?? end;
                var busy = orders.Count(other => other.RepairStart <= order.Detected && other.Repaired >= order.Detected);
                Assert.True(busy >= crews, $"{order} waited although only {busy} of {crews} crews were busy");
                Assert.True(
                    order.RepairStart is null || orders.Any(other => other.Repaired == until),
                    $"{order} got a crew at {until}, when none had done with anything");
            }
        }
    }

    private static bool Sheds(DataCenterPlan plan) => plan.Power is { Provisioned: not null, Control: PowerControl.Shed };

    private static bool IsOfChip(DataCenterPlan plan, FailureRecord failure) => failure.Cause < plan.Chip.Causes.Count;

    private static bool IsOfOutage(DataCenterPlan plan, FailureRecord failure) =>
        failure.Cause >= plan.Chip.Causes.Count + plan.Failures.Components.Count;

    private static ComponentCause? ComponentOf(DataCenterPlan plan, FailureRecord failure) =>
        plan.Failures.Components.ElementAtOrDefault(failure.Cause - plan.Chip.Causes.Count);

    private static bool NeedsCrew(DataCenterPlan plan, FailureRecord failure) =>
        IsOfChip(plan, failure) || ComponentOf(plan, failure)?.NeedsCrew == true;

    private static VirtualDuration DetectionOf(DataCenterPlan plan, FailureRecord failure)
    {
        if (IsOfOutage(plan, failure))
        {
            return VirtualDuration.Min(plan.Failures.Detection, OutageOf(plan, failure).Duration);
        }

        // A dip that outlasts batteries is noticed when it is over, at the latest.
        var component = ComponentOf(plan, failure);
        var detection = component?.Detection ?? plan.Failures.Detection;
        return component?.Batteries is not null && failure.Repaired is { } over
            ? VirtualDuration.Min(detection, over - failure.Failed)
            : detection;
    }

    /// <summary>The planned outage of a failure: in tests, no two of a data center begin at the same time.</summary>
    private static PlannedOutage OutageOf(DataCenterPlan plan, FailureRecord failure)
    {
        var outage = plan.Outages.Single(outage => outage.Start == failure.Failed);
        var (first, size) = (outage.Hosts.First * plan.Topology.ChipsPerHost, outage.Hosts.Count * plan.Topology.ChipsPerHost);
        Assert.Equal(outage.Chip is null ? Math.Min(size, plan.Topology.Chips - first) : 1, failure.Chips);
        return outage;
    }

    /// <summary>The time in which any failure keeps a chip down. What goes down with a failure are neighbours.</summary>
    private static VirtualDuration DownTime(DataCenterPlan plan, int chip, FailureRecord[] inOrder, VirtualTime end)
    {
        var (down, upTo) = (VirtualDuration.Zero, VirtualTime.Zero);
        foreach (var failure in inOrder)
        {
            var first = (failure.Rack * plan.Topology.ChipsPerRack) + failure.Slot;
            if (failure.Rack == FailureRecord.Nowhere || chip < first || chip >= first + failure.Chips)
            {
                continue;
            }

            var (from, to) = (VirtualTime.Max(failure.Failed, upTo), VirtualTime.Min(failure.Repaired ?? end, end));
            down += to > from ? to - from : VirtualDuration.Zero;
            upTo = VirtualTime.Max(upTo, to);
        }

        return down;
    }

    private static void CheckChips(DataCenterPlan plan, RunRecords records, JobRecord[] jobs, FailureRecord[] failures)
    {
        var racks = records.Racks.Where(rack => rack.DataCenter == plan.Index).Select(rack => rack.Account).ToArray();
        var chips = racks.SelectMany(rack => rack.Chips.Select(chip => (rack.Rack, Account: chip))).ToArray();
        var length = records.End - VirtualTime.Zero;
        Assert.Equal(Enumerable.Range(0, plan.Topology.Racks), racks.Select(rack => rack.Rack));
        Assert.Equal(plan.Topology.Chips, chips.Length);
        Assert.All(chips, chip => Assert.Equal(length, chip.Account.Idle + chip.Account.Busy + chip.Account.Failed));
        Assert.All(chips, chip => Assert.Equal(EnergyOf(plan.Chip, chip.Account), chip.Account.Energy));
        Assert.Equal(
            records.Accounts[plan.Index].ChipEnergy.Nanojoules, Sum(chips, chip => chip.Account.Energy.Nanojoules));
        FailureRecord[] inOrder = [.. failures.OrderBy(failure => failure.Failed)];
        Assert.All(chips, chip => Assert.Equal(
            DownTime(plan, (chip.Rack * plan.Topology.ChipsPerRack) + chip.Account.Slot, inOrder, records.End),
            chip.Account.Failed));
        Assert.All(chips, chip => Assert.Equal(
            failures.Count(failure =>
                IsOfChip(plan, failure) && (failure.Rack, failure.Slot) == (chip.Rack, chip.Account.Slot)),
            chip.Account.Failures));

        // Jobs hold healthy chips, and failed ones until somebody notices. Those that they keep only are idle.
        var (held, awaiting) = (Sum(jobs, job => job.ChipTime.Held), Sum(jobs, job => job.ChipTime.Awaiting));
        var account = records.Accounts[plan.Index];
        Assert.InRange(held, account.Busy, account.Busy + account.Failed + awaiting);
        Assert.InRange(awaiting, 0, account.Idle + account.Failed);
    }

    private static Joules EnergyOf(ChipModel chip, ChipAccount account) =>
        (chip.Idle * account.Idle) + (chip.Busy * account.Busy) + (chip.Failed * account.Failed);

    private static Int128 Sum<T>(IEnumerable<T> items, Func<T, Int128> value) =>
        items.Aggregate(Int128.Zero, (sum, item) => sum + value(item));
}
