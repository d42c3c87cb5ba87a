using System.Numerics;
using System.Text.Json;
using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>Carbon and cost of jobs, intervals and data centers are what their power and the rates of the site come to.</summary>
internal static class SiteCheck
{
    // Rates are micrograms and nano-dollars a kilowatt-hour, 3.6 * 10^15 nanojoules; tables have grams and dollars.
    private static readonly Figure Carbon = new("carbon", "locationBasedKilograms", "jobLocationBasedKilograms", 3.6e21, 1000)
    {
        RateOf = place => place.Carbon,
        OfJob = job => job.Carbon,
        OfSample = sample => sample.Carbon,
    };

    private static readonly Figure Cost = new("cost", "electricityUsd", "jobElectricityUsd", 3.6e24, 1)
    {
        RateOf = place => place.Price,
        OfJob = job => job.Cost,
        OfSample = sample => sample.Cost,
    };

    /// <summary>Checks tables and summary.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        foreach (var figure in new[] { Carbon, Cost })
        {
            foreach (var (index, part) in results.Summary.GetProperty("dataCenters").EnumerateArray().Index())
            {
                CheckSums(scenario, results, figure, part, [index], findings);
                CheckRows(scenario, index, results, figure, findings);
            }

            CheckSums(scenario, results, figure, results.Summary, [.. Enumerable.Range(0, scenario.DataCenters.Count)], findings);
        }
    }

    private static void CheckRows(SwarmScenario scenario, int index, ResultRows results, Figure figure, Findings findings)
    {
        var place = scenario.DataCenters[index];
        var jobs = results.Jobs.Where(job => job.DataCenter == index);
        var samples = results.Samples.Where(sample => sample.DataCenter == index);
        if (figure.RateOf(place) is not { } rate)
        {
            findings.Check(jobs.All(job => figure.OfJob(job) is null), $"{place.Name} has {figure.Section} of jobs from nowhere");
            findings.Check(
                samples.All(sample => figure.OfSample(sample) is null), $"{place.Name} has {figure.Section} from nowhere");
            return;
        }

        foreach (var job in jobs.Where(job => job is { Start: not null, End: not null, Accounts.Interruptions: 0 } && !place.IsSlowed))
        {
            var power = (BigInteger)scenario.PowerFor(index, job.Source) * job.Chips;
            var total = power * rate.Integral(place.Pue, job.Start!.Value, job.End!.Value);
            IsClose(figure.OfJob(job), (double)total / figure.UnitsOfTables, 1e-12, $"{figure.Section} of {job}", findings);
        }

        foreach (var sample in samples.Where(_ => rate.Step == 0))
        {
            var total = sample.ItWatts * 1000 * sample.Length * (double)rate.Integral(place.Pue, 0, 1);
            IsClose(figure.OfSample(sample), total / figure.UnitsOfTables, 1e-12, $"{figure.Section} of {sample}", findings);
        }
    }

    private static void CheckSums(
        SwarmScenario scenario, ResultRows results, Figure figure, JsonElement part, int[] dataCenters, Findings findings)
    {
        var isKnown = dataCenters.All(index => figure.RateOf(scenario.DataCenters[index]) is not null);
        var section = part.GetProperty(figure.Section);
        var samples = results.Samples.Where(sample => dataCenters.Contains(sample.DataCenter)).Sum(figure.OfSample);
        var jobs = results.Jobs.Where(job => dataCenters.Contains(job.DataCenter)).Sum(figure.OfJob);
        foreach (var (name, sum) in new[] { (figure.All, samples), (figure.OfJobs, jobs) })
        {
            var cell = section.GetProperty(name);
            var stated = cell.ValueKind == JsonValueKind.Number ? cell.GetDouble() : (double?)null;
            var where = $"{name} of data centers {string.Join(", ", dataCenters)}";
            if (isKnown)
            {
                // The summary has six digits after the point.
                IsClose(stated, sum / figure.OfTablesInSummary, 1e-6, where, findings);
            }
            else
            {
                findings.Check(stated is null, $"{where} is {stated}, which not all know");
            }
        }
    }

    private static void IsClose(double? actual, double? expected, double digits, string what, Findings findings) =>
        findings.Check(
            actual is { } one && expected is { } other && Math.Abs(one - other) <= digits + (1e-9 * Math.Abs(other)),
            $"{what} is {actual}, must be {expected}");

    /// <summary>What is checked alike for carbon and cost.</summary>
    private sealed record Figure(string Section, string All, string OfJobs, double UnitsOfTables, double OfTablesInSummary)
    {
        public required Func<SwarmDataCenter, SwarmRate?> RateOf { get; init; }

        public required Func<JobRow, double?> OfJob { get; init; }

        public required Func<SampleRow, double?> OfSample { get; init; }
    }
}
