using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Driver.Playback;

/// <summary>How a run is cut into windows. Results do not depend on it.</summary>
/// <param name="Window">Longest window; greater than zero. Progress and interruption come at its end.</param>
/// <param name="MaxArrivals">Arrivals after which a window is cut short, so that memory stays bounded; at least 1.</param>
public sealed record PlaybackOptions(VirtualDuration Window, int MaxArrivals)
{
    /// <summary>A quarter of an hour, 10,000 arrivals.</summary>
    public static readonly PlaybackOptions Default = new(VirtualDuration.FromMinutes(15), 10_000);
}
