using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>Parts of a gang start together, at an instant at which news is known, and end together, or as each is done.</summary>
internal static class GangCheck
{
    /// <summary>Checks the <c>jobs</c> table.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        var sources = scenario.Sources.ToDictionary(source => source.Name, StringComparer.Ordinal);
        foreach (var job in results.Jobs)
        {
            findings.Equal(job.Peers is not null, job.Part is not null && sources[job.Source].Gang, $"job {job.Number} is in a gang");
            findings.Check(
                job.Peers is not { } peers
                    || (peers.Halts >= 0 && peers.Lost >= 0 && peers.Lost <= job.Lost && peers.Awaiting >= 0 && peers.Awaiting <= job.Accounts.Awaiting),
                $"{job} paid too much for its peers");
        }

        foreach (var gang in results.Jobs.Where(job => job.Peers is not null).GroupBy(job => (job.Source, job.Row)))
        {
            CheckGang(scenario, [.. gang.OrderBy(part => part.Part)], results.End, findings);
        }
    }

    private static void CheckGang(SwarmScenario scenario, JobRow[] parts, long end, Findings findings)
    {
        // One that has never stopped ran from when it went to its end.
        var starts = parts.Where(part => part is { State: "completed", Restarts: 0 })
            .Select(part => part.End!.Value - part.Held + part.Accounts.Awaiting)
            .Distinct()
            .ToList();
        findings.Check(
            starts.Count <= 1 && starts.TrueForAll(start => start % scenario.News == 0 && start > parts[0].Submit),
            $"parts of {parts[0]} started at {string.Join(", ", starts)}");
        findings.Check(
            parts.Select(part => part.DataCenter).Distinct().Count() == parts.Length || Array.TrueForAll(parts, IsRejected),
            $"parts of {parts[0]} share a data center");
        var ended = Array.FindAll(parts, part => part.State is "failed" or "rejected");
        if (ended.Length > 0)
        {
            var tick = scenario.TickAfter(ended.Min(part => part.End!.Value));
            findings.Check(
                Array.TrueForAll(parts, part => part.End is { } last ? last <= tick : tick > end),
                $"parts of {ended[0]} do not end by {tick}");
            findings.Check(
                ended[0].State == "rejected"
                    ? Array.TrueForAll(parts, part => part is { Start: null, State: "rejected" or "queued" })
                    : Array.Exists(ended, part => part.Accounts.Interruptions == scenario.Failures?.MaxRestarts + 1),
                $"parts of {ended[0]} end for no reason");
        }

        // Whoever is stopped for a peer has one that stopped, or has been given up.
        if (!Array.Exists(parts, part => scenario.DataCenters[part.DataCenter].MayShed))
        {
            var stops = parts.Sum(part => part.Accounts.Interruptions);
            findings.Check(
                Array.TrueForAll(parts, part => part.Peers!.Halts <= stops - part.Accounts.Interruptions),
                $"parts of {parts[0]} stopped for peers that did not");
        }
    }

    private static bool IsRejected(JobRow part) => part.State is "rejected" || part.Start is null;
}
