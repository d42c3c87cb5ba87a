using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Runs;

namespace Orleans.Simulation.Driver.Clusters;

/// <summary>
/// On every silo: takes up runs that nobody drives, new ones and those whose driver is gone. The lock of the run's folder
/// decides between silos.
/// </summary>
/// <param name="silo">Services of the silo.</param>
/// <param name="places">The runs that it looks after.</param>
/// <param name="logs">Where it logs.</param>
public sealed partial class RunKeeper(IServiceProvider silo, IRunPlaces places, ILoggerFactory logs) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ILogger<RunKeeper> _log = logs.CreateLogger<RunKeeper>();
    private readonly ConcurrentDictionary<int, Drive> _drives = new();

    // Cancelled when the silo cannot wait any longer for runs to be saved.
    private readonly CancellationTokenSource _patience = new();

    /// <summary>Saves the runs that this silo drives and leaves them to others.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var drive in _drives.Values)
        {
            drive.Driver.Suspend();
        }

        try
        {
            await Task.WhenAll(_drives.Values.Select(drive => drive.End)).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Others go on from checkpoints that are older.
            LogLeft(_drives.Count);
            await _patience.CancelAsync();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _patience.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                TakeUpRuns();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private void TakeUpRuns()
    {
        try
        {
            foreach (var place in places.All.Where(place => !_drives.ContainsKey(place.Number) && place.IsOpen))
            {
                TakeUp(place);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The shared folder may be away for a while.
            LogUnreadable(exception.Message);
        }
    }

    private void TakeUp(RunPlace place)
    {
        RunFolder? folder = null;
        try
        {
            folder = place.TryHold();
            if (folder is null)
            {
                return;
            }

            if (!place.IsOpen)
            {
                // It ended between the two looks.
                folder.Dispose();
                return;
            }

            LogTaken(place.Number);
            var driver = new RunDriver(place, folder, silo, logs.CreateLogger<RunDriver>());
            var noted = new TaskCompletionSource();
            _drives[place.Number] = new(driver, DriveAsync(place.Number, driver, noted.Task));
            noted.SetResult();
        }
        catch (InvalidInputException exception)
        {
            LogDamaged(place.Number, exception.Message);
            place.Close();
            if (place.ReadStatus() is { } status)
            {
                place.WriteStatus(status with { State = RunState.Failed, Message = exception.Message });
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever is wrong with one run, the keeper looks after the others, and after this one the next time.
            folder?.Dispose();
            LogDamaged(place.Number, exception.Message);
        }
    }

    private async Task DriveAsync(int run, RunDriver driver, Task noted)
    {
        await noted;
        try
        {
            await Task.Run(() => driver.DriveAsync(_patience.Token), CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder of the run is gone, or cannot be written: nothing more can be said of it there.
            LogDamaged(run, exception.Message);
        }
        finally
        {
            driver.Dispose();
            _drives.TryRemove(run, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "This silo drives run {Run}")]
    private partial void LogTaken(int run);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Runs} runs were not saved before this silo stopped")]
    private partial void LogLeft(int runs);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {Run} cannot be driven: {Reason}")]
    private partial void LogDamaged(int run, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The folder of the runs cannot be read: {Reason}")]
    private partial void LogUnreadable(string reason);

    private sealed record Drive(RunDriver Driver, Task End);
}
