using CsCheck;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Engines;

/// <summary>What becomes of gangs over several data centers does not depend on engines, windows and silos, and a checkpoint keeps it.</summary>
[Collection(ClusterCollection.Name)]
public sealed class GangTests(ClusterSet clusters)
{
    [Theory]
    [InlineData(2, 60)]
    [InlineData(3, 7)]
    public async Task Run_OfGangs_IsTheSameForAnyWindowAndOnSilos(int sites, int news)
    {
        var specification = GangedFleet.Of(FailingFleet.Specification, sites, news);
        var expected = await Played.OnAsync(engine: null, specification);

        var cut = await Played.OnAsync(engine: null, specification, Played.Windows(7));
        var one = await Played.OnAsync(Played.EngineOn(await clusters.OfAsync(1)), specification);
        var three = await Played.OnAsync(Played.EngineOn(await clusters.OfAsync(3)), specification, Played.Windows(100));

        Assert.True(expected.Summary.Split!.Gangs!.Halts > 10, $"{expected.Summary.Split}");
        Assert.Equal([expected.Hash, expected.Hash, expected.Hash], [cut.Hash, one.Hash, three.Hash]);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(660)]
    [InlineData(1_111)]
    [InlineData(1_500)]
    public async Task Run_OfGangsSavedMidwayAndRestored_EndsTheSame(int seconds)
    {
        using var scratch = new ScratchFolder();
        var specification = GangedFleet.Of(FailingFleet.UntilJobsAreDone, sites: 2, news: 60);
        var expected = await Played.OnAsync(engine: null, specification);
        foreach (var (index, first) in new[] { true, false }.Index())
        {
            var run = new CheckpointedRun(specification, scratch.At($"run-{index}"));
            var cluster = await clusters.OfAsync(3);
            ISimulationEngine[] engines = first
                ? [new ReferenceEngine(), Played.EngineOn(cluster)]
                : [Played.EngineOn(cluster), new ReferenceEngine()];

            Assert.NotNull(await run.SuspendAsync(engines[0], VirtualTime.FromSeconds(seconds)));
            Assert.Equal(expected.Hash, (await run.FinishAsync(engines[1])).ResultHash);
        }
    }

    [Fact]
    public async Task Orleans_AnySmallScenarioOfGangs_GivesTheResultsOfTheReference()
    {
        var halts = 0L;
        await Gen.Select(RandomRuns.Specifications, Gen.Int[2, 3], Gen.OneOf(1, 30, 60, 600), Gen.Int[1, 3]).SampleAsync(
            async (plain, sites, news, silos) =>
            {
                var specification = GangedFleet.Of(plain, sites, news);
                var cluster = await clusters.OfAsync(silos);
                var expected = await Played.OnAsync(engine: null, specification);
                var actual = await Played.OnAsync(Played.EngineOn(cluster), specification, Played.Windows(120));
                Assert.Equal(expected.Hash, actual.Hash);
                halts += actual.Summary.Split!.Gangs?.Halts ?? 0;
            },
            iter: 90,
            threads: 1,
            print: sample => $"{sample.Item2} sites, news {sample.Item3}, {sample.Item4} silos");

        Assert.True(halts > 0, "no part was ever halted: the cases are too easy");
    }
}
