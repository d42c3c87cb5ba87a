using System.Diagnostics;
using System.Text.Json;
using Orleans.Simulation.Swarm.Checks;
using Orleans.Simulation.Swarm.Clusters;
using Orleans.Simulation.Swarm.Plans;
using Orleans.Simulation.Swarm.Playing;
using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm;

/// <summary>Plays what one seed drew, and checks what comes out.</summary>
/// <param name="plan">The plan of the seed.</param>
/// <param name="folder">Folder of its own.</param>
/// <param name="tally">Counts what was done.</param>
internal sealed class SeedTurn(SeedPlan plan, string folder, Tally tally)
{
    /// <summary>Plays and checks.</summary>
    /// <param name="cluster">The cluster, where the plan needs one.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="SwarmFailureException">Something is wrong.</exception>
    public async Task PlayAsync(SwarmCluster? cluster, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var scenario = ScenarioFiles.Write(plan.Scenario, folder);
        var reference = Path.Combine(folder, "reference");
        await Reference.PlayAsync(scenario, reference, cancellation);

        // A run that is interrupted ends well and says in its results that it is not whole.
        cancellation.ThrowIfCancellationRequested();
        var end = EndOf(reference);
        var played = Stopwatch.GetElapsedTime(started);
        var results = plan.Mode == Mode.Reference ? reference
            : cluster is null ? await PlayAloneAsync(scenario, end, cancellation)
            : await new ClusterRun(plan, cluster, end, tally).PlayAsync(cancellation);
        var findings = ResultCheck.Check(plan.Scenario, results, reference);
        if (findings.Count > 0)
        {
            throw new SwarmFailureException($"the results in {results} are wrong:\n{findings}");
        }

        Console.WriteLine(
            $"seed {plan.Seed}: {Describe(cluster)}; {plan.Scenario.Chips} chips, {plan.Strikes.Count} strikes, "
            + $"{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s (reference {played.TotalSeconds:0.0})");
    }

    private async Task<string> PlayAloneAsync(string scenario, long end, CancellationToken cancellation)
    {
        var results = Path.Combine(folder, "results");
        await new OwnRun(plan, scenario, new(results + ".run", results), end, tally).PlayAsync(cancellation);
        return results;
    }

    private string Describe(SwarmCluster? cluster) => cluster is not null ? $"cluster of {cluster.Shape}"
        : plan.Mode == Mode.Reference ? "checked"
        : $"{plan.Legs[0]}";

    private static long EndOf(string reference)
    {
        using var summary = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(reference, "summary.json")));
        return (long)(summary.RootElement.GetProperty("endSeconds").GetDecimal() * SwarmScenario.Second);
    }
}
