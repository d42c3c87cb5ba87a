namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>Draws how jobs get to data centers, as far as a scenario knows what that rests on.</summary>
internal static class BrokerDraw
{
    private const long Minute = 60 * SwarmScenario.Second;
    private const long LongestDeadline = 14 * 24 * 60 * Minute;

    /// <summary>Draws a broker.</summary>
    public static SwarmBroker Broker(Draw draw, SwarmScenario scenario)
    {
        var places = scenario.DataCenters;
        string[] policies =
        [
            "fewest-asked", "first-fit", "least-loaded", "fastest", "weighted",
            .. places.All(each => each.Price is not null) ? (string[])["cheapest"] : [],
            .. places.All(each => each.Carbon is not null) ? (string[])["greenest"] : [],
            .. scenario.Sources.Any(source => source.Affinity.Count > 0) ? (string[])["affinity"] : [],
        ];
        var policy = draw.One(policies);
        return new(
            policy,
            draw.Chance(0.3) ? draw.One(0, Minute, 60 * Minute) : null,
            policy == "weighted" ? [.. places.Select(_ => draw.Between(1, 5))] : []);
    }

    /// <summary>Draws which data centers jobs accept, by preference; mostly all, which is none.</summary>
    public static IReadOnlyList<int> Affinity(Draw draw, int dataCenters)
    {
        if (dataCenters == 1 || draw.Chance(0.6))
        {
            return [];
        }

        var order = Enumerable.Range(0, dataCenters).Select(index => (Key: draw.Fraction(), index)).Order().Select(each => each.index);
        return [.. order.Take(draw.Between(1, dataCenters))];
    }

    /// <summary>
    /// Draws how far the jobs of a source may be postponed; null: not at all, or there is nothing worth waiting for.
    /// </summary>
    public static SwarmShift? Shift(Draw draw, SwarmScenario scenario, SwarmSource source, long length)
    {
        SwarmDataCenter[] places = [.. scenario.AcceptedBy(source).Select(index => scenario.DataCenters[index])];
        var deadline = Math.Clamp(draw.Between(length / 20, length), Minute, LongestDeadline);
        var shift = new SwarmShift(deadline, draw.One("price", "carbon"));
        SwarmRate?[] rates = [.. places.Select(each => shift.By == "price" ? each.Price : each.Carbon)];
        var isKnown = Array.TrueForAll(rates, rate => rate is { Step: 0 or >= Minute });
        var isWorthIt = isKnown && Array.Exists(rates, rate => rate!.Step > 0);
        return draw.Chance(0.5) && isWorthIt ? shift : null;
    }
}
