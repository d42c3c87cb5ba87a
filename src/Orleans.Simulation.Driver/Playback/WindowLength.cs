using System.Diagnostics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Driver.Playback;

/// <summary>How long the next window is: long enough to be worth its calls, short enough to see progress.</summary>
/// <remarks>
/// Six ITP clusters play 76 days; in windows of a quarter of an hour the calls of windows alone are most of the run. The
/// wall clock may decide here because results do not depend on windows.
/// </remarks>
internal sealed class WindowLength(PlaybackOptions options)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(500);
    private static readonly VirtualDuration Shortest = VirtualDuration.FromSeconds(1);
    private static readonly VirtualDuration Longest = VirtualDuration.FromHours(30 * 24);

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Length of the next window.</summary>
    public VirtualDuration Next { get; private set; } = options.Window;

    /// <summary>A window begins.</summary>
    public void Begin() => _clock.Restart();

    /// <summary>The window is played: doubles the next one if it was quick, halves it if it was slow.</summary>
    public void End()
    {
        var elapsed = _clock.Elapsed;
        if (!options.Adapts)
        {
            return;
        }

        if (elapsed < Short && Next < Longest)
        {
            Next *= 2;
        }
        else if (elapsed > Long && Next > Shortest)
        {
            Next = new(Next.Microseconds / 2);
        }
    }
}
