using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Playback;

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

    /// <summary>Saves the runs that this silo drives and leaves them to others.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var drive in _drives.Values)
        {
            drive.Control.RequestStop(RunStop.Suspend);
        }

        try
        {
            await Task.WhenAll(_drives.Values.Select(drive => drive.End)).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            LogLeft(_drives.Count);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                TakeUpRuns(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private void TakeUpRuns(CancellationToken stopping)
    {
        try
        {
            foreach (var place in places.All.Where(place => !_drives.ContainsKey(place.Number) && place.IsOpen))
            {
                TakeUp(place, stopping);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The shared folder may be away for a while.
            LogUnreadable(exception.Message);
        }
    }

    private void TakeUp(RunPlace place, CancellationToken stopping)
    {
        try
        {
            if (place.TryHold() is not { } folder)
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
            var control = new RunControl();
            var started = new TaskCompletionSource();
            _drives[place.Number] = new(control, DriveAsync(started.Task));
            started.SetResult();

            async Task DriveAsync(Task noted)
            {
                await noted;
                using (var driver = new RunDriver(place, folder, silo, control, logs.CreateLogger<RunDriver>()))
                {
                    await Task.Run(() => driver.DriveAsync(stopping), CancellationToken.None);
                }

                _drives.TryRemove(place.Number, out _);
            }
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
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "This silo drives run {Run}")]
    private partial void LogTaken(int run);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Runs} runs were not saved before this silo stopped")]
    private partial void LogLeft(int runs);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {Run} cannot be driven: {Reason}")]
    private partial void LogDamaged(int run, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The folder of the runs cannot be read: {Reason}")]
    private partial void LogUnreadable(string reason);

    private sealed record Drive(RunControl Control, Task End);
}
