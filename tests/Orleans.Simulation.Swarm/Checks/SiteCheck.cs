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
        for (var index = 0; index < scenario.DataCenters.Count; index++)
        {
            CheckEnergies(scenario, index, results, findings);
        }

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

        foreach (var job in jobs.Where(job => IsPlain(job) && !place.IsSlowed))
        {
            var power = (BigInteger)scenario.PowerFor(index, job.Source) * job.Chips;
            var total = power * rate.IntegralAt(place.Pue, job.Start!.Value, job.End!.Value);
            IsClose(figure.OfJob(job), (double)total / figure.UnitsOfTables, 1e-12, $"{figure.Section} of {job}", findings);
        }

        foreach (var sample in samples)
        {
            // Where neither rate nor PUE change within the interval, the two ends are one.
            var (least, most) = rate.RangeAt(place.Pue, sample.Start, sample.End);
            var energy = sample.ItWatts * 1000 * sample.Length / figure.UnitsOfTables;
            var (low, high) = (energy * (double)least, energy * (double)most);
            findings.Check(
                figure.OfSample(sample) is { } actual && actual >= low - Tolerance(low) && actual <= high + Tolerance(high),
                $"{figure.Section} of {sample} is {figure.OfSample(sample)}, must be {low} to {high}");
        }

        static double Tolerance(double amount) => 1e-12 + (1e-9 * Math.Abs(amount));
    }

    /// <summary>What energies come to at the facility, and the water that it takes.</summary>
    private static void CheckEnergies(SwarmScenario scenario, int index, ResultRows results, Findings findings)
    {
        var place = scenario.DataCenters[index];
        foreach (var job in results.Jobs.Where(job => job.DataCenter == index))
        {
            var (least, most) = (place.Pue.Lowest / 1e6, place.Pue.Highest / 1e6);
            findings.Check(
                job.Facility >= job.Energy * least * (1 - 1e-12) && job.Facility <= job.Energy * most * (1 + 1e-12),
                $"facility energy of {job} is {job.Facility} J, must be {least} to {most} times {job.Energy} J");
            if (IsPlain(job) && !place.IsSlowed)
            {
                var total = scenario.PowerFor(index, job.Source) * job.Chips * place.Pue.Integral(job.Start!.Value, job.End!.Value);
                IsClose(job.Facility, (double)total / 1e15, 0, $"facility energy of {job}", findings);
            }

            var water = job.Energy / 3.6e6 * place.Water / 1e6;
            findings.Check(
                water is { } litres ? Math.Abs((job.Water ?? double.NaN) - litres) <= 1e-12 * litres : job.Water is null,
                $"water of {job} is {job.Water}, must be {water}");
        }
    }

    /// <summary>Whether a job was all busy from its start to its end.</summary>
    private static bool IsPlain(JobRow job) => job is { Start: not null, End: not null, Restarts: 0, Accounts.Interruptions: 0, Peers: null };

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
