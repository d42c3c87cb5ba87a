using System.Diagnostics;

namespace Orleans.Simulation.Swarm.Playing;

/// <summary>Looks at something again and again until it is so: what other processes do in files cannot be awaited.</summary>
internal static class Poll
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Waits until something is so.</summary>
    /// <param name="isSo">Whether it is.</param>
    /// <param name="patience">How long it waits.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <returns>Whether it came about.</returns>
    public static async Task<bool> UntilAsync(Func<bool> isSo, TimeSpan patience, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            if (Stopwatch.GetElapsedTime(started) > patience)
            {
                return false;
            }

            await Task.Delay(Pause, cancellation);
        }

        return true;
    }
}
