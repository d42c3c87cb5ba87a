using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Reporting;
using Orleans.Simulation.Reporting.Folders;

namespace Orleans.Simulation.Driver.Runs;

/// <summary>Plays the run of a folder: from its latest checkpoint, or from the beginning.</summary>
public static class RunSession
{
    /// <summary>Plays the run.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <param name="results">Where its results go; taken over.</param>
    /// <param name="start">Makes the engine.</param>
    /// <param name="control">May ask for an end.</param>
    /// <param name="progress">Hears of every window.</param>
    /// <param name="note">Hears what the user should know of the checkpoints.</param>
    /// <param name="cancellation">Gives up waiting for the fleet to be made.</param>
    /// <returns>What came out; null when the run was suspended.</returns>
    public static async Task<RunResult?> PlayAsync(
        RunFolder run,
        ResultFolder results,
        Func<Task<ISimulationEngine>> start,
        RunControl control,
        Action<PlaybackProgress> progress,
        Action<string> note,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(start);
        var (order, specification) = (run.Order, run.Order.Specification);
        using var recorder = new ResultRecorder(
            RunLabels.Of(specification.Fleet, specification.Sources), results, order.Results);
        await File.WriteAllBytesAsync(results.FileOf(RunOrder.FileName), order.Essence.ToBytes(), cancellation);
        using var checkpoints = RunCheckpoints.Open(
            run.Checkpoints, run.Journal, order.Checkpoints, specification, recorder, note);
        var engine = await start();
        var playback = new SimulationRun(specification, engine, recorder, order.Playback, progress, checkpoints);
        return await playback.PlayAsync(control, cancellation);
    }
}
