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
        Assert.All(records.Jobs, job => CheckJob(job, fleet.DataCenters[job.DataCenter].Failures, records.End));
        Assert.All(fleet.DataCenters, dataCenter => Check(dataCenter, records));
    }

    private static void CheckSummary(RunSummary summary, RunRecords records)
    {
        var jobs = summary.Jobs;
        Assert.Equal(records.Arrivals, jobs.Submitted);
        Assert.Equal(jobs.Submitted, jobs.Completed + jobs.Failed + jobs.Queued + jobs.Running);
        Assert.Equal(jobs.Submitted, records.Jobs.Select(job => job.Arrival.Number).Distinct().Count());
        Assert.Equal(records.Failures.Count, summary.Failures.Count);
        Assert.Equal(summary.Failures.Count, summary.Failures.ByCause.Values.Sum());
        Assert.Equal(jobs.LostChipSeconds, summary.Failures.LostChipSeconds);
        Assert.Equal(records.Jobs.Sum(job => job.Restarts), jobs.Restarts);
        Assert.Equal(
            summary.ChipTime.IdleChipSeconds + summary.ChipTime.BusyChipSeconds + summary.ChipTime.FailedChipSeconds,
            summary.Fleet.Chips * summary.EndSeconds);
        Assert.InRange(summary.Energy.JobKilowattHours, 0, summary.Energy.ChipKilowattHours);
        Assert.InRange(summary.Energy.ChipKilowattHours, 0, summary.Energy.ItKilowattHours);
        Assert.InRange(summary.Energy.ItKilowattHours, 0, summary.Energy.FacilityKilowattHours);
    }

    private static void CheckJob(JobRecord job, FailurePolicy policy, VirtualTime end)
    {
        Assert.True(job.Arrival.Submit <= end, $"{job} arrived after the end at {end}");
        Assert.True(job.FirstStart is null || job.FirstStart >= job.Arrival.Submit, $"{job} started before it was submitted");
        Assert.True(job.End is null || job.End <= end, $"{job} ended after the end at {end}");
        Assert.True(job.State is JobState.Queued or JobState.Running == job.End is null, $"{job} has an end or none by mistake");
        if (job.State == JobState.Completed)
        {
            Assert.True(job.Held >= job.Arrival.Work + job.Lost, $"{job} was held for less than it worked");
            var uninterrupted = Uninterrupted(job.Arrival.Work, policy);
            Assert.True(
                job.Restarts > 0 || (job.Held == uninterrupted && job.End == job.FirstStart + uninterrupted),
                $"{job} was not interrupted and did not take exactly its work");
        }
    }

    /// <summary>Work and the checkpoints on the way, counted one by one.</summary>
    private static VirtualDuration Uninterrupted(VirtualDuration work, FailurePolicy policy)
    {
        var held = work;
        for (var done = policy.CheckpointInterval; done > VirtualDuration.Zero && done < work; done += policy.CheckpointInterval)
        {
            held += policy.CheckpointWrite;
        }

        return held;
    }

    private static void Check(DataCenterPlan plan, RunRecords records)
    {
        JobRecord[] jobs = [.. records.Jobs.Where(job => job.DataCenter == plan.Index)];
        FailureRecord[] failures = [.. records.Failures.Where(failure => failure.DataCenter == plan.Index)];
        CheckChipTimeAndEnergy(plan, records);
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
        var repaired = failures.Count(failure => failure.Repaired <= records.End);
        Assert.Equal(repaired, records.Accounts[plan.Index].Repairs);
        Assert.Equal(
            Sum(jobs, job => (Int128)job.Lost.Microseconds * job.Arrival.Chips),
            Sum(failures, failure => (Int128)failure.Lost.Microseconds * failure.LostChips));
        Assert.All(failures, failure => Assert.True(
            failure.Detected is null || failure.Detected == failure.Failed + plan.Failures.Detection,
            $"{failure} was not detected after {plan.Failures.Detection}"));

        // A chip is failed from its failure to the end of its repair, or to the end of the run.
        Assert.Equal(
            Sum(failures, failure => (EndOf(failure) - failure.Failed).Microseconds),
            records.Accounts[plan.Index].Failed);

        VirtualTime EndOf(FailureRecord failure) => VirtualTime.Min(failure.Repaired ?? records.End, records.End);
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
        Assert.All(chips, chip => Assert.Equal(
            failures.Count(failure => (failure.Rack, failure.Slot) == (chip.Rack, chip.Account.Slot)),
            chip.Account.Failures));

        // Jobs hold healthy chips, and failed ones until somebody notices.
        var held = Sum(jobs, job => (Int128)job.Held.Microseconds * job.Arrival.Chips);
        var busy = records.Accounts[plan.Index].Busy;
        Assert.InRange(held, busy, busy + records.Accounts[plan.Index].Failed);
    }

    private static Joules EnergyOf(ChipModel chip, ChipAccount account) =>
        (chip.Idle * account.Idle) + (chip.Busy * account.Busy) + (chip.Failed * account.Failed);

    private static Int128 Sum<T>(IEnumerable<T> items, Func<T, Int128> value) =>
        items.Aggregate(Int128.Zero, (sum, item) => sum + value(item));
}
