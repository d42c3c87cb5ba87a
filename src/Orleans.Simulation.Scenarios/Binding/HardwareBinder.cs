using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;
using Orleans.Simulation.Scenarios.Validation;

namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>Binds the sections <c>chipTypes</c> and <c>rackTypes</c> of a scenario or of the catalog.</summary>
/// <remarks>
/// A type that has the name of a known one, or names one as <c>basedOn</c>, takes from it what it does not state itself.
/// </remarks>
/// <param name="known">The types that are known already.</param>
/// <param name="needsPower">Whether a chip type must have power, so that it can be simulated; the catalog's need not.</param>
internal sealed class HardwareBinder(HardwareCatalog known, bool needsPower = true)
{
    private static readonly Sourced<VirtualDuration> NeverFails =
        new(VirtualDuration.Zero, Low: null, High: null, "[G]", "a chip type that says nothing about it never fails")
        {
            Confidence = Confidence.Assumed,
            Text = new("0", "h", Low: null, High: null),
        };

    private static readonly CauseSpec[] UnknownCause = [new("unknown", 1, "[G]")];

    private static readonly ScalarFormat<int> Chips = ScalarFormats.Count("chips", 1, FleetSpec.MaxChips);

    private static readonly ScalarFormat<int> ChipsPerHost =
        ScalarFormats.Count("chips", 1, DataCenterTopology.MaxChipsPerRack);

    private static readonly ScalarFormat<int> HostsPerRack =
        ScalarFormats.Count("hosts", 1, DataCenterTopology.MaxChipsPerRack);

    /// <summary>Binds all chip types of a section; null: there is none.</summary>
    public IReadOnlyDictionary<string, ChipTypeSpec> ChipTypes(MappingBinder? section) =>
        Types(section, known.ChipTypes, Chip);

    /// <summary>Binds all rack types of a section; null: there is none.</summary>
    public IReadOnlyDictionary<string, RackTypeSpec> RackTypes(MappingBinder? section) =>
        Types(section, known.RackTypes, Rack);

    /// <summary>Binds the list of causes of a chip type or of a scenario; null: there is none.</summary>
    public static IReadOnlyList<CauseSpec>? Causes(MappingBinder parent) =>
        parent.Mappings("causes", FailureSpec.MaxCauses, cause =>
        {
            var spec = new CauseSpec(
                cause.Required("name", ScalarFormats.Text, string.Empty),
                cause.Required("weight", ScalarFormats.Integer(1, GeneratorSpec.MaxWeight), 1),
                cause.Optional("source", ScalarFormats.Text, string.Empty));
            cause.Close();
            return spec;
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
            var unknown = ScenarioValidator.Unknown("basedOn", basedOn, known.Keys);
            type.Object("basedOn", unknown.Actual, unknown.Expected);
        }

        var origin = known.GetValueOrDefault(basedOn ?? name);
        type.MayLackKeys = type.Has("basedOn") && (basedOn is null || origin is null);
        return origin;
    }

    private static SortedDictionary<TKind, Sourced<decimal>> Kinds<TKind>(
        MappingBinder type,
        string key,
        Func<TKind, ScalarFormat<decimal>> format,
        IReadOnlyDictionary<TKind, Sourced<decimal>>? origin)
        where TKind : struct, Enum
    {
        var figures = new SortedDictionary<TKind, Sourced<decimal>>();
        var section = type.Mapping(key);
        foreach (var kind in Enum.GetValues<TKind>())
        {
            var inherited = origin?.GetValueOrDefault(kind);
            if ((section is null ? inherited : section.MaybeFigure(FigureKey.Of(kind), format(kind), inherited)) is { } figure)
            {
                figures[kind] = figure;
            }
        }

        section?.Close();
        return figures;
    }

    private static Sourced<Watts>? AsIdle(Sourced<Watts>? idle) => idle is null ? null : idle with
    {
        Source = "[G]",
        Confidence = Confidence.Assumed,
        Note = "as idle",
    };

