using System.Text.Json;
using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>
/// What is put down to jobs that state their FLOPs is what the tables have of these, and their share by chip-time of what data centers
/// came to besides their jobs.
/// </summary>
internal static class AttributionCheck
{
    private static readonly Figure[] Figures =
    [
        new("facilityKilowattHours", part => part.GetProperty("energy").GetProperty("facilityKilowattHours"), job => job.Facility / 3.6e6),
        new("locationBasedKilograms", part => part.GetProperty("carbon").GetProperty("locationBasedKilograms"), job => job.Carbon / 1_000),
        new("electricityUsd", part => part.GetProperty("cost").GetProperty("electricityUsd"), job => job.Cost),
    ];

    /// <summary>Checks the summary, in total and for each data center in which a job states its FLOPs.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        Check(results, results.Summary, [.. Enumerable.Range(0, scenario.DataCenters.Count)], findings);
        foreach (var (index, part) in results.Summary.GetProperty("dataCenters").EnumerateArray().Index())
        {
            Check(results, part, [index], findings);
        }
    }

    private static void Check(ResultRows results, JsonElement part, int[] dataCenters, Findings findings)
    {
        if (!part.TryGetProperty("compute", out var compute))
        {
            return;
        }

        var jobs = results.Jobs.Where(job => dataCenters.Contains(job.DataCenter)).ToList();
        var fleet = ShareOf(jobs);
        foreach (var figure in Figures)
        {
            var (sum, size) = ((double?)0, 0.0);
            foreach (var index in dataCenters)
            {
                var own = jobs.Where(job => job.DataCenter == index).ToList();
                if ((ShareOf(own) ?? fleet) is > 0 and var share)
                {
                    var whole = Number(figure.Whole(results.Summary.GetProperty("dataCenters")[index]));
                    var direct = own.Sum(job => figure.OfJob(job) ?? 0);
                    sum += own.Where(job => job.ModelFlop is not null).Sum(job => figure.OfJob(job) ?? 0) + (share * (whole - direct));
                    size += Math.Abs(whole ?? 0) + Math.Abs(direct);
                }
            }

            var stated = Number(compute.GetProperty("attributed").GetProperty(figure.Name));
            findings.Check(
                stated is null == sum is null && !(Math.Abs((stated ?? 0) - (sum ?? 0)) > 1e-5 + (1e-9 * size)),
                $"{figure.Name} of jobs with FLOPs in data centers {string.Join(", ", dataCenters)} is {stated}, must be {sum}");
        }
    }

    /// <summary>Share of the chip-time that jobs held of those that state their FLOPs; null: none held a chip.</summary>
    private static double? ShareOf(List<JobRow> jobs)
    {
        var held = Exact.Sum(jobs, job => job.ChipTime);
        return held == 0 ? null : (double)Exact.Sum(jobs.Where(job => job.ModelFlop is not null), job => job.ChipTime) / (double)held;
    }

    private static double? Number(JsonElement cell) => cell.ValueKind == JsonValueKind.Number ? cell.GetDouble() : null;

    private sealed record Figure(string Name, Func<JsonElement, JsonElement> Whole, Func<JobRow, double?> OfJob);
}
