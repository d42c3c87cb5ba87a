using System.Text.Json;
using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>Every job has the priority of its source, and the summary what became of those of each where sources differ in it.</summary>
internal static class PriorityCheck
{
    /// <summary>Checks the column of the table and the rows of the summary.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        var priorities = scenario.Sources.ToDictionary(source => source.Name, source => source.Priority, StringComparer.Ordinal);
        foreach (var job in results.Jobs)
        {
            findings.Equal(job.Priority, priorities[job.Source], $"priority of {job}");
        }

        List<int> expected = [.. priorities.Values.Distinct().OrderDescending()];
        findings.Equal(results.Summary.TryGetProperty("priorities", out var section), expected.Count > 1, $"the summary tells of priorities");
        if (expected.Count > 1)
        {
            List<JsonElement> rows = [.. section.EnumerateArray()];
            findings.Check(
                rows.Select(row => row.GetProperty("priority").GetInt32()).SequenceEqual(expected), $"priorities of the summary are not those of the scenario");
            rows.ForEach(row => CheckRow(scenario, row, results, findings));
        }
    }

    private static void CheckRow(SwarmScenario scenario, JsonElement row, ResultRows results, Findings findings)
    {
        var priority = row.GetProperty("priority").GetInt32();
        var (where, jobs) = ($"priority {priority}", results.Jobs.Where(job => job.Priority == priority).ToList());
        var sources = scenario.Sources.Where(source => source.Priority == priority).Select(source => source.Name);
        findings.Check(row.GetProperty("sources").EnumerateArray().Select(name => name.GetString()).SequenceEqual(sources), $"sources of {where}");
        SummaryCheck.CheckJobs(jobs, row.GetProperty("jobs"), where, findings);
        SummaryCheck.CheckNumber(row, "interruptions", jobs.Sum(job => job.Accounts.Interruptions), where, findings);
        SummaryCheck.CheckNumber(
            row, "waitingChipSeconds", Exact.Seconds(Exact.Sum(jobs, job => (Int128)job.Accounts.Requeued * job.Chips)), where, findings);
    }
}
