namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>What is asked of the power of a data center. Its PUE does not change, so that nothing is ever shed.</summary>
/// <param name="Provisioned">Power provisioned for the facility, in milliwatts.</param>
/// <param name="Control">admit, report or shed.</param>
internal sealed record SwarmPowerLimit(long Provisioned, string Control)
{
    private const long Million = 1_000_000;

    /// <summary>Power for some chips to work, whatever fails.</summary>
    public static SwarmPowerLimit For(SwarmDataCenter place, int chips, string control)
    {
        var (resting, extra) = BudgetOf(place);
        return new((long)((((resting + (extra * chips)) * place.Pue) + Million - 1) / Million), control);
    }

    /// <summary>Chips that can work at once.</summary>
    public int ChipsOf(SwarmDataCenter place)
    {
        var (resting, extra) = BudgetOf(place);
        var available = (Int128)Provisioned * Million / place.Pue;
        return Control == "report" || extra == 0 ? int.MaxValue : (int)Int128.Min(int.MaxValue, (available - resting) / extra);
    }

    private static (Int128 Resting, Int128 Extra) BudgetOf(SwarmDataCenter place)
    {
        var (power, resting) = (place.Power, Math.Max(place.Power.Idle, place.Power.Failed));
        return (place.Overhead + ((Int128)resting * place.Chips), Math.Max(power.Busy, power.Failed) - resting);
    }
}
