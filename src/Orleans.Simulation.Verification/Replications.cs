using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Verification.Playing;

namespace Orleans.Simulation.Verification;

/// <summary>Plays runs with many seeds, as many at a time as there are processors.</summary>
/// <param name="isQuick">Whether runs are short: intervals are wider then, and so are their gates.</param>
/// <param name="silo">Services of a silo on which the first run of each kind is played too; null: none is.</param>
/// <param name="cancellation">Ends all runs.</param>
public sealed class Replications(bool isQuick, IServiceProvider? silo, CancellationToken cancellation)
{
    /// <summary>Replications of a run whose mean is estimated: as many as a t interval should have.</summary>
    public const int Count = 30;

    private const double FullGate = 0.005;

    /// <summary>Folder of the data that some checks compare with; they are skipped where it is missing. Default: ../shared.</summary>
    public string Shared { get; init; } = DefaultShared;

    /// <summary>Default of <see cref="Shared"/>, relative to the working directory.</summary>
    public static string DefaultShared { get; } = Path.Combine("..", "shared");

    private int _played;

    /// <summary>One of two sizes.</summary>
    public T Of<T>(T full, T quick) => isQuick ? quick : full;

    /// <summary>Largest half-width of an interval as a share of the reference: 0.5 %, or what short runs can reach.</summary>
    public double Gate(double quick) => Of(FullGate, quick);

    /// <summary>Plays a run with the seeds from 1 up.</summary>
    /// <typeparam name="T">What is measured on a run.</typeparam>
    /// <param name="specify">The run for a seed.</param>
    /// <param name="measure">Measures a run.</param>
    /// <param name="count">How many are played.</param>
    /// <returns>What was measured, by seed.</returns>
    /// <exception cref="VerificationFailedException">The engines do not agree.</exception>
    internal async Task<IReadOnlyList<T>> PlayAsync<T>(
        Func<ulong, RunSpecification> specify, Func<VerifiedRun, T> measure, int count = Count)
    {
        var measured = new T[count];
        await Parallel.ForAsync(0, count, cancellation, async (index, token) =>
        {
            var run = await VerifiedRun.PlayAsync(specify((ulong)index + 1), new ReferenceEngine(), token);
            measured[index] = measure(run);
            if (index == 0 && silo is not null)
            {
                await MustAgreeAsync(run, silo);
            }
        });
        return measured;
    }

    /// <summary>Has the run played again by grains: every byte of its results must be the same.</summary>
    private async Task MustAgreeAsync(VerifiedRun run, IServiceProvider services)
    {
        var engine = new OrleansEngine(services, Interlocked.Increment(ref _played));
        var again = await VerifiedRun.PlayAsync(run.Specification, engine, cancellation);
        await engine.LeaveAsync();
        if (again.Summary.ResultHash != run.Summary.ResultHash)
        {
            throw new VerificationFailedException(
                $"{run.Summary.Scenario}: the Orleans engine's results are {again.Summary.ResultHash}, the reference engine's "
                + $"{run.Summary.ResultHash}");
        }
    }
}
