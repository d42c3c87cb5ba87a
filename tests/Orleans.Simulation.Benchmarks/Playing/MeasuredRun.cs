using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Reporting;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Benchmarks.Playing;

/// <summary>A run and what it took.</summary>
/// <param name="Summary">Its results.</param>
/// <param name="Performance">What it counted.</param>
/// <param name="Chips">Chips of the fleet.</param>
/// <param name="Racks">Racks of the fleet.</param>
/// <param name="Begin">Making the fleet.</param>
/// <param name="Play">Playing all windows.</param>
/// <param name="Settle">Settling all chips.</param>
/// <param name="Total">All of it, with the reading of arrivals and the recording of results.</param>
internal sealed record MeasuredRun(
    RunSummary Summary, RunPerformance Performance, long Chips, long Racks, Cost Begin, Cost Play, Cost Settle, Cost Total)
{
    /// <summary>Play and settlement: what still waits in the logs when play ends is done in the settlement.</summary>
    public Cost Work => Play + Settle;

    /// <summary>Grain calls after activation.</summary>
    public long Calls => Performance.GrainCalls.Total - Chips - Racks - Summary.Fleet.DataCenters - 1;

    /// <summary>Chip calls while playing, without the two of activation and settlement.</summary>
    public long ChipCallsInPlay => Performance.GrainCalls.Chip - (2 * Chips);

    /// <summary>Plays a run. Results go nowhere but into summary and hash.</summary>
    public static Task<MeasuredRun> PlayAsync(RunSpecification specification, ISimulationEngine engine) =>
        PlayAsync(specification, engine, PlaybackOptions.Default);

    /// <summary>Plays a run.</summary>
    /// <param name="specification">What is played.</param>
    /// <param name="engine">What plays it.</param>
    /// <param name="options">How it is cut into windows.</param>
    /// <param name="milestones">Looks at the run at some instants; null: nobody does.</param>
    /// <param name="writesTables">Whether result tables are written, as the command line does.</param>
    public static async Task<MeasuredRun> PlayAsync(
        RunSpecification specification,
        ISimulationEngine engine,
        PlaybackOptions options,
        Milestones? milestones = null,
        bool writesTables = false)
    {
        // What a run before this one left behind is not for this one to collect.
        GC.Collect();
        var metered = new MeteredEngine(engine);
        using var folder = writesTables ? new ScratchFolder() : null;
        using var recorder = new ResultRecorder(
            RunLabels.Of(specification.Fleet, specification.Sources), folder?.NewResults(), ScratchFolder.Options);
        var run = new SimulationRun(
            specification, metered, recorder, options, progress => milestones?.Pass(progress, metered.Events));
        var (result, total) = await Cost.MeasureAsync(() => run.PlayAsync(CancellationToken.None));
        return new(
            result.Summary,
            result.Performance,
            specification.Fleet.Chips,
            specification.Fleet.Racks,
            metered.Begin,
            metered.Play,
            metered.Settle,
            total);
    }

    /// <summary>Fails the case unless two runs had the same results.</summary>
    public void MustEqual(MeasuredRun other)
    {
        if (Summary.ResultHash != other.Summary.ResultHash)
        {
            throw new InvalidOperationException(
                $"{Summary.Scenario}: the results of {Performance.Engine} and {other.Performance.Engine} differ");
        }
    }
}
