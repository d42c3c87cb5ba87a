using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Processes;

/// <summary>The times to failure that chips of a data center will draw, for tests that need a failure at a known instant.</summary>
internal static class FailureDraws
{
    private const ulong MaxSeeds = 200_000;

    /// <summary>The time to a failure of a chip from the instant at which it is healthy.</summary>
    public static VirtualDuration Of(DataCenterPlan plan, int chip, uint earlierFailures) => ExponentialDistribution.Draw(
        plan.Chip.MeanTimeToFailure,
        new RandomStream(plan.Seed, RandomPurpose.ChipFailure).Uniform(plan.FirstChip + chip, earlierFailures));

    /// <summary>
    /// The plan with a seed for which the first chips fail one after the other, the first after about an hour, the others
    /// after it with a gap in a given range of seconds, and nothing else fails for days.
    /// </summary>
    public static (DataCenterPlan Plan, VirtualTime[] Failures) Choose(
        DataCenterPlan plan, int failing, long minGap = 1, long maxGap = 20_000)
    {
        var quiet = VirtualDuration.FromHours(100);
        for (var seed = 0UL; seed < MaxSeeds; seed++)
        {
            var candidate = plan with
            {
                Seed = seed,
                Chip = plan.Chip with { MeanTimeToFailure = VirtualDuration.FromHours(100) },
                Failures = plan.Failures with { Enabled = true },
            };
            VirtualDuration[] first = [.. Enumerable.Range(0, plan.Topology.Chips).Select(chip => Of(candidate, chip, 0))];
            var isWanted = first[0] > VirtualDuration.FromMinutes(30)
                && first[0] < VirtualDuration.FromHours(3)
                && Enumerable.Range(1, failing - 1).All(chip => IsWithin(first[chip] - first[chip - 1], minGap, maxGap))
                && first.Skip(failing).All(draw => draw > quiet)
                && Enumerable.Range(0, failing).All(chip => Of(candidate, chip, 1) > quiet);
            if (isWanted)
            {
                return (candidate, [.. first.Take(failing).Select(draw => VirtualTime.Zero + draw)]);
            }
        }

        throw new InvalidOperationException($"None of {MaxSeeds} seeds gives the failures that the test needs.");
    }

    private static bool IsWithin(VirtualDuration gap, long minSeconds, long maxSeconds) =>
        gap >= VirtualDuration.FromSeconds(minSeconds) && gap <= VirtualDuration.FromSeconds(maxSeconds);
}
