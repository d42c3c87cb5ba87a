using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>All checks of a folder of results. They know the scenario and the files, and nothing of the simulator.</summary>
internal static class ResultCheck
{
    /// <summary>Checks results.</summary>
    /// <param name="scenario">What was played.</param>
    /// <param name="results">Folder of the results.</param>
    /// <param name="reference">Folder of the reference engine's.</param>
    /// <returns>What is wrong.</returns>
    public static Findings Check(SwarmScenario scenario, string results, string reference)
    {
        var findings = new Findings();
        FolderCheck.Check(results, reference, findings);
        var rows = ResultRows.Read(scenario, results);
        ChipCheck.Check(scenario, rows, findings);
        FailureCheck.Check(scenario, rows, findings);
        JobCheck.Check(scenario, rows, findings);
        CapacityCheck.Check(scenario, rows, findings);
        SampleCheck.Check(scenario, rows, findings);
        SummaryCheck.Check(scenario, rows, findings);
        QueueCheck.Check(scenario, rows, findings);
        return findings;
    }
}
