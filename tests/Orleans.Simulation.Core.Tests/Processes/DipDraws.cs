using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Processes;

/// <summary>The dips that a data center draws whose first cause has batteries.</summary>
internal static class DipDraws
{
    /// <summary>When something strikes, whether or not it finds what is up, without end.</summary>
    public static IEnumerable<VirtualTime> Strikes(DataCenterPlan plan)
    {
        var stream = new RandomStream(plan.Seed, RandomPurpose.SiteFailure);
        var time = VirtualTime.Zero;
        for (var number = 0U; ; number++)
        {
            time += ExponentialDistribution.Draw(
                plan.Failures.Components[0].MeanTimeToFailure, stream.Uniform((long)plan.Index << 32, number));
            yield return time;
        }
    }

    /// <summary>How long a dip lasts.</summary>
    /// <param name="plan">The data center.</param>
    /// <param name="number">Which of the strikes it is.</param>
    public static VirtualDuration LengthOf(DataCenterPlan plan, int number)
    {
        var entity = ((long)plan.Index << 32) | (uint)(plan.Topology.Racks * plan.Topology.ChipsPerRack);
        var uniform = new RandomStream(plan.Seed, RandomPurpose.RepairTime).Uniform(entity, (uint)number);
        return (plan.Failures.Components[0].Repair ?? plan.Failures.ChipRepair).Draw(uniform);
    }

    /// <summary>The plan with the first seed whose second strike comes some seconds after the first one.</summary>
    public static DataCenterPlan WithGap(DataCenterPlan plan, long minSeconds, long maxSeconds)
    {
        var (min, max) = (VirtualDuration.FromSeconds(minSeconds), VirtualDuration.FromSeconds(maxSeconds));
        return Enumerable.Range(0, 100_000).Select(seed => plan with { Seed = (ulong)seed }).First(candidate =>
        {
            var strikes = Strikes(candidate).Take(2).ToArray();
            return strikes[1] - strikes[0] >= min && strikes[1] - strikes[0] <= max;
        });
    }
}
