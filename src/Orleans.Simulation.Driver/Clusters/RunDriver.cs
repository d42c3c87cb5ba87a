using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Simulation.Core;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Reporting.Folders;

namespace Orleans.Simulation.Driver.Clusters;

/// <summary>
/// Drives one run on a cluster, from inside a silo: waits for silos, plays, and begins a new epoch from the last checkpoint
/// whenever a silo is lost.
/// </summary>
/// <param name="place">Where the run says how it does.</param>
/// <param name="run">Its folder, held by this process; taken over.</param>
/// <param name="silo">Services of the silo.</param>
/// <param name="log">Where it logs.</param>
internal sealed partial class RunDriver(RunPlace place, RunFolder run, IServiceProvider silo, ILogger<RunDriver> log) : IDisposable
{
    /// <summary>Epochs that may fail one after the other without a window being played: something is wrong then.</summary>
    private const int MaxFailures = 10;

    private static readonly TimeSpan StatusInterval = TimeSpan.FromMilliseconds(250);

    private readonly ClusterMembers _members = new(silo);
    private readonly string _name = silo.GetRequiredService<ILocalSiloDetails>().Name;
    private readonly Stopwatch _sinceStatus = Stopwatch.StartNew();
    private readonly RunControl _control = new();
    private readonly CancellationTokenSource _asked = new();
    private RunStatus _status = place.ReadStatus() ?? RunStatus.Of(place.Number, run.Order);
    private int _failures;

    /// <summary>Has the run saved and left to another silo.</summary>
    public void Suspend() => Ask(RunStop.Suspend);

