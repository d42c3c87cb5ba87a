using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Driver.Playback;

/// <summary>How a run is cut into windows. Results do not depend on it.</summary>
/// <param name="Window">The first window; greater than zero. Progress and interruption come at its end.</param>
/// <param name="MaxArrivals">Arrivals after which a window is cut short, so that memory stays bounded; at least 1.</param>
/// <param name="Adapts">Whether windows grow and shrink with the time they take; otherwise all are like the first.</param>
public sealed record PlaybackOptions(VirtualDuration Window, int MaxArrivals, bool Adapts = false)
{
    /// <summary>
    /// A second at first, so that a run that has very much to do in it can be interrupted, and 10,000 arrivals at most; then as long as
    /// progress allows.
    /// </summary>
    public static readonly PlaybackOptions Default = new(VirtualDuration.FromSeconds(1), 10_000, Adapts: true);
}
