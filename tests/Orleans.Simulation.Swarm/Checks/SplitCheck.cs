using System.Text.Json;
using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>What the summary tells of jobs over several data centers, each as a whole, is what their parts in the table come to.</summary>
internal static class SplitCheck
{
    /// <summary>Checks the section of <c>summary.json</c>.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        var isThere = results.Summary.TryGetProperty("split", out var split);
        findings.Equal(isThere, scenario.Sources.Any(source => source.Sites > 1), $"the summary tells of jobs over several data centers");
        if (!isThere)
        {
            return;
        }

        var jobs = results.Jobs.Where(job => job.Part is not null).GroupBy(job => (job.Source, job.Row)).ToList();
        var done = jobs.Where(parts => parts.All(part => part.State == "completed")).ToList();
        var dataCenters = jobs.Sum(parts => parts.Select(part => part.DataCenter).Distinct().Count());
        var times = Exact.Sum(done, parts => parts.Max(part => part.End!.Value) - parts.First().Submit);
        var spread = Exact.Sum(done, parts => parts.Max(part => part.End!.Value) - parts.Min(part => part.End!.Value));
        Is("jobs", jobs.Count);
        Is("completed", done.Count);
        Is("meanDataCenters", Mean(dataCenters, jobs.Count, 6));
        Is("meanJctSeconds", Mean(times, (Int128)done.Count * SwarmScenario.Second, 4));
        Is("meanSpreadSeconds", Mean(spread, (Int128)done.Count * SwarmScenario.Second, 4));
        var parts = jobs.SelectMany(each => each).Where(part => part.Peers is not null).ToList();
        findings.Equal(split.TryGetProperty("gangs", out var gangs), parts.Count > 0, $"the summary tells of gangs");
        if (parts.Count > 0)
        {
            findings.Equal(gangs.GetProperty("halts").GetInt64(), parts.Sum(part => part.Peers!.Halts), $"halts of gangs");
            findings.Equal(
                gangs.GetProperty("lostChipSeconds").GetDecimal(),
                Exact.Seconds(Exact.Sum(parts, part => (Int128)part.Peers!.Lost * part.Chips)),
                $"work that gangs lost for peers");
            findings.Equal(
                gangs.GetProperty("awaitingChipSeconds").GetDecimal(),
                Exact.Seconds(Exact.Sum(parts, part => (Int128)part.Peers!.Awaiting * part.Chips)),
                $"time for which parts of gangs awaited peers");
        }

        void Is(string name, decimal? expected)
        {
            var value = split.GetProperty(name);
            findings.Equal(value.ValueKind == JsonValueKind.Null ? null : value.GetDecimal(), expected, $"split: {name}");
        }
    }

    private static decimal? Mean(Int128 sum, Int128 count, int digits) => count == 0 ? null : Exact.Ratio(sum, count, digits);
}