    /// <summary>Drives the run to its end, or until it is suspended.</summary>
    /// <param name="stopping">Cancelled when the silo cannot wait any longer.</param>
    public async Task DriveAsync(CancellationToken stopping)
    {
        if (_status.HasEnded)
        {
            LogLeft(place.Number, "it has ended");
            place.ForgetRequest();
            place.Close();
            return;
        }

        using var requests = new Timer(_ => TakeRequest(), null, TimeSpan.Zero, StatusInterval);
        try
        {
            run.Order.MustBePlayable(PreparedRun.Version);
            while (!await PlayEpochAsync(stopping))
            {
            }
        }
        catch (Exception exception) when (stopping.IsCancellationRequested || _control.Stop == RunStop.Suspend)
        {
            // Another silo goes on from the last checkpoint.
            LogLeft(place.Number, exception.Message);
        }
        catch (OperationCanceledException) when (_control.Stop != RunStop.None)
        {
            End(RunState.Interrupted, "cancelled before a window was played: there are no results");
        }
        catch (Exception exception)
        {
            var isPassing = exception is TooFewSilosException or CheckpointFailedException or IOException or UnauthorizedAccessException;
            LogFailed(exception, place.Number);
            End(isPassing ? RunState.Stopped : RunState.Failed, MessageOf(exception));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        run.Dispose();
        _asked.Dispose();
    }

    private static string MessageOf(Exception exception) =>
        exception is InvalidInputException { Issues.Count: > 0 } input ? string.Join("; ", input.Issues) : exception.Message;

    /// <summary>Plays from the last checkpoint until the run ends or a silo is lost.</summary>
    /// <returns>Whether the run ends here; false: a new epoch is to begin.</returns>
    private async Task<bool> PlayEpochAsync(CancellationToken stopping)
    {
        using var wanted = CancellationTokenSource.CreateLinkedTokenSource(stopping, _asked.Token);
        var members = await _members.WaitForAsync(
            run.Order.SilosNeeded,
            run.Order.SiloPatience,
            what => Say(_status with { State = RunState.Waiting, Message = $"waiting for silos: {what}", Driver = _name }),
            wanted.Token);
        var epoch = run.NextEpoch();
        string[] silos = [.. members.Select(member => member.Name)];
        Say(_status with { State = RunState.Playing, Message = string.Empty, Epoch = epoch, Silos = silos, Driver = _name });
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var engine = new OrleansEngine(silo, place.Number, epoch, silos, lost.Token);
        string? gone = null;
        var watch = _members.WatchAsync(
            members,
            name =>
            {
                gone = name;
                lost.Cancel();
            },
            lost.Token);
        try
        {
            var result = await PlayAsync(engine, lost.Token);
            await End(result, engine);
            return true;
        }
        catch (Exception exception) when (IsLoss(exception) && !stopping.IsCancellationRequested)
        {
            await GiveUpEpochAsync(exception, watch, () => gone, stopping);
            return false;
        }
        finally
        {
            await lost.CancelAsync();
        }
    }

    private async Task<RunResult?> PlayAsync(OrleansEngine engine, CancellationToken lost)
    {
        ResultFolder.DiscardAbandoned(run.ResultFolder);
        return await RunSession.PlayAsync(
            run,
            ResultFolder.Create(run.ResultFolder),
            () => Task.FromResult<ISimulationEngine>(engine),
            _control,
            Report,
            note => LogNote(place.Number, note),
            lost);
    }

    /// <summary>
    /// Whether an exception may come from a silo that is gone. A fault may: a grain whose state was lost with its silo says that
    /// it is uninitialised.
    /// </summary>
    private static bool IsLoss(Exception exception) =>
        exception is OperationCanceledException or OrleansException or TimeoutException or SimulationFaultException;

    /// <summary>Notes why an epoch failed; a fault that no loss explains ends the run.</summary>
    private async Task GiveUpEpochAsync(Exception exception, Task watch, Func<string?> gone, CancellationToken stopping)
    {
        if (_control.Stop != RunStop.None && exception is OperationCanceledException && gone() is null)
        {
            throw exception;
        }

        if (gone() is null)
        {
            // Calls to a silo that is gone fail before the others have agreed that it is.
            await Task.WhenAny(watch, Task.Delay(LossPatience, stopping));
        }

        if (gone() is null && exception is SimulationFaultException)
        {
            throw exception;
        }

        var why = gone() is { } name ? $"silo {name} was lost" : $"a call failed ({exception.Message})";
        if (++_failures > MaxFailures)
        {
            throw new SimulationFaultException($"{_failures} attempts failed without a window being played, at last because {why}", exception);
        }

        LogLost(place.Number, _status.Epoch, why);
        Say(_status with { Message = $"{why}; going on from the last checkpoint" });
    }

    /// <summary>How long it may take the silos of a cluster to agree that one of them is gone.</summary>
    private TimeSpan LossPatience => silo.GetService<Hosting.SiloSettings>()?.FailureDetection * 2 ?? TimeSpan.FromSeconds(10);

    private async Task End(RunResult? result, OrleansEngine engine)
    {
        if (result is null)
        {
            LogLeft(place.Number, "saved");
            Say(_status with { State = RunState.Ordered, Message = $"saved by {_name}, which stops" });
            return;
        }

        LogEnded(place.Number, result.Summary.ResultHash, result.Summary.Complete);
        End(
            result.Summary.Complete ? RunState.Done : RunState.Interrupted,
            string.Empty,
            result.Summary.ResultHash);
        if (result.Summary.Complete)
        {
            // Last: whoever takes the run up once more goes on from its checkpoints.
            run.DiscardProgress();
        }

        try
        {
            await engine.LeaveAsync();
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            // Whatever is gone holds nothing any more.
            LogNote(place.Number, exception.Message);
        }
    }

    private void End(RunState state, string message, string? hash = null)
    {
        // In this order: a silo that is killed in between leaves a run that has ended and is open, and the next one closes it.
        Say(_status with { State = state, Message = message, ResultHash = hash });
        place.ForgetRequest();
        place.Close();
    }

    private void Report(PlaybackProgress progress)
    {
        _status = _status with { Progress = progress };
        if (progress.Phase == PlaybackPhase.Playing && progress.Now > Core.Time.VirtualTime.Zero)
        {
            _failures = 0;
        }

        if (_sinceStatus.Elapsed >= StatusInterval)
        {
            Say(_status);
        }
    }

    private void Ask(RunStop stop)
    {
        _control.RequestStop(stop);
        _asked.Cancel();
    }

    private void Say(RunStatus status)
    {
        _status = status;
        _sinceStatus.Restart();
        try
        {
            place.WriteStatus(status);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be said must not end the run; a disk that is full ends it at the next checkpoint, which says why.
            LogNote(place.Number, exception.Message);
        }
    }

    private void TakeRequest()
    {
        try
        {
            if (place.ReadRequest() is var stop && stop != RunStop.None && _control.Stop != RunStop.Suspend)
            {
                Ask(stop);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next look may succeed.
            LogNote(place.Number, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {Run} is left to other silos: {Reason}")]
    private partial void LogLeft(int run, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Run}, epoch {Epoch}: {Reason}")]
    private partial void LogLost(int run, int epoch, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {Run} stopped")]
    private partial void LogFailed(Exception exception, int run);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {Run} ended with result hash {Hash}, complete: {Complete}")]
    private partial void LogEnded(int run, string hash, bool complete);

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {Run}: {Note}")]
    private partial void LogNote(int run, string note);
}
