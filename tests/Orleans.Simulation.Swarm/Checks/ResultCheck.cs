using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>All checks of a folder of results. They know the scenario and the files, and nothing of the simulator.</summary>
internal static class ResultCheck
{
    /// <summary>Checks results.</summary>
    /// <param name="scenario">What was played.</param>
    /// <param name="results">Folder of the results.</param>
    /// <param name="reference">Folder of the reference engine's; may be the same.</param>
    /// <returns>What is wrong.</returns>
    public static Findings Check(SwarmScenario scenario, string results, string reference)
    {
        var findings = new Findings();
        if (results != reference)
        {
            FolderCheck.Check(results, reference, findings);
        }

        var rows = ResultRows.Read(scenario, results);
        IReadOnlyList<FailureTerms> failures = scenario.Failures is { } policy
            ? [.. rows.Failures.Select(row => new FailureTerms(scenario, policy, row))]
            : [];
        ChipCheck.Check(scenario, rows, failures, findings);
        FailureCheck.Check(scenario, rows, failures, findings);
        JobCheck.Check(scenario, rows, findings);
        CheckpointCheck.Check(scenario, rows, findings);
        CapacityCheck.Check(scenario, rows, failures, findings);
        SampleCheck.Check(scenario, rows, findings);
        SummaryCheck.Check(scenario, rows, failures, findings);
        PriorityCheck.Check(scenario, rows, findings);
        SplitCheck.Check(scenario, rows, findings);
        GangCheck.Check(scenario, rows, findings);
        SiteCheck.Check(scenario, rows, findings);
        FlopsCheck.Check(scenario, rows, findings);
        AttributionCheck.Check(scenario, rows, findings);
        PowerCheck.Check(scenario, rows, findings);
        StepCheck.Check(scenario, rows, findings);
        BatteryCheck.Check(scenario, rows, failures, findings);
        QueueCheck.Check(scenario, rows, findings);
        return findings;
    }
}
