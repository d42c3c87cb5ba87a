using System.Text.Json;
using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>Jobs swing as their chips and times tell, and the dynamic range is one of powers that there were.</summary>
internal static class StepCheck
{
    private const double Tolerance = 2e-6;
    private const double MilliwattsPerKilowatt = 1e6;

    /// <summary>Checks the summary.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        foreach (var (index, part) in results.Summary.GetProperty("dataCenters").EnumerateArray().Index())
        {
            var (place, power) = (scenario.DataCenters[index], part.GetProperty("power"));
            var (hasSwings, hasRange) = (power.TryGetProperty("swings", out var swings), power.TryGetProperty("range", out var range));
            findings.Equal(hasSwings, scenario.HasSteps, $"whether jobs of {place.Name} swing");
            findings.Equal(hasRange, scenario.Steps is { Range: > 0 }, $"whether the range of {place.Name} is followed");
            if (scenario.Steps is { } steps && hasSwings)
            {
                CheckSwings(steps, place, [.. results.Jobs.Where(job => job.DataCenter == index && IsStepping(scenario, job))], swings, findings);
            }

            if (scenario.Steps is { } limited && hasRange)
            {
                CheckRange(limited, place, power, range, findings);
            }
        }
    }

    private static bool IsStepping(SwarmScenario scenario, JobRow job) =>
        scenario.Sources.Single(source => source.Name == job.Source).Activity == "training";

    private static void CheckSwings(SwarmSteps steps, SwarmDataCenter place, List<JobRow> jobs, JsonElement swings, Findings findings)
    {
        double Of(string name) => swings.GetProperty(name).GetDouble();
        var (largest, independent, inPhase) = (Of("largestKilowatts"), Of("independentKilowatts"), Of("inPhaseKilowatts"));
        findings.Check(
            largest <= independent + Tolerance && independent <= inPhase + Tolerance,
            $"swings of {place.Name} are {largest}, {independent} and {inPhase} kW");
        var chip = steps.SwingOf(place.Power) * (place.Pue.Highest / MilliwattsPerKilowatt) / MilliwattsPerKilowatt;
        findings.Check(
            inPhase <= (place.Chips * chip) + Tolerance && largest <= (jobs.Select(job => job.Chips).DefaultIfEmpty().Max() * chip) + Tolerance,
            $"jobs of {place.Name} swing by {largest}, all by {inPhase} kW, each chip by {chip}");
        var calm = jobs.Where(job => job is { State: "completed", Accounts: { Productive: > 0, Shrinks: 0 } }).ToList();
        findings.Check(
            place.Pue.Changes || place.IsSlowed || largest >= (calm.Select(job => job.Chips).DefaultIfEmpty().Max() * chip) - Tolerance,
            $"jobs of {place.Name} swing by {largest} kW, each chip by {chip}");
        if (steps.Filler == 0)
        {
            findings.Check(swings.GetProperty("smoothing").ValueKind == JsonValueKind.Null, $"swings of {place.Name} are smoothed by mistake");
            return;
        }

        // Jobs burn power while they hold chips and neither hang, nor restart, nor await anything.
        var time = Exact.Sum(jobs, job => job.Accounts.ChipTime is var each ? each.Held - each.Hung - each.Restarting - each.Awaiting : 0);
        var joules = (double)time / 1e6 * steps.BurnedBy(place.Power) / 1000;
        var burned = swings.GetProperty("smoothing").GetProperty("burnedKilowattHours").GetDouble();
        var most = joules * place.Pue.Highest / 1e6 / 3.6e6;
        findings.Check(
            burned <= (most * (1 + 1e-9)) + Tolerance
            && (place.Pue.Changes || place.IsSlowed || burned >= (most * (1 - 1e-9)) - Tolerance),
            $"fillers of {place.Name} burn {burned} kWh, for times of jobs {most}");
    }

    /// <summary>Around powers from the lowest to the highest lie swings, and what is burned.</summary>
    private static void CheckRange(SwarmSteps steps, SwarmDataCenter place, JsonElement power, JsonElement range, Findings findings)
    {
        var (largest, outside) = (range.GetProperty("largestKilowatts").GetDouble(), range.GetProperty("outsideSeconds").GetDouble());
        if (power.GetProperty("lowestFacilityKilowatts").ValueKind == JsonValueKind.Null)
        {
            findings.Check(largest == 0, $"powers of {place.Name} are apart before any time has passed");
            return;
        }

        var span = power.GetProperty("highestFacilityKilowatts").GetDouble() - power.GetProperty("lowestFacilityKilowatts").GetDouble();
        var swing = power.TryGetProperty("swings", out var swings) ? swings.GetProperty("inPhaseKilowatts").GetDouble() : 0;
        findings.Check(
            largest <= span + (2 * swing) + Tolerance, $"powers of {place.Name} are {largest} kW apart, their means {span} and swings {swing}");
        var limit = steps.Range / MilliwattsPerKilowatt;
        findings.Check(
            outside > 0 == largest > limit + Tolerance || Math.Abs(largest - limit) <= Tolerance,
            $"powers of {place.Name} are {largest} kW apart and outside a limit of {limit} kW for {outside} s");
    }
}
