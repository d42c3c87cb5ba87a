using System.Diagnostics;
using Orleans.Simulation.Swarm.Plans;

namespace Orleans.Simulation.Swarm.Playing;

/// <summary>Waits for the instants at which strikes are due.</summary>
/// <param name="view">The run.</param>
/// <param name="end">When it ends in virtual time, in microseconds.</param>
/// <param name="checkpointEvery">Virtual time between two checkpoints.</param>
internal sealed class Aim(RunView view, long end, long checkpointEvery)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly long _lastCheckpoint = Math.Max(1, end / checkpointEvery);
    private long _firstCheckpoint;
    private int _epoch;
    private bool _mustBeginAnew;

    /// <summary>A strike has hit: what comes next is seen from here.</summary>
    public void Rebase()
    {
        _clock.Restart();
        _firstCheckpoint = view.LatestCheckpoint;
        _epoch = view.Epoch;
        _mustBeginAnew = true;
    }

    /// <summary>The process that plays has been started again, and nothing is left of its results.</summary>
    public void BeginsAnew() => _clock.Restart();

    /// <summary>Waits until a strike is due.</summary>
    /// <param name="strike">The strike.</param>
    /// <param name="hasEnded">Whether nothing more can happen.</param>
    /// <param name="patience">How long it waits for a checkpoint.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <returns>Whether the strike is due; false: the run has ended before.</returns>
    /// <exception cref="SwarmFailureException">Neither comes: the run hangs.</exception>
    public async Task<bool> WaitAsync(Strike strike, Func<bool> hasEnded, TimeSpan patience, CancellationToken cancellation)
    {
        if (!await Poll.UntilAsync(() => IsDue(strike) || hasEnded(), () => view.LatestCheckpoint, patience, cancellation))
        {
            throw new SwarmFailureException(
                $"nothing happens for {patience.TotalSeconds:0} s while {strike} is waited for: {view.Saying}");
        }

        if (hasEnded())
        {
            return false;
        }

        var due = Stopwatch.GetTimestamp();
        var delay = strike.Trigger == Trigger.Elapsed ? 0 : strike.Delay;
        await Poll.UntilAsync(
            () => Stopwatch.GetElapsedTime(due).TotalMilliseconds >= delay || hasEnded(), patience, cancellation);
        return !hasEnded();
    }

    /// <summary>Where a run is hit.</summary>
    public Moment Moment
    {
        get
        {
            var phase = view.Saying?.Phase;
            return view.IsComplete || phase == "Settling" ? Moment.Settlement
                : view.IsSaving ? Moment.Checkpoint
                : _mustBeginAnew && view.LatestCheckpoint <= _firstCheckpoint && phase != "Playing" ? Moment.Restore
                : Moment.Window;
        }
    }

    private bool IsDue(Strike strike)
    {
        var number = _firstCheckpoint + 1 + (long)(strike.Share * Math.Max(0, _lastCheckpoint - _firstCheckpoint));
        return strike.Trigger switch
        {
            Trigger.Checkpoint => view.LatestCheckpoint >= number,
            Trigger.Saving => view.LatestCheckpoint >= number - 1 && view.IsSaving,
            Trigger.Time => view.Saying?.Now >= strike.Share * end || view.LatestCheckpoint >= number,
            Trigger.Elapsed => _clock.ElapsedMilliseconds >= strike.Delay,
            Trigger.Restore => view.Epoch > _epoch || view.IsCollecting,
            Trigger.Settling => view.LatestCheckpoint >= _lastCheckpoint || view.Saying?.Phase == "Settling",
            _ => view.IsComplete,
        };
    }
}

/// <summary>Where a run is hit.</summary>
internal enum Moment
{
    /// <summary>While windows are played, or before that.</summary>
    Window,

    /// <summary>While a checkpoint is written.</summary>
    Checkpoint,

    /// <summary>After it was begun anew, before it has got further than it was.</summary>
    Restore,

    /// <summary>While books are closed, or later.</summary>
    Settlement,
}
