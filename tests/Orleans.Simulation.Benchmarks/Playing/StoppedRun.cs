using System.Diagnostics;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Reporting.Folders;

namespace Orleans.Simulation.Benchmarks.Playing;

/// <summary>A run in a folder that can be saved, stopped and gone on with, as the command line does.</summary>
internal sealed class StoppedRun : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly RunSpecification _specification;
    private readonly RunFolder _run;

    /// <summary>Makes the folder.</summary>
    /// <param name="specification">What is played.</param>
    /// <param name="checkpoints">When it is saved of its own accord.</param>
    public StoppedRun(RunSpecification specification, CheckpointPolicy checkpoints)
    {
        _specification = specification;
        _run = RunFolder.Create(_scratch.FileOf("saved" + RunFolder.Extension), new RunOrder
        {
            Specification = specification,
            Results = ScratchFolder.Options,
            Checkpoints = checkpoints,
            TraceHashes = RunOrder.HashTraces(specification.Sources),
        });
    }

    /// <summary>Bytes of the latest checkpoint, which must be whole.</summary>
    public long CheckpointBytes =>
        _run.Checkpoints.Latest(_specification.Scenario, _run.Journal, _ => { })!.Manifest.Files.Sum(file => file.Bytes);

    /// <summary>Plays to the end.</summary>
    public async Task<RunResult> PlayAsync(ISimulationEngine engine) => (await PlayAsync(engine, new RunControl(), _ => { }))!;

    /// <summary>Plays up to an instant, saves and leaves it at that.</summary>
    /// <returns>What saving took.</returns>
    public async Task<TimeSpan> SaveAsync(ISimulationEngine engine, VirtualTime time)
    {
        var (control, clock) = (new RunControl(), new Stopwatch());
        await PlayAsync(engine, control, progress =>
        {
            if (progress.Phase == PlaybackPhase.Saving)
            {
                clock.Start();
            }
            else if (progress.Now >= time)
            {
                control.RequestStop(RunStop.Suspend);
            }
        });
        return clock.Elapsed;
    }

    /// <summary>Reads and checks the latest checkpoint and makes the fleet as it was, and nothing more.</summary>
    /// <returns>What that took.</returns>
    public async Task<TimeSpan> RestoreAsync(ISimulationEngine engine)
    {
        var (control, clock) = (new RunControl(), Stopwatch.StartNew());
        control.RequestStop(RunStop.Suspend);
        try
        {
            await PlayAsync(engine, control, _ => { });
        }
        catch (OperationCanceledException)
        {
            return clock.Elapsed;
        }

        throw new InvalidOperationException("a run that was to stop after its fleet was made went on");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _run.Dispose();
        _scratch.Dispose();
    }

    private Task<RunResult?> PlayAsync(ISimulationEngine engine, RunControl control, Action<PlaybackProgress> progress) =>
        RunSession.PlayAsync(
            _run,
            ResultFolder.Create(_run.ResultFolder),
            () => Task.FromResult(engine),
            control,
            progress,
            _ => { },
            CancellationToken.None);
}
