using CsCheck;
using Orleans.Simulation.Core.Random;

namespace Orleans.Simulation.Core.Tests.Random;

public sealed class RandomStreamTests
{
    [Fact]
    public void Uniforms_AnyAddress_LieStrictlyInsideUnitInterval() =>
        Gen.Select(Gen.ULong, Gen.UInt, Gen.Long, Gen.UInt).Sample((seed, purpose, entity, draw) =>
        {
            var (first, second) = new RandomStream(seed, purpose).Uniforms(entity, draw);
            Assert.InRange(first, double.Epsilon, 1 - 1e-16);
            Assert.InRange(second, double.Epsilon, 1 - 1e-16);
        });

    [Fact]
    public void Draw_OneCoordinateChanged_GivesOtherBlock()
    {
        var block = new RandomStream(1, 2).Draw(3, 4);
        Assert.NotEqual(block, new RandomStream(2, 2).Draw(3, 4));
        Assert.NotEqual(block, new RandomStream(1, 3).Draw(3, 4));
        Assert.NotEqual(block, new RandomStream(1, 2).Draw(4, 4));
        Assert.NotEqual(block, new RandomStream(1, 2).Draw(3L + (1L << 32), 4));
        Assert.NotEqual(block, new RandomStream(1, 2).Draw(3, 5));
    }

    [Fact]
    public void Uniform_ManyDraws_HasMeanAndVarianceOfUniform()
    {
        const int Count = 200_000;
        var stream = new RandomStream(20260101, 7);
        var draws = Enumerable.Range(0, Count).Select(entity => stream.Uniform(entity, 0)).ToList();
        var mean = draws.Average();

        // Five standard errors: 5 * sqrt(1/12 / n) = 0.0032.
        Assert.InRange(mean, 0.4968, 0.5032);
        Assert.InRange(draws.Average(draw => (draw - mean) * (draw - mean)), 0.0825, 0.0842);
    }
}
