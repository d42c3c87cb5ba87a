using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Quantities;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Validation;

/// <summary>Checks the workload of a scenario.</summary>
internal static class WorkloadValidator
{
    private const string Sources = "workload.sources";

    /// <summary>Checks a workload.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="catalog">Its rack types.</param>
    /// <param name="rooms">
    /// How large jobs with each activity can be in each data center; null when the fleet is not sound, or cannot compute what jobs state, and then
    /// that is not used.
    /// </param>
    /// <param name="traceFormats">Names of the trace formats.</param>
    public static IReadOnlyList<InputIssue> Validate(
        Scenario scenario,
        HardwareCatalog catalog,
        IReadOnlyDictionary<JobActivity, IReadOnlyList<JobRoom>>? rooms,
        IReadOnlyList<string> traceFormats)
    {
        var sources = scenario.Workload.Sources;
        var issues = new List<InputIssue>();
        if (sources.Count == 0)
        {
            issues.Add(new InputIssue(Sources, "empty", "a list of at least one source"));
        }

        issues.AddRange(ScenarioValidator.Duplicates(sources.Select(source => source.Name), Sources));
        foreach (var (index, source) in sources.Index())
        {
            var path = $"{Sources}[{index}]";
            issues.AddRange(Source(source, path, scenario.Fleet, traceFormats));
            if (source.Generator is { } generator)
            {
                issues.AddRange(Generator(generator, $"{path}.generator"));
            }

            issues.AddRange(Shrink(source, $"{path}.shrink", scenario.Scheduler.Placement));
            issues.AddRange(Gang(source, $"{path}.gang"));
        }

        issues.AddRange(Duration(scenario));
        if (rooms is not null)
        {
            issues.AddRange(Sites(scenario, catalog));
        }

        if (rooms is not null && issues.Count == 0 && rooms.Values.All(own => own.All(room => room.LargestJob >= 1)))
        {
            issues.AddRange(Amounts(scenario, catalog, rooms));
        }

        return issues;
    }

    private static IEnumerable<InputIssue> Source(
        SourceSpec source,
        string path,
        FleetSpec fleet,
        IReadOnlyList<string> traceFormats)
    {
        if (source.Trace is null == source.Generator is null)
        {
            yield return new InputIssue(
                path,
                source.Trace is null ? "without trace and generator" : "both a trace and a generator",
                "exactly one of trace and generator");
        }

        var dataCenters = fleet.DataCenters.Select(dataCenter => dataCenter.Name).ToList();
        if (source.DataCenter is not null && !dataCenters.Contains(source.DataCenter, StringComparer.Ordinal))
        {
            yield return ScenarioValidator.Unknown($"{path}.dataCenter", source.DataCenter, dataCenters);
        }

        if (source.Trace is not null && !traceFormats.Contains(source.Trace.Format, StringComparer.Ordinal))
        {
            yield return ScenarioValidator.Unknown($"{path}.format", source.Trace.Format, traceFormats);
        }
    }

    private static IEnumerable<InputIssue> Shrink(SourceSpec source, string path, PlacementPolicy placement)
    {
        if (SourceCompiler.Shrink(source) is not { } rule)
        {
            yield break;
        }

        if (placement == PlacementPolicy.Slices)
        {
            yield return new InputIssue(
                path, "given", "left out with scheduler.placement slices: racks that wires join do not form a smaller slice");
        }

        if (source.Generator is { Sizes.Count: > 0 } generator && generator.Sizes.All(size => rule.For(size.Chips) is null))
        {
            yield return new InputIssue(
                path,
                $"to {source.Shrink!.To} in steps of {source.Shrink.Step} chips",
                "such that at least one of the sizes of the generator can shrink");
        }
    }

    private static IEnumerable<InputIssue> Generator(GeneratorSpec generator, string path)
    {
        if (generator.Load is null == generator.MeanInterarrival is null)
        {
            yield return new InputIssue(
                path,
                generator.Load is null ? "without load and meanInterarrival" : "both a load and a meanInterarrival",
                "exactly one of load and meanInterarrival");
        }

        if (generator.Sizes.Count == 0)
        {
            yield return new InputIssue($"{path}.sizes", "empty", "a list of at least one size");
        }

        foreach (var (index, size) in generator.Sizes.Index())
        {
            if (Work(size, $"{path}.sizes[{index}]") is { } issue)
            {
                yield return issue;
            }
        }

        if (generator.HourlyWeights.Count != GeneratorSpec.HoursPerDay)
        {
            yield return new InputIssue(
                $"{path}.hourlyWeights",
                $"a list of {generator.HourlyWeights.Count}",
                $"a list of {GeneratorSpec.HoursPerDay}, one for each hour of the day");
        }
        else if (generator.HourlyWeights.All(weight => weight == 0))
        {
            yield return new InputIssue($"{path}.hourlyWeights", "all zero", "greater than zero for at least one hour");
        }

        if (generator.MinRunTime > generator.MaxRunTime)
        {
            yield return new InputIssue(
                $"{path}.minRunTime", $"{generator.MinRunTime}", $"at most maxRunTime, which is {generator.MaxRunTime}");
        }
    }

