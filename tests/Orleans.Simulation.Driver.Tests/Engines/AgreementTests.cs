using CsCheck;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Engines;

/// <summary>Whatever the scenario, actors agree with plain loops.</summary>
[Collection(ClusterCollection.Name)]
public sealed class AgreementTests(ClusterSet clusters)
{
    private const int Cases = 60;

    private static readonly Gen<PlaybackOptions> GenOptions = Gen.Select(
        Gen.OneOf(120L, 333, 3_600, 10_000_000),
        Gen.OneOf(1, 7, 10_000),
        (window, arrivals) => new PlaybackOptions(Seconds(window), arrivals));

    [Fact]
    public async Task Orleans_AnySmallScenario_GivesTheResultsOfTheReference()
    {
        var restarts = 0L;
        await Gen.Select(RandomRuns.Specifications, GenOptions, Gen.Int[1, 3]).SampleAsync(
            async (specification, options, silos) =>
            {
                var cluster = await clusters.OfAsync(silos);
                var expected = await Played.OnAsync(engine: null, specification);
                var actual = await Played.OnAsync(Played.EngineOn(cluster), specification, options);
                Assert.Equal(expected.Hash, actual.Hash);
                restarts += actual.Summary.Jobs.Restarts;
            },
            iter: Cases,
            threads: 1,
            print: Print);

        Assert.True(restarts > 0, "no failure interrupted any job: the cases are too easy");
    }

    private static string Print((RunSpecification Specification, PlaybackOptions Options, int Silos) sample)
    {
        var fleet = sample.Specification.Fleet;
        return $"{sample.Silos} silos, {sample.Options}, end {fleet.End}, {string.Join(", ", sample.Specification.Sources)}, "
            + string.Join(", ", fleet.DataCenters);
    }

    private static VirtualDuration Seconds(long seconds) => VirtualDuration.FromSeconds(seconds);
}
