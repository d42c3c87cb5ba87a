using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>Turns the failures of a scenario into the policy of its data centers.</summary>
internal static class FailureCompiler
{
    private const decimal Million = 1_000_000;

    /// <summary>The policy of a valid scenario.</summary>
    public static FailurePolicy Policy(FailureSpec spec) => new(
        spec.Enabled,
        spec.Detection,
        spec.Repair,
        spec.Restart,
        spec.CheckpointInterval,
        spec.MaxRestarts ?? FailurePolicy.NoLimit)
    {
        CheckpointRule = spec.CheckpointRule,
        CheckpointWrite = spec.CheckpointWrite,
        CheckpointBytes = (long)spec.CheckpointState,
        StorageBytesPerSecond = (long)(spec.StorageBandwidth ?? 0),
        CheckpointsOverlap = spec.CheckpointOverlap,
        RestartPerThousandChips = spec.RestartPerThousandChips,
        RepairDistribution = spec.RepairDistribution,
        RepairSigma = (double)(spec.RepairSigma ?? 0),
        ReturnTest = spec.ReturnTest,
        RepairCrews = spec.RepairCrews,
        Spares = spec.Spares,
        SpareHostsPerRack = spec.SparesPerRack,
        Recovery = spec.Recovery,
        RecoveryPatience = spec.RecoveryPatience,
        LemonPartsPerMillion = (int)(spec.LemonShare * Million),
        LemonFactor = spec.LemonFactor,
        LemonEviction = spec is { EvictAfter: { } failures, EvictWithin: { } within } ? new(failures, within) : null,
        Components = [.. spec.Components.Select(Cause)],
    };

    private static ComponentCause Cause(ComponentSpec spec) => new(spec.Name, spec.Domain, spec.MeanTimeToFailure)
    {
        Shape = (double)(spec.Shape ?? 1),
        Hosts = spec.Hosts ?? 1,
        Detection = spec.Detection,
        Repair = spec.Repair is { } repair
            ? new(repair, spec.RepairDistribution ?? RepairDistribution.Constant, (double)(spec.RepairSigma ?? 0))
            : null,
        PacePercent = (int)((spec.Slowdown ?? 0) * 100),
        Batteries = spec.RideThrough is { } rideThrough ? new(rideThrough, spec.Recharge ?? BatteryPlan.DefaultRecharge) : null,
        IsPerChip = spec.PerChip ?? false,
        IsSilent = spec.Silent ?? false,
    };
}
