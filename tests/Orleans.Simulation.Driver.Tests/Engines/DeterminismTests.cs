using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Engines;

/// <summary>The same scenario gives the same results, whoever carries the messages and however the run is cut.</summary>
[Collection(ClusterCollection.Name)]
public sealed class DeterminismTests(ClusterSet clusters)
{
    private const int WholeRun = 0;

    [Fact]
    public async Task Scenario_OfThisTest_HasEverythingThatCouldGoWrong()
    {
        var summary = (await Played.OnAsync(engine: null, FailingFleet.Specification)).Summary;

        Assert.All(summary.DataCenters, dataCenter => Assert.True(dataCenter.Failures.Count > 20, dataCenter.ToString()));
        Assert.All(summary.DataCenters, dataCenter => Assert.True(dataCenter.Jobs.Restarts > 0, dataCenter.ToString()));
        Assert.True(summary.Jobs.Rejected > 0, summary.Jobs.ToString());
        Assert.True(summary.Jobs.Failed > summary.Jobs.Rejected, summary.Jobs.ToString());
        Assert.True(summary.Jobs.Queued > 0, summary.Jobs.ToString());
        Assert.True(summary.Jobs.Running > 0, summary.Jobs.ToString());
        Assert.True(summary.Jobs.LostChipSeconds > 0, summary.Jobs.ToString());
        Assert.All(summary.DataCenters, dataCenter => Assert.True(dataCenter.Jobs.Shrinks > 0, dataCenter.ToString()));
        Assert.All(
            summary.DataCenters.Skip(1),
            dataCenter => Assert.True(dataCenter.Goodput.AwaitingChipSeconds > 0, dataCenter.ToString()));
        Assert.Equal(
            ["burst", "chip", "data-center", "host", "interconnect", "job", "outage", "rack"], summary.Failures.ByDomain.Keys);
        Assert.Equal(11, summary.Failures.ByCause.Count);
        Assert.All(summary.DataCenters, dataCenter => Assert.True(dataCenter.Goodput.Ettr < 0.9m, dataCenter.ToString()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(900)]
    public async Task Reference_AnyWindow_GivesTheSameResults(int seconds)
    {
        foreach (var specification in (RunSpecification[])[FailingFleet.Specification, FailingFleet.UntilJobsAreDone])
        {
            var whole = await Played.OnAsync(engine: null, specification);
            var cut = await Played.OnAsync(engine: null, specification, Windows(seconds));

            Assert.Equal(whole.Hash, cut.Hash);
            Assert.True(cut.Records.Windows.Count > whole.Records.Windows.Count, "the run was not cut");
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, WholeRun)]
    [InlineData(2, 60)]
    [InlineData(2, WholeRun)]
    [InlineData(3, 5)]
    [InlineData(3, 900)]
    [InlineData(3, WholeRun)]
    public async Task Orleans_AnyNumberOfSilosAndAnyWindow_GivesTheResultsOfTheReference(int silos, int seconds)
    {
        var cluster = await clusters.OfAsync(silos);
        var expected = await Played.OnAsync(engine: null, FailingFleet.Specification);

        var actual = await Played.OnAsync(Played.EngineOn(cluster), FailingFleet.Specification, Windows(seconds));

        Assert.Equal(expected.Summary.Jobs, actual.Summary.Jobs);
        Assert.Equal(expected.Summary.Energy, actual.Summary.Energy);
        Assert.Equal(expected.Hash, actual.Hash);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Orleans_RunWithoutFixedEnd_EndsWhenTheReferenceDoes(int silos)
    {
        var cluster = await clusters.OfAsync(silos);
        var expected = await Played.OnAsync(engine: null, FailingFleet.UntilJobsAreDone);

        var actual = await Played.OnAsync(Played.EngineOn(cluster), FailingFleet.UntilJobsAreDone, Windows(30));

        Assert.Equal(0, actual.Summary.Jobs.Queued + actual.Summary.Jobs.Running);
        Assert.Equal(expected.Summary.EndSeconds, actual.Summary.EndSeconds);
        Assert.Equal(expected.Hash, actual.Hash);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Orleans_TwoRunsOnTheSameSilos_DoNotTouchEachOther(int silos)
    {
        var cluster = await clusters.OfAsync(silos);
        var (first, second) = (Played.EngineOn(cluster), Played.EngineOn(cluster));

        var runs = await Task.WhenAll(
            Played.OnAsync(first, FailingFleet.Specification, Windows(60)),
            Played.OnAsync(second, FailingFleet.Specification, Windows(45)));

        Assert.Equal(runs[0].Hash, runs[1].Hash);
    }

    [Theory]
    [InlineData(300, 1, 1)]
    [InlineData(700, 256, 8)]
    public async Task Orleans_ManyRacksOrLargeOnes_GivesTheResultsOfTheReference(int chips, int chipsPerRack, int chipsPerHost)
    {
        var (fleet, sources, facts) = FailingFleet.Specification;
        var topology = new DataCenterTopology(chips, chipsPerRack, chipsPerHost);
        var plan = fleet.DataCenters[0] with
        {
            Topology = topology,
            Outages = RandomFailures.Plan([(700, 200, 9, 5), (800, 200, 12, 290)], topology),
        };
        var specification = new RunSpecification(fleet with { DataCenters = [plan] }, [sources[0]], facts);
        var cluster = await clusters.OfAsync(2);
        var expected = await Played.OnAsync(engine: null, specification);

        var actual = await Played.OnAsync(Played.EngineOn(cluster), specification, Windows(120));

        Assert.True(actual.Summary.Failures.Count > chips / 4, actual.Summary.Failures.ToString());
        Assert.Equal(expected.Hash, actual.Hash);
    }

    [Fact]
    public async Task Reference_AnotherSeed_GivesOtherResults()
    {
        var (fleet, sources, facts) = FailingFleet.Specification;
        var other = fleet with { DataCenters = [.. fleet.DataCenters.Select(plan => plan with { Seed = 21 })] };

        var expected = await Played.OnAsync(engine: null, FailingFleet.Specification);
        var actual = await Played.OnAsync(engine: null, new(other, sources, facts));

        Assert.NotEqual(expected.Hash, actual.Hash);
    }

    private static PlaybackOptions Windows(int seconds) =>
        seconds == WholeRun ? Played.WholeRun : Played.Windows(seconds);
}
