using System.Text.Json;
using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>The power of a data center moves as its time series does, whose intervals are mostly those of its ramps, and within its limit.</summary>
internal static class PowerCheck
{
    private const double Tolerance = 2e-6;

    /// <summary>Checks the summary.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        foreach (var (index, part) in results.Summary.GetProperty("dataCenters").EnumerateArray().Index())
        {
            Check(scenario, scenario.DataCenters[index], index, results, part.GetProperty("power"), findings);
        }
    }

    private static void Check(
        SwarmScenario scenario, SwarmDataCenter place, int index, ResultRows results, JsonElement power, Findings findings)
    {
        var samples = results.Samples.Where(sample => sample.DataCenter == index).ToList();
        double Kilowatts(SampleRow sample) => sample.ItWatts / 1000 * place.Pue / 1e6;
        foreach (var sample in samples)
        {
            Between(
                power.GetProperty("lowestFacilityKilowatts"),
                Kilowatts(sample),
                power.GetProperty("highestFacilityKilowatts"),
                $"{sample} of {place.Name}",
                findings);
        }

        if (scenario.HasRamps)
        {
            var means = samples.Where(sample => sample.Length == scenario.SampleInterval).Select(Kilowatts).ToList();
            var ramps = means.Skip(1).Zip(means, (now, before) => now - before).ToList();
            findings.Equal(power.GetProperty("ramps").GetInt32(), ramps.Count, $"ramps of {place.Name}");
            IsClose("largestRiseKilowatts", ramps.Append(0).Max());
            IsClose("largestFallKilowatts", -ramps.Append(0).Min());
        }

        if (place.Limit is not { } limit)
        {
            findings.Check(
                power.GetProperty("provisionedKilowatts").ValueKind == JsonValueKind.Null, $"{place.Name} is provided for by mistake");
            return;
        }

        IsClose("provisionedKilowatts", limit.Provisioned / 1e6);
        findings.Equal(power.GetProperty("preemptions").GetInt32(), 0, $"jobs stopped for power in {place.Name}");
        findings.Check(
            limit.Slows || power.GetProperty("slowedSeconds").GetDouble() == 0, $"chips of {place.Name} are slowed by mistake");
        if (limit.Control != "report")
        {
            findings.Check(
                samples.Count == 0 || power.GetProperty("highestFacilityKilowatts").GetDouble() <= (limit.Provisioned / 1e6) + Tolerance,
                $"{place.Name} draws more than {limit.Provisioned} mW");
            IsClose("aboveProvisionedSeconds", 0);
        }

        void IsClose(string name, double expected) => findings.Check(
            Math.Abs(power.GetProperty(name).GetDouble() - expected) <= Tolerance + (1e-9 * Math.Abs(expected)),
            $"{name} of {place.Name} is {power.GetProperty(name)}, must be {expected}");
    }

    private static void Between(JsonElement low, double value, JsonElement high, string what, Findings findings) => findings.Check(
        low.GetDouble() - Tolerance <= value && value <= high.GetDouble() + Tolerance,
        $"{what} has {value} kW, must be from {low} to {high}");
}
