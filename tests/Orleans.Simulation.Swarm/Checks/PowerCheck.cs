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
        static double Kilowatts(SampleRow sample) => sample.FacilityWatts / 1000;
        foreach (var sample in samples)
        {
            // Where the PUE does not change within the interval, the two ends are one.
            var (least, most) = place.Pue.RangeIn(sample.Start, sample.End);
            var (low, high) = (sample.ItWatts * least / 1e6, sample.ItWatts * most / 1e6);
            findings.Check(
                sample.FacilityWatts >= low * (1 - 1e-12) && sample.FacilityWatts <= high * (1 + 1e-12),
                $"the facility of {sample} draws {sample.FacilityWatts} W at a PUE from {least} to {most}");
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
            CheckSmoothing(scenario.Smoothing, place, power, ramps.Count, scenario.SampleInterval / 1e6, findings);
        }

        var draw = (double)scenario.HighestDraw(place);
        IsClose("possibleKilowatts", draw / 1e6);
        findings.Check(
            samples.Count == 0 || draw / 1e6 >= power.GetProperty("highestFacilityKilowatts").GetDouble() - Tolerance,
            $"{place.Name} draws more than it could");
        CheckStops(scenario, place, index, results, power, findings);
        if (place.Limit is not { } limit)
        {
            findings.Check(
                power.GetProperty("provisionedKilowatts").ValueKind == JsonValueKind.Null, $"{place.Name} is provided for by mistake");
            return;
        }

        IsClose("provisionedKilowatts", limit.Provisioned / 1e6);
        IsClose("oversubscription", draw / limit.Provisioned);
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

    /// <summary>
    /// As many jobs are stopped for power as stopped without having been interrupted, and what that cost is all that they lost but by
    /// failures. Nothing of this happens where the PUE does not change.
    /// </summary>
    private static void CheckStops(
        SwarmScenario scenario, SwarmDataCenter place, int index, ResultRows results, JsonElement power, Findings findings)
    {
        var jobs = results.Jobs.Where(job => job.DataCenter == index).ToList();
        var (stops, cost) = place.Limit is null
            ? (0, 0)
            : (power.GetProperty("preemptions").GetInt32(), (long)(power.GetProperty("preemptedChipSeconds").GetDecimal() * 1_000_000));
        findings.Check(
            place.MayShed || (stops, cost) == (0, 0), $"jobs are stopped for power in {place.Name}, whose power is always enough");
        var (least, most) = (0, 0);
        foreach (var job in jobs)
        {
            var (fewest, greatest) = JobCheck.StopsOf(scenario, job);
            least += Math.Max(0, fewest - job.Accounts.Interruptions);
            most += Math.Max(0, greatest - job.Accounts.Interruptions);
        }

        findings.Check(
            stops >= least && stops <= most,
            $"{stops} jobs were stopped for power in {place.Name}, by their restarts {least} to {most}");
        findings.Equal(
            Exact.Sum(jobs, job => job.Accounts.ChipTime.Lost - ((job.Peers?.Lost ?? 0) * job.Chips)),
            Exact.Sum(results.Failures.Where(failure => failure.DataCenter == index), failure => failure.LostChipTime) + cost,
            $"lost chip time in data center {index}, by failures and stops");
    }

    /// <summary>What the grid gives falls no faster than a filler allows, and its energy is that of the facility and what smoothing takes.</summary>
    private static void CheckSmoothing(
        SwarmSmoothing? plan, SwarmDataCenter place, JsonElement power, int ramps, double seconds, Findings findings)
    {
        var smoothing = power.GetProperty("smoothing");
        if (plan is not { Smooths: true })
        {
            findings.Check(smoothing.ValueKind == JsonValueKind.Null, $"{place.Name} smooths ramps by mistake");
            return;
        }

        double Of(string name) => smoothing.GetProperty(name).GetDouble();
        var (limit, hours) = (plan.Limit / 1e6, seconds / 3600);
        findings.Check(!plan.Filler || Of("largestFallKilowatts") <= limit + Tolerance, $"the grid of {place.Name} falls too fast");
        findings.Check(plan.Filler || Of("burnedKilowattHours") == 0, $"{place.Name} burns power");
        findings.Check(
            Of("outsideRampLimitSeconds") > 0 == (Math.Max(Of("largestRiseKilowatts"), Of("largestFallKilowatts")) > limit + Tolerance)
                || Math.Abs(Math.Max(Of("largestRiseKilowatts"), Of("largestFallKilowatts")) - limit) <= Tolerance,
            $"ramps of the grid of {place.Name} are outside without being too large, or the other way around");
        var most = plan.StoragePower / 1e6 * hours * ramps;
        findings.Check(
            Of("chargedKilowattHours") <= most + Tolerance && Of("dischargedKilowattHours") <= most + Tolerance,
            $"the storage of {place.Name} takes or gives more than it can");
        findings.Check(
            Math.Abs(Of("burnedKilowattHours") + Of("chargedKilowattHours") - Of("dischargedKilowattHours") - Of("extraKilowattHours")) <= Tolerance,
            $"energy of the grid of {place.Name} is lost");
    }

    private static void Between(JsonElement low, double value, JsonElement high, string what, Findings findings) => findings.Check(
        low.GetDouble() - Tolerance <= value && value <= high.GetDouble() + Tolerance,
        $"{what} has {value} kW, must be from {low} to {high}");
}
