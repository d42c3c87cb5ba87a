using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Grains.Tests.Clusters;
using Orleans.Simulation.Reporting;
using Orleans.Simulation.Reporting.Folders;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>A run that was played and found to conserve everything.</summary>
/// <param name="Summary">Its summary.</param>
/// <param name="Records">All its records.</param>
internal sealed record Played(RunSummary Summary, RunRecords Records)
{
    public static readonly PlaybackOptions WholeRun = new(VirtualDuration.FromHours(1_000_000), int.MaxValue);

    /// <summary>Cuts a run into windows of some seconds.</summary>
    public static PlaybackOptions Windows(int seconds) =>
        new(VirtualDuration.FromSeconds(seconds), PlaybackOptions.Default.MaxArrivals);

    public string Hash => Summary.ResultHash;

    /// <summary>Plays a run.</summary>
    /// <param name="engine">The engine; null: a new reference engine.</param>
    /// <param name="specification">What to play.</param>
    /// <param name="options">How to cut it into windows; null: not at all.</param>
    /// <param name="beforeWindow">Awaited before each window.</param>
    /// <param name="folder">Where tables go; null: nowhere.</param>
    /// <param name="cancellation">Ends the run early.</param>
    public static async Task<Played> OnAsync(
        ISimulationEngine? engine,
        RunSpecification specification,
        PlaybackOptions? options = null,
        Func<int, Task>? beforeWindow = null,
        ResultFolder? folder = null,
        CancellationToken cancellation = default)
    {
        var observed = new ObservedEngine(engine ?? new ReferenceEngine(), beforeWindow);
        using var recorder = new ResultRecorder(RunLabels.Of(specification.Fleet, specification.Sources), folder);
        var run = new SimulationRun(specification, observed, recorder, options ?? WholeRun);
        var result = await run.PlayAsync(cancellation);
        ConservationChecker.Check(specification.Fleet, result.Summary, observed.Records);
        return new(result.Summary, observed.Records);
    }

    /// <summary>An engine for a new run on a cluster.</summary>
    public static OrleansEngine EngineOn(SimulationCluster cluster) => new(cluster.FirstSilo, cluster.NextRun());

    public static RunSpecification Specification(FleetPlan fleet, params WorkloadSource[] sources) =>
        new(fleet, sources, new("test", "hash", fleet.DataCenters[0].Seed, "0.1.0"));
}
