using System.Globalization;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Validation;

/// <summary>Checks the training steps of jobs, and what is asked of the swings that they make.</summary>
internal static class StepValidator
{
    /// <summary>Checks a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="catalog">Its hardware.</param>
    /// <param name="isFleetSound">Whether data centers, racks and chips are known.</param>
    public static IEnumerable<InputIssue> Validate(Scenario scenario, HardwareCatalog catalog, bool isFleetSound)
    {
        var all = Enumerable.Range(0, scenario.Fleet.DataCenters.Count);
        var hasSteps = scenario.Workload.Sources.Any(source => source.Step is not null);
        foreach (var (index, dataCenter) in scenario.Fleet.DataCenters.Index())
        {
            foreach (var issue in Power($"fleet.dataCenters[{index}].power", dataCenter.Power, hasSteps, HasRangeLimit(index)))
            {
                yield return issue;
            }
        }

        foreach (var issue in Power("power", scenario.Power, hasSteps, all.Any(HasRangeLimit)))
        {
            yield return issue;
        }

        foreach (var (index, source) in scenario.Workload.Sources.Index())
        {
            var path = $"workload.sources[{index}].step";
            if (source.Step is not null && source.Activity != JobActivity.Training)
            {
                yield return new(path, "given where jobs do not train", $"left out, or workload.sources[{index}].activity: training");
            }
            else if (source.Step is { } step && isFleetSound)
            {
                foreach (var issue in Step(step, path, BrokerCompiler.Reach(source, scenario.Fleet, catalog), scenario, catalog))
                {
                    yield return issue;
                }
            }
        }

        bool HasRangeLimit(int index) => PowerCompiler.Power(scenario, index).RangeLimit is not null;
    }

    private static IEnumerable<InputIssue> Power(string section, PowerSpec power, bool hasSteps, bool hasRangeLimit)
    {
        if (power.RangeWindow is not null && !hasRangeLimit)
        {
            yield return new($"{section}.rangeWindow", "given where the dynamic range has no limit", $"left out, or {section}.rangeLimit given");
        }

        (string Key, bool IsGiven)[] keys =
        [
            ("rateLimit", power.RateLimit is not null),
            ("stepEdge", power.StepEdge is not null),
            ("stepStorage", power.StepStorage is not null),
            ("stepFiller", power.StepFiller is not null),
        ];
        foreach (var (key, _) in keys.Where(each => each.IsGiven && !hasSteps))
        {
            yield return new($"{section}.{key}", "given where no job has training steps", "left out, or the step of a source given, such as {}");
        }
    }

    private static IEnumerable<InputIssue> Step(
        TrainingStepSpec step, string path, IReadOnlyList<int> reach, Scenario scenario, HardwareCatalog catalog)
    {
        var chips = reach.Select(index => catalog.RackTypes[scenario.Fleet.DataCenters[index].Rack].Chip)
            .Distinct(StringComparer.Ordinal)
            .Select(name => catalog.ChipTypes.GetValueOrDefault(name))
            .OfType<ChipTypeSpec>()
            .Where(chip => chip is { Idle: not null, Busy: not null })
            .ToList();
        if (chips.FirstOrDefault(chip => LowOf(step, chip) >= chip.Busy!.Value.Milliwatts) is { } flat)
        {
            yield return new(
                $"{path}.low",
                $"{Word(step.Low)}, at which {flat.Name} draws {Watt(LowOf(step, flat))}",
                $"less than the {Watt(flat.Busy!.Value.Milliwatts)} that it draws under training");
            yield break;
        }

        var hottest = chips.Where(chip => chip.Tdp is not null).MinBy(chip => LargestShare(step, chip));
        if (hottest is not null && step.Communicating > LargestShare(step, hottest))
        {
            yield return new(
                $"{path}.communicating",
                $"{step.Communicating}, with which {hottest.Name} draws {Watt(HighOf(step, hottest))} while it computes",
                $"at most {LargestShare(step, hottest)}, with which it draws its TDP of {Watt(hottest.Tdp!.Value.Milliwatts)} then");
        }

        var edge = reach.Select(index => PowerCompiler.Power(scenario, index).StepEdge).DefaultIfEmpty().Max();
        var shorter = Math.Min(step.Communicating, 1 - step.Communicating);
        if (step.Period.Microseconds * shorter < edge.Microseconds)
        {
            yield return new(
                $"{path}.period",
                $"{step.Period}",
                $"at least {new VirtualDuration((long)Math.Ceiling(edge.Microseconds / shorter))}, as chips reach both of its levels only if each lasts as "
                    + $"long as power.stepEdge, which is {edge}");
        }
    }

    /// <summary>The share with which a chip draws its TDP while it computes, rounded down.</summary>
    private static decimal LargestShare(TrainingStepSpec step, ChipTypeSpec chip)
    {
        var (low, mean, most) = (LowOf(step, chip), chip.Busy!.Value.Milliwatts, chip.Tdp!.Value.Milliwatts);
        return most <= mean ? 0 : decimal.Floor((most - mean) * (decimal)TrainingStep.Unit / (most - low)) / TrainingStep.Unit;
    }

    private static long LowOf(TrainingStepSpec step, ChipTypeSpec chip) =>
        (step.Low == StepLow.Loaded ? chip.PowerOf(JobActivity.Loaded)! : chip.Idle!).Value.Milliwatts;

    private static long HighOf(TrainingStepSpec step, ChipTypeSpec chip)
    {
        var low = LowOf(step, chip);
        return low + (long)decimal.Ceiling((chip.Busy!.Value.Milliwatts - low) / (1 - step.Communicating));
    }

    private static string Word(StepLow low) => low == StepLow.Loaded ? "loaded" : "idle";

    private static string Watt(long milliwatts) => string.Create(CultureInfo.InvariantCulture, $"{milliwatts / 1000m:0.###} W");
}
