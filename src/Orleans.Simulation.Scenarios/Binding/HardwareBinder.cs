using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>Binds the sections <c>chipTypes</c> and <c>rackTypes</c> of a scenario or of the catalog.</summary>
/// <remarks>
/// A type that has the name of a known one, or names one as <c>basedOn</c>, takes from it what it does not state itself.
/// </remarks>
internal sealed class HardwareBinder(HardwareCatalog known)
{
    private static readonly Sourced<VirtualDuration> NeverFails =
        Sourced.Stated(VirtualDuration.Zero);

    private static readonly FailureCause[] UnknownCause = [new("unknown", 1)];

    /// <summary>Binds all chip types of a section; null: there is none.</summary>
    public IReadOnlyDictionary<string, ChipTypeSpec> ChipTypes(MappingBinder? section) =>
        Types(section, known.ChipTypes, Chip);

    /// <summary>Binds all rack types of a section; null: there is none.</summary>
    public IReadOnlyDictionary<string, RackTypeSpec> RackTypes(MappingBinder? section) =>
        Types(section, known.RackTypes, Rack);

    /// <summary>Binds the list of causes of a chip type or of a scenario; null: there is none.</summary>
    public static IReadOnlyList<FailureCause>? Causes(MappingBinder parent) =>
        parent.Mappings("causes", FailureSpec.MaxCauses, cause =>
        {
            var name = cause.Required("name", ScalarFormats.Text, string.Empty);
            var weight = cause.Required("weight", ScalarFormats.Integer(1, GeneratorSpec.MaxWeight), 1);
            _ = cause.Optional("source", ScalarFormats.Text, string.Empty);
            cause.Close();
            return new FailureCause(name, weight);
        });

    private static SortedDictionary<string, T> Types<T>(
        MappingBinder? section,
        IReadOnlyDictionary<string, T> known,
        Func<MappingBinder, string, T?, T> bind)
        where T : class
    {
        var types = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var name in section?.Keys.ToList() ?? [])
        {
            if (!ScalarFormats.Name.TryRead(name, out _))
            {
                section!.Object(name, $"named \"{name}\"", ScalarFormats.Name.Expected);
            }

            var type = section!.Mapping(name)!;
            types[name] = bind(type, name, Base(type, name, known));
            type.Close();
        }

        return types;
    }

    private static T? Base<T>(MappingBinder type, string name, IReadOnlyDictionary<string, T> known)
        where T : class
    {
        var basedOn = type.MaybeText("basedOn", ScalarFormats.Name);
        if (basedOn is not null && !known.ContainsKey(basedOn))
        {
            type.Object("basedOn", $"\"{basedOn}\"", $"one of {string.Join(", ", known.Keys)}");
        }

        return known.GetValueOrDefault(basedOn ?? name);
    }

    private static ChipTypeSpec Chip(MappingBinder type, string name, ChipTypeSpec? origin)
    {
        var idle = type.Figure("idle", ScalarFormats.Power, origin?.Idle);
        return new ChipTypeSpec
        {
            Name = name,
            Description = type.Optional("description", ScalarFormats.Text, origin?.Description ?? string.Empty),
            Idle = idle,
            Busy = type.Figure("busy", ScalarFormats.Power, origin?.Busy),
            Failed = type.Figure("failed", ScalarFormats.Power, origin?.Failed ?? idle),
            MeanTimeToFailure = type.Figure(
                "meanTimeToFailure",
                ScalarFormats.ChipMeanTimeToFailure,
                origin?.MeanTimeToFailure ?? NeverFails,
                required: false),
            Causes = Causes(type) ?? origin?.Causes ?? UnknownCause,
            PeakBf16 = type.Has("peakBf16")
                ? type.Figure("peakBf16", ScalarFormats.Performance, fallback: null)
                : Informative(type, "peakBf16", origin?.PeakBf16),
            Memory = type.Has("memory")
                ? type.Figure("memory", ScalarFormats.Memory, fallback: null)
                : Informative(type, "memory", origin?.Memory),
        };
    }

    private static Sourced<decimal>? Informative(MappingBinder type, string key, Sourced<decimal>? origin)
    {
        // Asking for the key makes it a known one.
        _ = type.MaybeText(key, ScalarFormats.Text);
        return origin;
    }

    private static RackTypeSpec Rack(MappingBinder type, string name, RackTypeSpec? origin)
    {
        var integer = ScalarFormats.SmallInteger(1, DataCenterTopology.MaxChipsPerRack);
        return new RackTypeSpec
        {
            Name = name,
            Description = type.Optional("description", ScalarFormats.Text, origin?.Description ?? string.Empty),
            Source = type.Optional("source", ScalarFormats.Text, origin?.Source ?? string.Empty),
            Chip = origin is null
                ? type.Required("chip", ScalarFormats.Name, string.Empty)
                : type.Optional("chip", ScalarFormats.Name, origin.Chip),
            ChipsPerHost = origin is null
                ? type.Required("chipsPerHost", integer, 1)
                : type.Optional("chipsPerHost", integer, origin.ChipsPerHost),
            HostsPerRack = origin is null
                ? type.Required("hostsPerRack", integer, 1)
                : type.Optional("hostsPerRack", integer, origin.HostsPerRack),
            HostOverhead = type.Figure("hostOverhead", ScalarFormats.Power, origin?.HostOverhead),
            RackOverhead = type.Figure("rackOverhead", ScalarFormats.Power, origin?.RackOverhead),
        };
    }
}
