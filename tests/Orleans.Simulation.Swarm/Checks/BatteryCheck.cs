using System.Text.Json;
using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>Every dip is bridged or an outage of the table, but for one at the end, and batteries bridge no more than they can.</summary>
internal static class BatteryCheck
{
    private const double Tolerance = 2e-6;

    /// <summary>Checks the summary, and the failures that are left of dips.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, IReadOnlyList<FailureTerms> failures, Findings findings)
    {
        var utility = scenario.Failures?.Components.FirstOrDefault(component => component.RideThrough is not null);
        foreach (var (index, part) in results.Summary.GetProperty("dataCenters").EnumerateArray().Index())
        {
            var (name, power) = (scenario.DataCenters[index].Name, part.GetProperty("power"));
            var batteries = power.GetProperty("batteries");
            findings.Equal(batteries.ValueKind != JsonValueKind.Null, utility is not null, $"{name} has batteries");
            if (utility is not null && batteries.ValueKind != JsonValueKind.Null)
            {
                FailureRow[] outages =
                    [.. failures.Where(each => each.Component == utility && each.Row.DataCenter == index).Select(each => each.Row)];
                CheckDips(scenario.Failures!, utility, outages, batteries, name, findings);
                CheckEnergy(power, batteries, name, findings);
            }
        }
    }

    private static void CheckDips(
        SwarmFailures policy, SwarmComponent utility, FailureRow[] outages, JsonElement batteries, string name, Findings findings)
    {
        long Count(string figure) => batteries.GetProperty(figure).GetInt64();
        var (dips, bridged) = (Count("dips"), Count("bridged"));
        findings.Equal(Count("outages"), outages.Length, $"outages of {name}");
        var open = dips - bridged - outages.Length;
        findings.Check(open is 0 or 1, $"{open} dips of {name} have no end");
        findings.Check(policy.IsEnabled || dips == 0, $"{dips} dips of {name}, where nothing fails");
        var time = (long)(batteries.GetProperty("seconds").GetDecimal() * SwarmScenario.Second);
        var rideThrough = utility.RideThrough!.Value;
        findings.Check(time >= 0 && time <= dips * rideThrough, $"{name} is on batteries for {time} us in {dips} dips");

        // Dips that are all as long tell how long their batteries lasted.
        var repair = utility.Repair ?? policy.Repair;
        if (repair.Distribution is not null)
        {
            return;
        }

        var length = repair.Typical;
        findings.Check(bridged == 0 || length <= rideThrough, $"{name} bridges {length} us with batteries for {rideThrough} us");
        foreach (var outage in outages.Where(outage => outage.Repaired is not null))
        {
            var lasted = length - (outage.Repaired - outage.Failed);
            findings.Check(lasted >= 0 && lasted < length && lasted <= rideThrough, $"batteries lasted {lasted} us before {outage}");
        }

        var known = (bridged * length) + outages.Where(outage => outage.Repaired is not null).Sum(
            outage => length - (outage.Repaired!.Value - outage.Failed));
        var unknown = open + outages.Count(outage => outage.Repaired is null);
        findings.Check(
            time >= known && time <= known + (unknown * Math.Min(length, rideThrough)),
            $"{name} is on batteries for {time} us, {known} us without the {unknown} last dips");
    }

    /// <summary>What batteries gave is between the lowest and the highest power for as long.</summary>
    private static void CheckEnergy(JsonElement power, JsonElement batteries, string name, Findings findings)
    {
        var hours = batteries.GetProperty("seconds").GetDouble() / 3600;
        var energy = batteries.GetProperty("kilowattHours").GetDouble();
        findings.Check(hours > 0 || energy == 0, $"batteries of {name} gave {energy} kWh in no time");
        if (hours > 0)
        {
            var (lowest, highest) =
                (power.GetProperty("lowestFacilityKilowatts").GetDouble(), power.GetProperty("highestFacilityKilowatts").GetDouble());
            var rounding = Tolerance * (1 + hours);
            findings.Check(
                energy >= (lowest * hours) - rounding && energy <= (highest * hours) + rounding,
                $"batteries of {name} gave {energy} kWh in {hours} h at {lowest} to {highest} kW");
        }
    }
}
