namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>What is asked of the power of a data center.</summary>
/// <param name="Provisioned">Power provisioned for the facility, in milliwatts.</param>
/// <param name="Control">admit, cap, report or shed.</param>
/// <param name="Speeds">Lower speeds of its chips, the fastest first; none unless they are slowed.</param>
internal sealed record SwarmPowerLimit(long Provisioned, string Control, IReadOnlyList<SwarmSpeed> Speeds)
{
    private const long Million = 1_000_000;

    /// <summary>How many times the facility could draw that, in millionths. Default: null, the scenario states the power itself.</summary>
    public int? Oversubscription { get; init; }

    /// <summary>Whether chips are slowed rather than that jobs wait.</summary>
    public bool Slows => Speeds.Count > 0;

    /// <summary>Power for some chips to work, whatever fails and however hot it gets.</summary>
    public static SwarmPowerLimit For(SwarmDataCenter place, int chips, string control, IReadOnlyList<SwarmSpeed> speeds)
    {
        var (resting, extra) = BudgetOf(place, speeds);
        return new((long)((((resting + (extra * chips)) * place.Pue.Highest) + Million - 1) / Million), control, speeds);
    }

    /// <summary>The same, or hardly more, stated as a share of the highest draw, as long as such a share may be stated.</summary>
    /// <param name="draw">The most that the facility could draw.</param>
    public SwarmPowerLimit OfDraw(Int128 draw)
    {
        var times = draw * Million / Provisioned;
        return times < Million / 10 || times > Million * 10
            ? this
            : this with { Oversubscription = (int)times, Provisioned = (long)(draw * Million / times) };
    }

    /// <summary>Chips that can work at once.</summary>
    /// <param name="place">Where they are.</param>
    /// <param name="pue">PUE in parts per million.</param>
    public int ChipsOf(SwarmDataCenter place, long pue)
    {
        var (resting, extra) = BudgetOf(place, Speeds);
        var available = (Int128)Provisioned * Million / pue;
        return Control == "report" || extra == 0 ? int.MaxValue : (int)Int128.Min(int.MaxValue, (available - resting) / extra);
    }

    /// <summary>Power of a busy chip at its lowest speed.</summary>
    /// <param name="place">Where it is.</param>
    public long LowestBusy(SwarmDataCenter place) => LowestBusy(place, Speeds);

    private static long LowestBusy(SwarmDataCenter place, IReadOnlyList<SwarmSpeed> speeds)
    {
        var loads = place.Loads;
        return SwarmPower.At(
            place.Conversion,
            speeds.Count == 0 ? loads.Busy : loads.Idle + ((loads.Busy - loads.Idle) * speeds[^1].PowerPercent / 100));
    }

    private static (Int128 Resting, Int128 Extra) BudgetOf(SwarmDataCenter place, IReadOnlyList<SwarmSpeed> speeds)
    {
        var (power, resting) = (place.Power, Math.Max(place.Power.Idle, place.Power.Failed));
        var working = LowestBusy(place, speeds);
        return (place.Overhead + ((Int128)resting * place.Chips), Math.Max(working, power.Failed) - resting);
    }
}

/// <summary>A speed of slowed chips.</summary>
/// <param name="Percent">Of full speed.</param>
/// <param name="PowerPercent">Of what a busy chip draws more than an idle one.</param>
internal sealed record SwarmSpeed(int Percent, int PowerPercent);
