using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Reporting;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>A run with a journal and checkpoints in a folder, played by one engine after the other.</summary>
/// <param name="specification">What is played.</param>
/// <param name="folder">Takes journal and checkpoints.</param>
/// <param name="clock">Tells when a checkpoint by wall-clock time is due; null: that of the machine.</param>
internal sealed class CheckpointedRun(RunSpecification specification, string folder, TimeProvider? clock = null)
{
    public CheckpointStore Store { get; } = new(Path.Combine(folder, "checkpoints"));

    public string Journal { get; } = Path.Combine(folder, "records.journal");

    public RunSpecification Specification => specification;

    /// <summary>What was said of checkpoints.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Plays from the latest checkpoint or the beginning up to an instant, and saves there.</summary>
    /// <param name="engine">A new engine.</param>
    /// <param name="instant">Greater than zero.</param>
    /// <param name="options">How to cut the run into windows; null: not at all.</param>
    /// <returns>The checkpoint; null: the run ends before.</returns>
    public async Task<Checkpoint?> SuspendAsync(
        ISimulationEngine engine, VirtualTime instant, PlaybackOptions? options = null)
    {
        Directory.CreateDirectory(folder);
        var control = new RunControl();
        var policy = new CheckpointPolicy(Every: instant - VirtualTime.Zero);
        var summary = await PlayAsync(engine, policy, control, options, progress =>
        {
            if (progress.Phase == PlaybackPhase.Saving)
            {
                control.RequestStop(RunStop.Suspend);
            }
        });
        return summary is null ? Latest() : null;
    }

    /// <summary>Plays from the latest checkpoint or the beginning to the end.</summary>
    public async Task<RunSummary> FinishAsync(
        ISimulationEngine engine, CheckpointPolicy? policy = null, PlaybackOptions? options = null)
    {
        Directory.CreateDirectory(folder);
        return (await PlayAsync(engine, policy ?? CheckpointPolicy.OnDemand, new(), options, progress: null))!;
    }

    /// <summary>The checkpoint that the run would go on from.</summary>
    public Checkpoint? Latest() => Store.Latest(specification.Scenario, Journal, Notes.Add);

    private async Task<RunSummary?> PlayAsync(
        ISimulationEngine engine,
        CheckpointPolicy policy,
        RunControl control,
        PlaybackOptions? options,
        Action<PlaybackProgress>? progress)
    {
        using var recorder = new ResultRecorder(RunLabels.Of(specification.Fleet, specification.Sources));
        using var checkpoints = RunCheckpoints.Open(Store, Journal, policy, specification, recorder, Notes.Add, clock);
        var run = new SimulationRun(specification, engine, recorder, options ?? Played.WholeRun, progress, checkpoints);
        return (await run.PlayAsync(control, CancellationToken.None))?.Summary;
    }
}
