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
    public static Task<bool> UntilAsync(Func<bool> isSo, TimeSpan patience, CancellationToken cancellation) =>
        UntilAsync(isSo, () => 0, patience, cancellation);

    /// <summary>Waits until something is so, for as long as there is progress: a run that is slow does not hang.</summary>
    /// <param name="isSo">Whether it is.</param>
    /// <param name="progress">Grows while something goes on.</param>
    /// <param name="patience">How long it waits without any.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <returns>Whether it came about.</returns>
    public static async Task<bool> UntilAsync(
        Func<bool> isSo, Func<long> progress, TimeSpan patience, CancellationToken cancellation)
    {
        var (started, reached) = (Stopwatch.GetTimestamp(), progress());
        while (!isSo())
        {
            var now = progress();
            if (now > reached)
            {
                (started, reached) = (Stopwatch.GetTimestamp(), now);
            }

            if (Stopwatch.GetElapsedTime(started) > patience)
            {
                return false;
            }

            await Task.Delay(Pause, cancellation);
        }

        return true;
    }
}
