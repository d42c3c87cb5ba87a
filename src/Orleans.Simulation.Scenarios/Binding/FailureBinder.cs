using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Scenarios.Quantities;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>Binds the section on failures.</summary>
internal static class FailureBinder
{
    private static readonly ScalarFormat<decimal> Shape = ScalarFormats.Number(FailureSpec.MinShape, FailureSpec.MaxShape);

    private static readonly ScalarFormat<decimal> Rate = new(
        "a number from 0 to 1 with at most 3 digits after the point",
        (string text, out decimal value) =>
            UnitText.TryNumber(text, out value) && value is >= 0 and <= 1 && decimal.IsInteger(value * 1000));

    private static readonly ScalarFormat<decimal> Sigma = ScalarFormats.Number(0, JobSizeSpec.MaxSigma);

    private static readonly ScalarFormat<decimal> Slowdown = new(
        $"a number above 1, at most {ComponentSpec.MaxSlowdown}, with at most 2 digits after the point",
        (string text, out decimal value) =>
            UnitText.TryNumber(text, out value)
            && value > 1
            && value <= ComponentSpec.MaxSlowdown
            && decimal.IsInteger(value * 100));

    private static readonly ScalarFormat<decimal> State = UpToAMillion("TB", ScalarFormats.Memory);

    private static readonly ScalarFormat<decimal> Storage = UpToAMillion("TB/s", ScalarFormats.Bandwidth);

    // Young's and Daly's intervals are named in place of a duration.
    private static readonly ScalarFormat<(CheckpointRule Rule, VirtualDuration Interval)> Interval = new(
        $"young, daly, or {DurationText.Expected}; 0s to 365250d",
        (string text, out (CheckpointRule Rule, VirtualDuration Interval) value) =>
        {
            var isDuration = ScalarFormats.Duration.TryRead(text, out var interval);
            value = text switch
            {
                "young" => (CheckpointRule.Young, FailureSpec.DefaultCheckpointInterval),
                "daly" => (CheckpointRule.Daly, FailureSpec.DefaultCheckpointInterval),
                _ => (CheckpointRule.Fixed, interval),
            };
            return isDuration || value.Rule != CheckpointRule.Fixed;
        })
    {
        Write = value => ValueText.Of(value.Interval),
    };

    /// <summary>Binds the section; an empty one gives the defaults.</summary>
    public static FailureSpec Failures(MappingBinder section)
    {
        var (rule, interval) = section.Optional(
            "checkpointInterval", Interval, (CheckpointRule.Fixed, FailureSpec.DefaultCheckpointInterval));
        var lemons = Lemons(section.MappingOrEmpty("lemons"));
        var failures = new FailureSpec
        {
            Enabled = section.Optional("enabled", ScalarFormats.Boolean, fallback: true),
            MeanTimeToFailure = section.Maybe("meanTimeToFailure", ScalarFormats.MeanTimeToFailure),
            IdleRate = section.Optional("idleRate", Rate, 1m),
            Shape = section.Optional("shape", Shape, 1m),
            Causes = HardwareBinder.Causes(section),
            Components = section.Mappings("components", FailureSpec.MaxCauses, Component) ?? [],
            LemonShare = lemons.Share,
            LemonFactor = lemons.Factor,
            EvictAfter = lemons.EvictAfter,
            EvictWithin = lemons.EvictWithin,
            Detection = section.Optional("detection", ScalarFormats.Duration, FailureSpec.DefaultDetection),
            Repair = section.Optional("repair", ScalarFormats.Duration, FailureSpec.DefaultRepair),
            RepairDistribution = section.Optional("repairDistribution", ScalarFormats.Distribution, RepairDistribution.Constant),
            RepairSigma = section.Maybe("repairSigma", Sigma),
            RepairCrews = section.Maybe("repairCrews", ScalarFormats.SmallInteger(1, FailureSpec.MaxCrews)),
            ReturnTest = section.Optional("returnTest", ScalarFormats.Duration, VirtualDuration.Zero),
            Restart = section.Optional("restart", ScalarFormats.Duration, FailureSpec.DefaultRestart),
            RestartPerThousandChips = section.Optional(
                "restartPerThousandChips", ScalarFormats.Duration, VirtualDuration.Zero),
            CheckpointRule = rule,
            CheckpointInterval = interval,
            CheckpointWrite = section.Optional("checkpointWrite", ScalarFormats.Duration, VirtualDuration.Zero),
            CheckpointState = section.Optional("checkpointState", State, 0m),
            StorageBandwidth = section.Maybe("storageBandwidth", Storage),
            CheckpointOverlap = section.Optional("checkpointOverlap", ScalarFormats.Boolean, fallback: false),
            MaxRestarts = section.Maybe("maxRestarts", ScalarFormats.SmallInteger(0, FailureSpec.MaxMaxRestarts)),
            Trace = section.MaybeText("trace", ScalarFormats.FilePath),
            Spares = section.Optional("spares", ScalarFormats.SmallInteger(0, FleetSpec.MaxChips), 0),
            SparesPerRack = section.Optional("sparesPerRack", ScalarFormats.SmallInteger(0, DataCenterTopology.MaxChipsPerRack), 0),
            Recovery = section.Optional("recovery", ScalarFormats.Recovery, RecoveryMode.Requeue),
            RecoveryPatience = section.Maybe("recoveryPatience", ScalarFormats.Duration),
        };
        section.Close();
        return failures;
    }

