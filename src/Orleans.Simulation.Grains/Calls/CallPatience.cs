using System.Diagnostics;

namespace Orleans.Simulation.Grains.Calls;

/// <summary>For how long an answer is waited for: far longer than any call so far took.</summary>
/// <remarks>
/// A message that gets lost between two silos that go on living would else be waited for until Orleans gives it up, after
/// half an hour; and a grain that waits does not hear of the next epoch. Every call that may cross silos is therefore
/// bounded where it is made. (Swarm, seeds 56 and 316, on a busy machine: just after another silo had died.)
/// </remarks>
/// <param name="options">For how long a call is waited for when none took long so far.</param>
public sealed class CallPatience(PatienceOptions options)
{
    private const int LongestCalls = 20;

    private TimeSpan _longest;

    /// <summary>Waits for an answer.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="call">The call, just made.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="TimeoutException">None came.</exception>
    public async Task<T> WaitAsync<T>(Task<T> call, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var began = Stopwatch.GetTimestamp();
        var answer = await call.WaitAsync(options.Least + (LongestCalls * _longest), cancellation);
        var elapsed = Stopwatch.GetElapsedTime(began);
        _longest = elapsed > _longest ? elapsed : _longest;
        return answer;
    }
}
