using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>Failures are noticed and repaired when the scenario says, and what they cost is what their jobs lost.</summary>
internal static class FailureCheck
{
    /// <summary>Checks the <c>failures</c> table.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        if (scenario.Failures is not { } policy)
        {
            findings.Equal(results.Failures.Count, 0, $"failures of chips that do not fail");
            return;
        }

        var jobs = results.Jobs.ToDictionary(job => job.Number);
        foreach (var failure in results.Failures)
        {
            CheckFailure(scenario, policy, failure, jobs, results.End, findings);
        }

        var detected = results.Failures.Where(failure => failure.Detected is not null);
        foreach (var group in detected.GroupBy(failure => failure.DataCenter))
        {
            foreach (var (before, after) in group.Zip(group.Skip(1)))
            {
                findings.Check(before.Detected <= after.Detected, $"{after} comes after {before}");
            }
        }

        var lost = results.Failures
            .Where(failure => failure.Job is not null)
            .ToLookup(failure => failure.Job, failure => failure.Lost);
        foreach (var job in results.Jobs)
        {
            findings.Equal(job.Lost, lost[job.Number].Sum(), $"lost work of job {job.Number} by its failures");
        }
    }

    private static void CheckFailure(
        SwarmScenario scenario,
        SwarmFailures policy,
        FailureRow failure,
        Dictionary<int, JobRow> jobs,
        long end,
        Findings findings)
    {
        var detected = failure.Failed + policy.Detection;
        findings.Equal(failure.Detected, detected <= end ? detected : null, $"detection of {failure}");
        findings.Equal(failure.RepairStart, failure.Detected, $"start of the repair, without crews, of {failure}");
        findings.Equal(failure.Repaired, detected <= end ? detected + policy.Repair : null, $"repair of {failure}");
        findings.Check(failure.Failed >= 0 && failure.Failed <= end, $"{failure} is outside the run");
        findings.Equal((failure.Domain, failure.Chips), ("chip", 1), $"what goes down with {failure}");
        findings.Equal(failure.JobsHit, failure.Job is null ? 0 : 1, $"jobs hit by {failure}");
        findings.Equal(failure.LostChipTime, failure.Lost * failure.LostChips, $"lost chip time of {failure}");
        var dataCenter = scenario.DataCenters[failure.DataCenter];
        var place = scenario.DataCenters.Take(failure.DataCenter).Sum(each => each.Chips)
            + (failure.Rack * dataCenter.ChipsPerRack) + failure.Slot;
        findings.Equal(failure.Chip, place, $"chip at the place of {failure}");
        findings.Check(dataCenter.Causes.ContainsKey(failure.Cause), $"{failure} has an unknown cause");
        if (failure.Job is not { } number)
        {
            findings.Check(failure is { Lost: 0, LostChips: 0 }, $"{failure} hit no job and lost work");
            return;
        }

        var job = jobs.GetValueOrDefault(number);
        findings.Check(job?.DataCenter == failure.DataCenter, $"{failure} hit a job of another data center: {job}");
        findings.Equal(failure.LostChips, failure.Lost > 0 ? job?.Chips ?? 0 : 0, $"chips of {failure}");
        findings.Check(job?.Start <= (failure.Detected ?? end), $"{failure} hit a job that had not started");
    }
}
