using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Catalog;

/// <summary>The figures of hardware types in the order in which they are shown.</summary>
public static class HardwareFigures
{
    /// <summary>
    /// All figures of a chip type; of prices and the like those that it has, or one that says that it has none.
    /// </summary>
    /// <param name="chip">The chip type.</param>
    public static IReadOnlyList<HardwareFigure> Of(ChipTypeSpec chip)
    {
        ArgumentNullException.ThrowIfNull(chip);
        return
        [
            .. Kinds("peak", "dense peak", chip.Peak),
            HardwareFigure.Of("mfu", "MFU of training, not large jobs", chip.Mfu),
            HardwareFigure.Of("memory", "high-bandwidth memory", chip.Memory),
            HardwareFigure.Of("memoryBandwidth", "its bandwidth", chip.MemoryBandwidth),
            HardwareFigure.Of("link", "scale-up links, both directions", chip.Link),
            .. Where(HardwareFigure.Of("pod", "largest pod", chip.Pod)),
            .. Where(HardwareFigure.Of("largestJob", "largest job in a pod", chip.LargestJob)),
            HardwareFigure.Of("idle", "power without a job", chip.Idle, determinesResults: true),
            HardwareFigure.Of("busy", "mean power under training", chip.Busy, determinesResults: true),
            HardwareFigure.Of("loaded", "power with a model in memory", chip.Loaded),
            HardwareFigure.Of("memoryBound", "power while memory-bound", chip.MemoryBound),
            HardwareFigure.Of("computeBound", "power while compute-bound", chip.ComputeBound),
            HardwareFigure.Of("failed", "power while failed", chip.Failed, determinesResults: true),
            HardwareFigure.Of("tdp", "thermal design power", chip.Tdp),
            HardwareFigure.Of("provisioned", "provisioned at the utility, all-in", chip.Provisioned),
            HardwareFigure.Of("meanTimeToFailure", "mean time to failure", chip.MeanTimeToFailure, determinesResults: true),
            Causes("causes", chip.Causes),
            .. Kinds("price", "price of a chip-hour", chip.Price),
            .. Kinds("costOfOwnership", "cost of ownership of a chip-hour", chip.CostOfOwnership),
            .. Kinds("embodied", "embodied CO2e", chip.Embodied),
        ];
    }

    /// <summary>All figures of a rack type.</summary>
    /// <param name="rack">The rack type.</param>
    public static IReadOnlyList<HardwareFigure> Of(RackTypeSpec rack)
    {
        ArgumentNullException.ThrowIfNull(rack);
        return
        [
            HardwareFigure.Of("chipsPerHost", "chips in a host", rack.ChipsPerHost, determinesResults: true),
            HardwareFigure.Of("hostsPerRack", "hosts in a rack", rack.HostsPerRack, determinesResults: true),
            HardwareFigure.Of("scaleUpDomain", "scale-up domain", rack.ScaleUpDomain),
            HardwareFigure.Of("topology", "its topology", rack.Topology),
            HardwareFigure.Of("scaleOut", "scale-out network of a host", rack.ScaleOut),
            HardwareFigure.Of("hostOverhead", "power of a host besides its chips", rack.HostOverhead, determinesResults: true),
            HardwareFigure.Of("hostRating", "rated power of a host", rack.HostRating),
            HardwareFigure.Of(
                "networkOverhead", "power of a rack's share in the network", rack.NetworkOverhead, determinesResults: true),
            HardwareFigure.Of("rackOverhead", "power of a rack besides all that", rack.RackOverhead, determinesResults: true),
            HardwareFigure.Of("conversion", "efficiency of power conversion", rack.Conversion, determinesResults: true),
            HardwareFigure.Of("rackRating", "rated power of a rack", rack.RackRating),
        ];
    }

    /// <summary>A list of causes as one figure: their weights, with the least trustworthy of their sources.</summary>
    internal static HardwareFigure Causes(string key, IReadOnlyList<CauseSpec> causes)
    {
        var text = string.Join(", ", causes.Select(cause => $"{cause.Name} {cause.Weight}"));
        var weakest = causes.MaxBy(cause => References.ConfidenceOf(cause.Source))!;
        return new(
            key,
            "causes of failures by weight",
            new FigureText(text, string.Empty, Low: null, High: null),
            Measure: null,
            References.ConfidenceOf(weakest.Source),
            weakest.Source,
            string.Empty,
            DeterminesResults: true);
    }

    // Many chips have no such thing, so that its absence says nothing.
    private static IEnumerable<HardwareFigure> Where(HardwareFigure figure) => figure.Text is null ? [] : [figure];

    private static IEnumerable<HardwareFigure> Kinds<TKind>(
        string key,
        string meaning,
        IReadOnlyDictionary<TKind, Sourced<decimal>> figures)
        where TKind : struct, Enum => figures.Count == 0
            ? [HardwareFigure.Of<decimal>(key, meaning, figure: null)]
            : figures.Select(figure =>
                HardwareFigure.Of($"{key}.{FigureKey.Of(figure.Key)}", meaning, figure.Value));
}