    private static InputIssue? Work(JobSizeSpec size, string path) => size switch
    {
        { MedianRunTime: null, StatesFlops: false } =>
            new($"{path}.medianRunTime", "missing", "given, or work, or parameters and tokens"),
        { MedianRunTime: not null, StatesFlops: true } =>
            new($"{path}.medianRunTime", "given", "left out where work, or parameters and tokens, are given"),
        { Work: not null, Parameters: not null } or { Work: not null, Tokens: not null } =>
            new($"{path}.work", "given", "left out where parameters or tokens are given"),
        { StatesFlops: false, Mfu: not null } => new($"{path}.mfu", "given", "left out where medianRunTime is given"),
        { Parameters: null, Tokens: not null } => new($"{path}.parameters", "missing", "given beside tokens"),
        { Parameters: not null, Tokens: null } => new($"{path}.tokens", "missing", "given beside parameters"),
        { MedianFlops: { } flops } when flops.Count > (Int128)FlopText.MaxFlop => new(
            $"{path}.tokens",
            $"{size.Tokens} beside {size.Parameters} parameters",
            "such that 6 x parameters x tokens are at most 10000 YFLOP"),
        _ => null,
    };

    private static IEnumerable<InputIssue> Duration(Scenario scenario)
    {
        var endless = scenario.Workload.Sources.FirstOrDefault(source => source.Generator is not null);
        if (endless is not null && scenario.Duration is null)
        {
            yield return new InputIssue(
                "duration", "missing", $"given, such as 1d: the generator of source {endless.Name} never ends by itself");
        }
    }

    private static IEnumerable<InputIssue> Gang(SourceSpec source, string path)
    {
        if (!source.Gang)
        {
            yield break;
        }

        if (source.Sites < 2)
        {
            yield return new InputIssue(path, "true", "false where sites is 1; give sites of 2 or more to have parts that are a gang");
        }

        if (source.Shrink is not null)
        {
            yield return new InputIssue(path, "true beside shrink", "false, or shrink left out: a gang over data centers needs all its chips");
        }

        if (source.Shift is not null)
        {
            yield return new InputIssue(path, "true beside shift", "false, or shift left out: parts would wait for different rates");
        }

        if (SpeedCompiler.StatesFlops(source))
        {
            yield return new InputIssue(
                path,
                "true, and its jobs state their FLOPs",
                "false, or jobs that state run times: parts of a gang take as long everywhere");
        }
    }

    private static IEnumerable<InputIssue> Sites(Scenario scenario, HardwareCatalog catalog)
    {
        foreach (var (index, source) in scenario.Workload.Sources.Index().Where(each => each.Item.Sites > 1))
        {
            var reach = BrokerCompiler.Reach(source, scenario.Fleet, catalog).Count;
            if (source.Sites > Math.Max(1, reach))
            {
                yield return new InputIssue(
                    $"{WorkloadValidator.Sources}[{index}].sites",
                    $"{source.Sites}",
                    $"at most {reach}, the data centers to which its jobs may go: each part has one of its own");
            }
        }
    }

    private static IEnumerable<InputIssue> Amounts(
        Scenario scenario, HardwareCatalog catalog, IReadOnlyDictionary<JobActivity, IReadOnlyList<JobRoom>> rooms)
    {
        foreach (var (index, source) in scenario.Workload.Sources.Index())
        {
            var reach = BrokerCompiler.Reach(source, scenario.Fleet, catalog);
            if (source.Generator is not { } generator || reach.Count == 0)
            {
                continue;
            }

            var path = $"{Sources}[{index}].generator";
            var target = GeneratorTarget.Of(reach, rooms[source.Activity], source.Sites, source.Gang);
            var sizes = GeneratorLoad.FittingSizes(generator, target.LargestJob);
            if (sizes.Count == 0)
            {
                yield return new InputIssue(
                    $"{path}.sizes",
                    $"at least {generator.Sizes.Min(size => size.Chips)} chips",
                    $"small enough for the largest data center{(source.Affinity.Count > 0 ? " that they accept" : string.Empty)}, "
                    + $"which can start {target.InParts} of up to {target.LargestJob} chips");
                continue;
            }

            var interarrival = GeneratorLoad.MeanInterarrival(generator, sizes, target);
            if (scenario.Duration!.Value / interarrival > GeneratorSpec.MaxExpectedJobs)
            {
                yield return new InputIssue(
                    path,
                    $"a job every {interarrival} for {scenario.Duration}",
                    $"at most {GeneratorSpec.MaxExpectedJobs} jobs in a run");
            }
        }
    }
}