    private static ScalarFormat<decimal> UpToAMillion(string unit, ScalarFormat<decimal> format) => new(
        $"{format.Expected}; at most 1000000 {unit}",
        (string text, out decimal value) => format.TryRead(text, out value) && value <= FailureSpec.MaxCheckpointBytes);

    private static (decimal Share, int Factor, int? EvictAfter, VirtualDuration? EvictWithin) Lemons(MappingBinder section)
    {
        var lemons = (
            section.Optional("share", ScalarFormats.Number(0, 1), 0m),
            section.Optional("factor", ScalarFormats.SmallInteger(1, FailureSpec.MaxLemonFactor), 1),
            section.Maybe("evictAfter", ScalarFormats.SmallInteger(1, FailureSpec.MaxCrews)),
            section.Maybe("evictWithin", ScalarFormats.PositiveDuration));
        section.Close();
        return lemons;
    }

    private static ComponentSpec Component(MappingBinder section)
    {
        var component = new ComponentSpec
        {
            Name = section.Required("name", ScalarFormats.Name, string.Empty),
            Domain = section.Required("domain", ScalarFormats.Domain, FailureDomain.Host),
            MeanTimeToFailure = section.Required("meanTimeToFailure", ScalarFormats.MeanTimeToFailure, DurationText.Max),
            Shape = section.Maybe("shape", Shape),
            Hosts = section.Maybe("hosts", ScalarFormats.SmallInteger(1, FleetSpec.MaxChips)),
            Detection = section.Maybe("detection", ScalarFormats.Duration),
            Repair = section.Maybe("repair", ScalarFormats.Duration),
            RepairDistribution = section.Maybe("repairDistribution", ScalarFormats.Distribution),
            RepairSigma = section.Maybe("repairSigma", Sigma),
            Slowdown = section.Maybe("slowdown", Slowdown),

            // What is malformed is given all the same, so that nothing else seems to lack it.
            RideThrough = section.Maybe("rideThrough", ScalarFormats.PositiveDuration)
                ?? (section.Has("rideThrough") ? VirtualDuration.FromSeconds(1) : null),
            Recharge = section.Maybe("recharge", ScalarFormats.PositiveDuration),
            PerChip = section.Maybe("perChip", ScalarFormats.Boolean),
            Silent = section.Maybe("silent", ScalarFormats.Boolean),
        };
        section.Close();
        return component;
    }
}
