namespace Orleans.Simulation.Swarm.Checks;

/// <summary>Stretches of time that may overlap.</summary>
internal static class TimeSpans
{
    /// <summary>Joins stretches that overlap or touch, in order.</summary>
    /// <param name="spans">Their starts and ends.</param>
    /// <param name="end">Where all of them end at the latest.</param>
    public static List<(long From, long To)> Union(IEnumerable<(long From, long To)> spans, long end)
    {
        var joined = new List<(long From, long To)>();
        foreach (var (from, to) in spans.Select(span => (span.From, To: Math.Min(span.To, end))).Order())
        {
            if (from >= to)
            {
                continue;
            }

            if (joined.Count > 0 && joined[^1].To >= from)
            {
                joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, to));
            }
            else
            {
                joined.Add((from, to));
            }
        }

        return joined;
    }
}
