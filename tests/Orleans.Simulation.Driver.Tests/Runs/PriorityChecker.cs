using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>Where sources differ in priority, each job is in the row of its own, and the highest comes first.</summary>
internal static class PriorityChecker
{
    public static void Check(FleetPlan fleet, IReadOnlyList<PrioritySummary>? rows, RunRecords records)
    {
        var priorities = fleet.DataCenters[0].Priorities;
        if (priorities.Distinct().Count() < 2)
        {
            Assert.Null(rows);
            return;
        }

        Assert.Equal(priorities.Distinct().OrderDescending(), rows!.Select(row => row.Priority));
        foreach (var row in rows!)
        {
            JobRecord[] jobs = [.. records.Jobs.Where(job => priorities[job.Arrival.Source] == row.Priority)];
            Assert.Equal(
                (jobs.Length, jobs.Sum(job => job.Restarts), jobs.Sum(job => job.Interruptions)),
                ((int)row.Jobs.Submitted, (int)row.Jobs.Restarts, (int)row.Interruptions));
            Assert.Equal(
                jobs.Sum(job => (decimal)job.Requeued.Microseconds * job.Arrival.Chips),
                row.WaitingChipSeconds * VirtualDuration.MicrosecondsPerSecond);
        }
    }
}
