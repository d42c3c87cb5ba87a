using System.Diagnostics;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Benchmarks.Playing;

/// <summary>Looks at a run at some instants of virtual time: at the end of the first window that reaches each.</summary>
/// <param name="times">The instants in ascending order.</param>
internal sealed class Milestones(params VirtualTime[] times)
{
    private readonly List<Milestone> _passed = [];
    private readonly Stopwatch _clock = new();

    /// <summary>What was seen at each instant.</summary>
    public IReadOnlyList<Milestone> Passed => _passed;

    /// <summary>Hears of a window.</summary>
    public void Pass(PlaybackProgress progress, long events)
    {
        // A window of a small fleet is long enough to reach several of them.
        while (progress.Phase == PlaybackPhase.Playing && _passed.Count < times.Length && progress.Now >= times[_passed.Count])
        {
            // The clock stands while the heap is collected.
            _clock.Stop();
            _passed.Add(new(_clock.Elapsed, events, progress.Ended, ProcessMemory.CollectedHeap));
            _clock.Start();
        }
    }
}

/// <summary>What was seen of a run at an instant.</summary>
/// <param name="Clock">Wall-clock time since the first milestone, without the collections at milestones.</param>
/// <param name="Events">Events played so far.</param>
/// <param name="Jobs">Jobs ended so far.</param>
/// <param name="HeapBytes">What the managed heap held after a collection.</param>
internal sealed record Milestone(TimeSpan Clock, long Events, long Jobs, long HeapBytes)
{
    /// <summary>Events in a second of wall-clock time since an earlier milestone.</summary>
    public double RateSince(Milestone earlier) => (Events - earlier.Events) / (Clock - earlier.Clock).TotalSeconds;
}
