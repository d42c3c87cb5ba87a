using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>
/// Draws the failures of jobs themselves: an exponential time for each cause and attempt, of which the first counts.
/// </summary>
internal sealed class JobFailures(DataCenterPlan plan)
{
    private readonly (int Index, ComponentCause Cause)[] _causes =
        [.. plan.Failures.Components.Index().Where(each => plan.Failures.Enabled && each.Item.Domain == FailureDomain.Job)];

    /// <summary>When an attempt of a job fails, counted from its start, and of what.</summary>
    /// <param name="job">The job.</param>
    /// <param name="attempt">Which attempt.</param>
    /// <param name="chips">The chips that it has in it.</param>
    /// <returns>Null: jobs do not fail.</returns>
    public (VirtualDuration After, int Cause)? Draw(JobArrival job, int attempt, int chips)
    {
        (VirtualDuration After, int Cause)? first = null;
        foreach (var (index, cause) in _causes)
        {
            var mean = cause.IsPerChip
                ? new VirtualDuration(Math.Max(1, cause.MeanTimeToFailure.Microseconds / chips))
                : cause.MeanTimeToFailure;
            var stream = new RandomStream(plan.Seed, RandomPurpose.JobFailure + (uint)index);
            var after = ExponentialDistribution.Draw(mean, stream.Uniform(job.Number, (uint)attempt));
            first = first is { } earlier && earlier.After <= after ? first : (after, index);
        }

        return first;
    }
}
