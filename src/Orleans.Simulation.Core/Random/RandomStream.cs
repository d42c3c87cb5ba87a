namespace Orleans.Simulation.Core.Random;

/// <summary>The random numbers of one purpose in one run: any draw of any entity, addressed directly.</summary>
/// <remarks>
/// The Philox key is the whole 64-bit seed; the counter is (entity, draw, purpose). Two variants of a scenario with the
/// same seed therefore give an entity the same draws (common random numbers), whatever else differs.
/// </remarks>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Purpose">What the numbers are for: one constant a purpose, see <see cref="RandomPurpose"/>.</param>
public readonly record struct RandomStream(ulong Seed, uint Purpose)
{
    private const double TwoToMinus53 = 1.0 / (1UL << 53);

    /// <summary>The 128 bits of one draw.</summary>
    /// <param name="entity">Who draws: a chip or job number that is unique within the run.</param>
    /// <param name="draw">How many draws the entity has made before.</param>
    public Philox4x32.Block Draw(long entity, uint draw) =>
        Philox4x32.Generate(new((uint)(entity & uint.MaxValue), (uint)((entity >> 32) & uint.MaxValue), draw, Purpose), Seed);

    /// <summary>Two independent uniform numbers of one draw, each strictly inside (0, 1).</summary>
    public (double First, double Second) Uniforms(long entity, uint draw)
    {
        var (x0, x1, x2, x3) = Draw(entity, draw);
        return (ToUniform(x0, x1), ToUniform(x2, x3));
    }

    /// <summary>One uniform number strictly inside (0, 1), so that its logarithm is finite and not zero.</summary>
    public double Uniform(long entity, uint draw) => Uniforms(entity, draw).First;

    private static double ToUniform(uint high, uint low) => (((((ulong)high << 32) | low) >> 12 << 1) + 1) * TwoToMinus53;
}
