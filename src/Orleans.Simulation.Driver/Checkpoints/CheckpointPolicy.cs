using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Driver.Checkpoints;

/// <summary>When a run is saved without being asked to. Results do not depend on it.</summary>
/// <param name="Every">Simulated time between two checkpoints, at its multiples; greater than zero; null: not by simulated time.</param>
/// <param name="EveryWall">Wall-clock time after which the next window is followed by a checkpoint; null: not by wall-clock time.</param>
public sealed record CheckpointPolicy(VirtualDuration? Every = null, TimeSpan? EveryWall = null)
{
    /// <summary>Only when asked.</summary>
    public static readonly CheckpointPolicy OnDemand = new();

    /// <summary>What a run on a cluster does unless told otherwise: half a minute of work is lost at most.</summary>
    public static readonly CheckpointPolicy OfClusters = new(EveryWall: TimeSpan.FromSeconds(30));

    /// <summary>The first multiple of the interval after an instant: no window goes beyond it.</summary>
    public VirtualTime NextAfter(VirtualTime time) => Every is { } every
        ? new((time.Microseconds / every.Microseconds * every.Microseconds) + every.Microseconds)
        : VirtualTime.Never;
}
