using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>How often a job of a size is interrupted, and what it makes of that.</summary>
public static class JobFailureRate
{
    /// <summary>
    /// Mean time between failures of a job that fills its hosts and racks: one over the sum of the rates of all that it hangs
    /// on, its own included. Lemons and bursts count with their mean.
    /// </summary>
    /// <param name="plan">The data center.</param>
    /// <param name="chips">Chips of the job; at least 1.</param>
    /// <returns>Greater than zero; <see cref="RandomDuration.Longest"/> when nothing fails.</returns>
    public static VirtualDuration MeanTimeToFailure(DataCenterPlan plan, int chips)
    {
        var policy = plan.Failures;
        if (!policy.Enabled)
        {
            return RandomDuration.Longest;
        }

        // Lemons are a share of hosts whose chips and components fail that many times as often.
        var lemons = 1 + (policy.LemonPartsPerMillion / 1e6 * (policy.LemonFactor - 1));
        var hosts = Units(chips, plan.Topology.ChipsPerHost);
        var rate = plan.Chip.MeanTimeToFailure == VirtualDuration.Zero
            ? 0
            : lemons * chips / plan.Chip.MeanTimeToFailure.Microseconds;
        foreach (var cause in policy.Components)
        {
            var units = cause.Domain switch
            {
                FailureDomain.Host => lemons * hosts,
                FailureDomain.Rack => Units(chips, plan.Topology.ChipsPerRack),
                FailureDomain.Interconnect => Units(hosts, cause.Hosts),
                FailureDomain.Burst => Math.Min(1.0, (hosts + cause.Hosts - 1.0) / plan.Topology.Hosts),
                FailureDomain.Job => cause.IsPerChip ? chips : 1,
                _ => 1,
            };
            rate += units / cause.MeanTimeToFailure.Microseconds;
        }

        return VirtualDuration.Max(RandomDuration.Round(1 / rate), new(1));
    }

    /// <summary>When jobs of a size write checkpoints.</summary>
    internal static CheckpointPlan CheckpointsOf(DataCenterPlan plan, int chips)
    {
        var policy = plan.Failures;
        var write = policy.WriteOf(chips);
        var mean = MeanTimeToFailure(plan, chips);
        var interval = policy.CheckpointRule switch
        {
            CheckpointRule.Young => CheckpointIntervals.Young(write, mean),
            CheckpointRule.Daly => CheckpointIntervals.Daly(write, mean),
            _ => policy.CheckpointInterval,
        };

        // Writes that come to take longer than the interval, for large jobs, follow one another without a pause.
        return new(
            policy.CheckpointRule == CheckpointRule.Fixed && interval == VirtualDuration.Zero
                ? interval
                : VirtualDuration.Max(interval, write),
            write,
            policy.CheckpointsOverlap);
    }

    private static int Units(int count, int each) => ((count - 1) / each) + 1;
}
