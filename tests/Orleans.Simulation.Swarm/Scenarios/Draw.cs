namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>Draws that a seed determines: the same seed draws the same everywhere.</summary>
/// <param name="seed">The seed.</param>
internal sealed class Draw(int seed)
{
    /// <summary>The longest time that scenarios may give to failures is a thousand years; this is less, in microseconds.</summary>
    private const double LongestMean = 1e15;

    private readonly Random _random = new(seed);

    /// <summary>A mean time that scenarios may have: at least a second.</summary>
    public static long MeanTime(double microseconds) =>
        (long)Math.Clamp(microseconds, SwarmScenario.Second, LongestMean);

    /// <summary>A whole number from a range, both ends included.</summary>
    public int Between(int low, int high) => _random.Next(low, high + 1);

    /// <summary>A whole number from a range, both ends included.</summary>
    public long Between(long low, long high) => _random.NextInt64(low, high + 1);

    /// <summary>Zero to less than one.</summary>
    public double Fraction() => _random.NextDouble();

    /// <summary>Whether something of a probability happens.</summary>
    public bool Chance(double probability) => _random.NextDouble() < probability;

    /// <summary>One of several.</summary>
    public T One<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
