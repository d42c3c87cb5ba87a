using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>Binds what a scenario says of the broker, and what jobs want of it.</summary>
internal static class BrokerBinder
{
    private static readonly ScalarFormat<VirtualDuration> Deadline = ScalarFormats.Between(
        VirtualDuration.FromMinutes(1), ShiftSpec.MaxDeadline, "1m to 14d");

    private static readonly ScalarFormat<VirtualDuration> News = ScalarFormats.Between(
        BrokerSpec.MinNews, BrokerSpec.MaxNews, "1s to 1h");

    /// <summary>Binds the section of the broker.</summary>
    public static BrokerSpec Broker(MappingBinder section)
    {
        var broker = new BrokerSpec
        {
            Policy = section.Optional("policy", ScalarFormats.BrokerPolicies, BrokerSpec.DefaultPolicy),
            Cost = section.Maybe("cost", ScalarFormats.CostScopes),
            MaxWait = section.Maybe("maxWait", ScalarFormats.Duration),
            News = section.Optional("news", News, BrokerSpec.DefaultNews),
        };
        section.Close();
        return broker;
    }

    /// <summary>Binds the data centers that the jobs of a source accept; none when absent.</summary>
    public static IReadOnlyList<AffinitySpec> Affinity(MappingBinder source) =>
        source.Mappings("affinity", AffinitySpec.MaxItems, Affinities) ?? [];

    /// <summary>Binds how far the jobs of a source may be postponed; null when absent.</summary>
    public static ShiftSpec? Shift(MappingBinder source)
    {
        if (source.Mapping("shift") is not { } section)
        {
            return null;
        }

        var shift = new ShiftSpec
        {
            Deadline = section.Required("deadline", Deadline, ShiftSpec.MaxDeadline),
            By = section.Required("by", ScalarFormats.ShiftGoals, ShiftGoal.Carbon),
        };
        section.Close();
        return shift;
    }

    private static AffinitySpec Affinities(MappingBinder section)
    {
        var affinity = new AffinitySpec
        {
            Vendor = section.MaybeText("vendor", ScalarFormats.Name),
            Chip = section.MaybeText("chip", ScalarFormats.Name),
            DataCenter = section.MaybeText("dataCenter", ScalarFormats.Name),
        };
        section.Close();
        return affinity;
    }
}
