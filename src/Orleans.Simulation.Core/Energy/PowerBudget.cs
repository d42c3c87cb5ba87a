namespace Orleans.Simulation.Core.Energy;

/// <summary>IT power of a data center for which its facility must be provisioned, by the chips that jobs hold.</summary>
/// <remarks>
/// It is the most that they can draw, since chips fail and are repaired while nobody decides: of a chip without a job the power
/// when it is idle or, if that is higher, failed, and of a chip that a job holds when it is busy or failed.
/// </remarks>
/// <param name="Resting">Hosts, racks, and all chips without a job.</param>
/// <param name="Extra">What a chip draws more while a job holds it; at least zero.</param>
public readonly record struct PowerBudget(Watts Resting, Watts Extra)
{
    /// <summary>The budget of a data center.</summary>
    /// <param name="chips">Its chips.</param>
    /// <param name="idle">Power of an idle chip.</param>
    /// <param name="busy">Power of a busy chip, not below that of an idle one.</param>
    /// <param name="failed">Power of a failed chip.</param>
    /// <param name="overhead">Power of all hosts and racks besides the chips.</param>
    public static PowerBudget Of(long chips, Watts idle, Watts busy, Watts failed, Watts overhead)
    {
        var resting = Math.Max(idle.Milliwatts, failed.Milliwatts);
        return new(
            overhead + (new Watts(resting) * chips),
            new(Math.Max(busy.Milliwatts, failed.Milliwatts) - resting));
    }

    /// <summary>The IT power that a facility can feed.</summary>
    /// <param name="provisioned">Power provisioned for the facility.</param>
    /// <param name="pue">PUE in parts per million.</param>
    /// <returns>Whole milliwatts, rounded down.</returns>
    public static Watts Feeds(Watts provisioned, long pue) =>
        new((long)((Int128)provisioned.Milliwatts * SitePlan.PueUnit / pue));

    /// <summary>The power that is provisioned for a facility that could draw some times as much.</summary>
    /// <param name="draw">The most that the facility could draw.</param>
    /// <param name="oversubscription">How many times, in millionths.</param>
    /// <returns>Whole milliwatts, rounded down.</returns>
    public static Watts Oversubscribed(Watts draw, int oversubscription) =>
        new((long)((Int128)draw.Milliwatts * PowerPlan.Covered / oversubscription));

    /// <summary>Most chips that jobs can hold at once.</summary>
    /// <param name="available">IT power that is to be had.</param>
    /// <returns>Negative when it is not even enough without any job; <see cref="int.MaxValue"/> when all of them can.</returns>
    public int ChipsWithin(Watts available)
    {
        var spare = (available - Resting).Milliwatts;
        return spare < 0 ? -1 : Extra.Milliwatts == 0 ? int.MaxValue : (int)Math.Min(int.MaxValue, spare / Extra.Milliwatts);
    }

    /// <summary>The least power that must be provisioned for jobs to hold some chips.</summary>
    /// <param name="chips">The chips.</param>
    /// <param name="pue">PUE in parts per million.</param>
    public Watts Needs(int chips, long pue)
    {
        var it = Resting.Milliwatts + ((Int128)Extra.Milliwatts * chips);
        return new((long)(((it * pue) + SitePlan.PueUnit - 1) / SitePlan.PueUnit));
    }
}
