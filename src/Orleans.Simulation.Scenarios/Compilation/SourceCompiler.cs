using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>Turns the workload of a scenario into sources of jobs.</summary>
internal static class SourceCompiler
{
    /// <summary>Compiles all sources of a valid scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="plan">Its fleet.</param>
    /// <param name="baseFolder">What relative paths are relative to.</param>
    /// <param name="notes">Gets what the user should know.</param>
    public static IReadOnlyList<WorkloadSource> Compile(
        Scenario scenario,
        FleetPlan plan,
        string baseFolder,
        List<string> notes) =>
        [.. scenario.Workload.Sources.Select((source, index) => (source.Trace is { } trace
            ? (WorkloadSource)Trace(source, trace, scenario, baseFolder)
            : Generator(source, index, scenario, plan, notes)) with
        {
            Shrink = Shrink(source),
            Sites = source.Sites,
        })];

    /// <summary>How far the jobs of a source may shrink.</summary>
    public static ShrinkRule? Shrink(SourceSpec source) =>
        source.Shrink is { } shrink ? new((int)(shrink.To * ShrinkRule.Whole), shrink.Step) : null;

    /// <summary>The path of a trace file.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="workload">The workload that it is part of.</param>
    /// <param name="baseFolder">What relative paths are relative to.</param>
    public static string FileOf(TraceSpec trace, WorkloadSpec workload, string baseFolder) =>
        Path.Combine(baseFolder, workload.Folder ?? string.Empty, trace.File);

    private static TraceSource Trace(SourceSpec source, TraceSpec trace, Scenario scenario, string baseFolder) => new(
        source.Name,
        DataCenter(source, scenario.Fleet),
        FileOf(trace, scenario.Workload, baseFolder),
        trace.Format,
        trace.TimeShift,
        (long)(trace.TimeScale * TraceSource.TimeScaleUnit));

    private static GeneratorSource Generator(
        SourceSpec source,
        int index,
        Scenario scenario,
        FleetPlan plan,
        List<string> notes)
    {
        var generator = source.Generator!;
        JobRoom[] rooms = [.. plan.DataCenters.Select(each =>
            new JobRoom(each.Topology.Chips, each.LargestJobFor(source.Activity), each.Speed))];
        var target = GeneratorTarget.Of(BrokerCompiler.Reach(source, scenario.Fleet, HardwareCatalog.For(scenario)), rooms, source.Sites, source.Gang);
        var sizes = GeneratorLoad.FittingSizes(generator, target.LargestJob);
        if (sizes.Count < generator.Sizes.Count)
        {
            notes.Add(
                $"Source {source.Name} leaves out {generator.Sizes.Count - sizes.Count} of {generator.Sizes.Count} job sizes: "
                + $"the largest data center{(source.Affinity.Count > 0 ? " that they accept" : string.Empty)} "
                + $"can start {target.InParts} of up to {target.LargestJob} chips.");
        }

        return new GeneratorSource(
            source.Name,
            DataCenter(source, scenario.Fleet),
            GeneratorLoad.MeanInterarrival(generator, sizes, target),
            generator.HourlyWeights,
            [.. sizes.Select(Size)],
            generator.MinRunTime,
            generator.MaxRunTime,
            VirtualTime.Zero,
            plan.End,
            RandomPurpose.Workload + (uint)index,
            scenario.Seed);
    }

    private static JobSizeClass Size(JobSizeSpec size) =>
        new(size.Chips, size.Weight, size.MedianRunTime ?? VirtualDuration.Zero, (double)size.Sigma)
        {
            MedianFlops = size.MedianFlops,
        };

    private static int DataCenter(SourceSpec source, FleetSpec fleet) =>
        source.DataCenter is null
            ? JobArrival.AnyDataCenter
            : fleet.DataCenters.Index().First(each => each.Item.Name == source.DataCenter).Index;
}