    private ChipTypeSpec Chip(MappingBinder type, string name, ChipTypeSpec? origin)
    {
        var idle = Power(type, "idle", origin?.Idle);
        return new ChipTypeSpec
        {
            Name = name,
            LacksBase = type.MayLackKeys,
            Description = type.Optional("description", ScalarFormats.Text, origin?.Description ?? string.Empty),
            Idle = idle,
            Busy = Power(type, "busy", origin?.Busy),
            Loaded = type.MaybeFigure("loaded", ScalarFormats.Power, origin?.Loaded),
            MemoryBound = type.MaybeFigure("memoryBound", ScalarFormats.Power, origin?.MemoryBound),
            ComputeBound = type.MaybeFigure("computeBound", ScalarFormats.Power, origin?.ComputeBound),
            Failed = type.MaybeFigure("failed", ScalarFormats.Power, origin?.Failed ?? AsIdle(idle)),
            Tdp = type.MaybeFigure("tdp", ScalarFormats.Power, origin?.Tdp),
            Provisioned = type.MaybeFigure("provisioned", ScalarFormats.Power, origin?.Provisioned),
            MeanTimeToFailure = type.Figure(
                "meanTimeToFailure", ScalarFormats.ChipMeanTimeToFailure, origin?.MeanTimeToFailure ?? NeverFails),
            Causes = Causes(type) ?? origin?.Causes ?? UnknownCause,
            Peak = Kinds<Precision>(
                type,
                "peak",
                precision => precision == Precision.Int8 ? ScalarFormats.IntegerPerformance : ScalarFormats.Performance,
                origin?.Peak),
            Mfu = type.MaybeFigure("mfu", ScalarFormats.Mfu, origin?.Mfu),
            Memory = type.MaybeFigure("memory", ScalarFormats.Memory, origin?.Memory),
            MemoryBandwidth = type.MaybeFigure("memoryBandwidth", ScalarFormats.Bandwidth, origin?.MemoryBandwidth),
            Link = type.MaybeFigure("link", ScalarFormats.Bandwidth, origin?.Link),
            Pod = type.MaybeFigure("pod", Chips, origin?.Pod),
            LargestJob = type.MaybeFigure("largestJob", Chips, origin?.LargestJob),
            Price = Kinds<PriceKind>(type, "price", _ => ScalarFormats.Price, origin?.Price),
            CostOfOwnership = Kinds<OwnerKind>(type, "costOfOwnership", _ => ScalarFormats.Price, origin?.CostOfOwnership),
            Embodied = Kinds<EmbodiedScope>(type, "embodied", _ => ScalarFormats.Carbon, origin?.Embodied),
        };
    }

    private Sourced<Watts>? Power(MappingBinder type, string key, Sourced<Watts>? origin) => needsPower
        ? type.Figure(key, ScalarFormats.Power, origin)
        : type.MaybeFigure(key, ScalarFormats.Power, origin);

    private static RackTypeSpec Rack(MappingBinder type, string name, RackTypeSpec? origin) => new()
    {
        Name = name,
        LacksBase = type.MayLackKeys,
        Description = type.Optional("description", ScalarFormats.Text, origin?.Description ?? string.Empty),
        Chip = origin is null
            ? type.Required("chip", ScalarFormats.Name, string.Empty)
            : type.Optional("chip", ScalarFormats.Name, origin.Chip),
        ChipsPerHost = type.Figure("chipsPerHost", ChipsPerHost, origin?.ChipsPerHost),
        HostsPerRack = type.Figure("hostsPerRack", HostsPerRack, origin?.HostsPerRack),
        HostOverhead = type.Figure("hostOverhead", ScalarFormats.Power, origin?.HostOverhead),
        NetworkOverhead = type.Figure("networkOverhead", ScalarFormats.Power, origin?.NetworkOverhead ?? RackTypeSpec.NoNetwork),
        RackOverhead = type.Figure("rackOverhead", ScalarFormats.Power, origin?.RackOverhead),
        Conversion = type.Figure("conversion", ScalarFormats.Conversion, origin?.Conversion ?? RackTypeSpec.NoConversion),
        HostRating = type.MaybeFigure("hostRating", ScalarFormats.Power, origin?.HostRating),
        RackRating = type.MaybeFigure("rackRating", ScalarFormats.Power, origin?.RackRating),
        ScaleUpDomain = type.MaybeFigure("scaleUpDomain", Chips, origin?.ScaleUpDomain),
        Topology = type.MaybeFigure("topology", ScalarFormats.Topology, origin?.Topology),
        ScaleOut = type.MaybeFigure("scaleOut", ScalarFormats.NetworkRate, origin?.ScaleOut),
    };
}
