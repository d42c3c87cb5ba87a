using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Playback;

/// <summary>Arrivals are read as they are needed, however many there are.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ArrivalTests(ClusterSet clusters)
{
    private static readonly VirtualDuration Hour = VirtualDuration.FromHours(1);

    private static readonly RunSpecification TinyJobs = Played.Specification(
        Plans.Fleet([new(64, 16, 8), new(30, 8, 4)]),
        Workloads.Jobs(0, new(1_000_000), new(20_000_000), VirtualTime.FromSeconds(3_000), [1, 2, 4]));

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1_000)]
    public async Task Play_WithMoreArrivalsThanAWindowMayHold_CutsItAndChangesNothing(int maxArrivals)
    {
        var whole = await Played.OnAsync(engine: null, TinyJobs);

        var cut = await Played.OnAsync(engine: null, TinyJobs, new(Hour, maxArrivals));

        Assert.True(whole.Summary.Jobs.Submitted > 2_500, whole.Summary.Jobs.ToString());
        Assert.All(cut.Records.Windows, window => Assert.InRange(window.Arrivals.Count, 0, maxArrivals));
        Assert.Equal(whole.Hash, cut.Hash);
    }

    [Fact]
    public async Task Play_WithMoreArrivalsThanAWindowMayHold_IsTheSameWithActors()
    {
        var cluster = await clusters.OfAsync(2);
        var whole = await Played.OnAsync(engine: null, TinyJobs);

        var cut = await Played.OnAsync(Played.EngineOn(cluster), TinyJobs, new(Hour, 50));

        Assert.Equal(whole.Hash, cut.Hash);
    }

    [Fact]
    public async Task Play_ArrivalsOfOneInstant_StayInOneWindow()
    {
        using var folder = new ScratchFolder();
        var file = folder.At("jobs.csv");
        var rows = Enumerable.Range(0, 30).Select(job => $"job-{job},{job / 10 * 60},30,4");
        await File.WriteAllLinesAsync(file, rows.Prepend("job_id,submit_s,duration_s,chips"));
        var specification = Played.Specification(Plans.Fleet([new(16, 8, 8)]), Trace(file));

        var whole = await Played.OnAsync(engine: null, specification);
        var cut = await Played.OnAsync(engine: null, specification, new(Hour, 3));

        Assert.Equal([10, 10, 10], cut.Records.Windows.Select(window => window.Arrivals.Count).Where(count => count > 0));
        Assert.Equal(30, cut.Summary.Jobs.Completed);
        Assert.Equal(whole.Hash, cut.Hash);
    }

    [Fact]
    public async Task Play_AHundredThousandTinyJobs_NeverHoldsThemAllAtOnce()
    {
        var specification = Played.Specification(
            Plans.Fleet([new(64, 16, 8)]),
            Workloads.Jobs(0, new(1_000), new(10_000), VirtualTime.FromSeconds(100), [1]));

        var played = await Played.OnAsync(engine: null, specification, PlaybackOptions.Default);

        Assert.InRange(played.Summary.Jobs.Completed, 95_000, 105_000);
        Assert.All(
            played.Records.Windows,
            window => Assert.InRange(window.Arrivals.Count, 0, PlaybackOptions.Default.MaxArrivals));
    }

    [Fact]
    public async Task Play_WithoutAnyJob_EndsAtOnce()
    {
        var cluster = await clusters.OfAsync(2);

        var played = await Played.OnAsync(Played.EngineOn(cluster), Played.Specification(Plans.Fleet([new(16, 8, 8)])));

        Assert.True(played.Summary.Complete);
        Assert.Equal(0m, played.Summary.EndSeconds);
    }

    [Fact]
    public async Task Play_ArrivalAtTheEnd_IsSubmittedAndALaterOneIsNot()
    {
        using var folder = new ScratchFolder();
        var file = folder.At("jobs.csv");
        await File.WriteAllLinesAsync(file, ["job_id,submit_s,duration_s,chips", "a,0,10,1", "b,100,10,1", "c,100.000001,10,1"]);
        var fleet = Plans.Fleet([new(16, 8, 8)], end: VirtualTime.FromSeconds(100));

        var played = await Played.OnAsync(engine: null, Played.Specification(fleet, Trace(file)));

        Assert.Equal((2L, 1L, 1L), (played.Summary.Jobs.Submitted, played.Summary.Jobs.Completed, played.Summary.Jobs.Running));
    }

    [Fact]
    public async Task Play_MissingTrace_IsInvalidInputThatNamesTheFile()
    {
        using var folder = new ScratchFolder();
        var file = folder.At("nowhere.csv");
        var specification = Played.Specification(Plans.Fleet([new(16, 8, 8)]), Trace(file));

        var fault = await Assert.ThrowsAsync<InvalidInputException>(() => Played.OnAsync(engine: null, specification));

        Assert.Equal(file, Assert.Single(fault.Issues).Where);
    }

    private static TraceSource Trace(string file) =>
        new("trace", JobArrival.AnyDataCenter, file, "native", Shift: default, TraceSource.TimeScaleUnit);
}
