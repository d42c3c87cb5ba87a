namespace Orleans.Simulation.Core.Random;

/// <summary>The choice of one of several options by integer weights, without floating point.</summary>
public static class WeightedChoice
{
    /// <summary>Chooses an option.</summary>
    /// <remarks>
    /// The draw is scaled to [0, total) by the high half of a 128-bit product; the bias against any option is below
    /// total / 2^64. Cost: one pass over the weights.
    /// </remarks>
    /// <param name="weights">
    /// Relative frequencies; each at least zero, not all zero. An option of weight zero never comes.
    /// </param>
    /// <param name="draw">The random block of the draw; its first 64 bits are used.</param>
    /// <returns>Index of the chosen option.</returns>
    /// <exception cref="ArgumentException">A weight is negative, or none is greater than zero.</exception>
    /// <exception cref="OverflowException">The weights sum to more than 64 bits hold.</exception>
    public static int Draw(ReadOnlySpan<long> weights, Philox4x32.Block draw)
    {
        var total = Total(weights);
        var bits = ((ulong)draw.X0 << 32) | draw.X1;
        var left = (long)Math.BigMul(bits, (ulong)total, out _);
        var index = 0;
        while (left >= weights[index])
        {
            left -= weights[index];
            index++;
        }

        return index;
    }

    private static long Total(ReadOnlySpan<long> weights)
    {
        var total = 0L;
        foreach (var weight in weights)
        {
            if (weight < 0)
            {
                throw new ArgumentException($"A weight is {weight}, must be at least 0.", nameof(weights));
            }

            total += weight;
        }

        return total > 0 ? total : throw new ArgumentException("The weights sum to 0, must be greater.", nameof(weights));
    }
}
