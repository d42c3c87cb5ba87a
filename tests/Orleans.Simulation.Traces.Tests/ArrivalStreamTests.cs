using CsCheck;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;

namespace Orleans.Simulation.Traces.Tests;

public sealed class ArrivalStreamTests
{
    private const string Text = Texts.NativeHeader + "a,10,100,4\nb,20,50,512\nc,20,0,1\n";

    [Fact]
    public void Open_NoSource_IsEmpty()
    {
        using var stream = ArrivalStream.Open([]);
        Assert.True(stream.NextSubmit.IsNever);
        Assert.False(stream.TryRead(out _));
    }

    [Fact]
    public void Read_TwoSources_MergesBySubmitThenSourceThenRow()
    {
        using var file = new TemporaryFile(Text);
        using var stream = ArrivalStream.Open([file.Source(), file.Source(shift: -10) with { DataCenter = 3 }]);
        var arrivals = stream.ReadBefore(VirtualTime.Never).ToList();
        Assert.Equal(
            [(1, "a"), (0, "a"), (1, "b"), (1, "c"), (0, "b"), (0, "c")],
            arrivals.Select(arrival => (arrival.Source, arrival.Id)));
        Assert.Equal(Enumerable.Range(0, 6), arrivals.Select(arrival => arrival.Number));
        Assert.Equal(
            new JobArrival(2, 1, 1, "b", 3, 512, VirtualTime.FromSeconds(10), VirtualDuration.FromSeconds(50)), arrivals[2]);
    }

    [Fact]
    public void ReadBefore_Instant_LeavesLaterJobs()
    {
        using var file = new TemporaryFile(Text);
        using var stream = ArrivalStream.Open([file.Source()]);
        Assert.Equal(VirtualTime.FromSeconds(10), stream.NextSubmit);
        Assert.Single(stream.ReadBefore(VirtualTime.FromSeconds(20)));
        Assert.Equal(VirtualTime.FromSeconds(20), stream.NextSubmit);
        Assert.Equal(1, stream.Count);
    }

    [Fact]
    public void Read_AnySources_IsInTotalOrder() =>
        Gen.Int[1, 200].List[1, 5].Sample(
            means =>
            {
                using var stream = ArrivalStream.Open([.. means.Select((mean, index) =>
                    Sources.Generator($"g{index}", 1, mean * 20) with { Stream = 1000U + (uint)index })]);
                var keys = stream.ReadBefore(VirtualTime.Never)
                    .Select(arrival => (arrival.Submit, arrival.Source, arrival.Row)).ToList();
                Assert.Equal(keys.Distinct().Order(), keys);
            },
            iter: 50);

    /// <summary>512 chips are 170, 171 and 171; a job of one chip stays whole.</summary>
    [Fact]
    public void Read_SourceOfSeveralSites_SplitsItsJobsIntoParts()
    {
        using var file = new TemporaryFile(Text);
        using var stream = ArrivalStream.Open([file.Source() with { Sites = 3, Shrink = new(500_000, 1) }, file.Source()]);
        var arrivals = stream.ReadBefore(VirtualTime.Never).Where(arrival => arrival.Source == 0).ToList();

        Assert.Equal(
            [
                (0, "a/1", 1, new(0, 3)), (1, "a/2", 1, new(1, 3)), (2, "a/3", 2, new(2, 3)),
                (4, "b/1", 170, new(0, 3)), (5, "b/2", 171, new(1, 3)), (6, "b/3", 171, new(2, 3)), (7, "c", 1, (JobPart?)null),
            ],
            arrivals.Select(arrival => (arrival.Number, arrival.Id, arrival.Chips, arrival.Part)));
        Assert.Equal([null, null, 1, 85, 86, 86, null], arrivals.Select(arrival => arrival.Shrink?.MinChips));
        Assert.Equal([0L, 0, 0, 1, 1, 1, 2], arrivals.Select(arrival => arrival.Row));
        Assert.All(arrivals, arrival => Assert.Equal(arrivals.First(each => each.Row == arrival.Row).Work, arrival.Work));
    }

    [Fact]
    public void Skip_IntoTheMiddleOfAJob_GoesOnWithItsNextPart()
    {
        using var file = new TemporaryFile(Text);
        using var stream = ArrivalStream.Open([file.Source() with { Sites = 2 }]);

        stream.Skip(3);

        Assert.True(stream.TryRead(out var arrival));
        Assert.Equal(("b/2", 256, 3), (arrival.Id, arrival.Chips, arrival.Number));
    }

    [Fact]
    public void Read_AnyJobOfFlops_IsSharedOutWithoutRest() =>
        Gen.Select(Gen.Int[1, 5_000], Gen.Int[1, 40], Gen.Int[1, 50]).Sample(
            (chips, sites, seed) =>
            {
                var source = Sources.Generator($"g{seed}", 1, 100);
                var size = new JobSizeClass(chips, 1, VirtualDuration.Zero, 1) { MedianFlops = new(ModelFlops.MaxCount / 7, 6) };
                using var whole = ArrivalStream.Open([source with { Sizes = [size] }]);
                using var split = ArrivalStream.Open([source with { Sizes = [size], Sites = sites }]);
                var parts = split.ReadBefore(VirtualTime.Never).GroupBy(arrival => arrival.Row).ToList();
                foreach (var (job, own) in whole.ReadBefore(VirtualTime.Never).Zip(parts))
                {
                    Assert.Equal(Math.Min(sites, chips), own.Count());
                    Assert.Equal(job.Chips, own.Sum(part => part.Chips));
                    Assert.InRange(own.Max(part => part.Chips) - own.Min(part => part.Chips), 0, 1);
                    Assert.Equal(job.Flops!.Count, own.Aggregate(Int128.Zero, (sum, part) => sum + part.Flops!.Count));
                }
            },
            iter: 100);

    [Fact]
    public void Open_SecondFileMissing_ClosesFirst()
    {
        using var file = new TemporaryFile(Text);
        var missing = file.Source() with { File = file.Path + ".missing" };
        Assert.Throws<InvalidInputException>(() => ArrivalStream.Open([file.Source(), missing]));
        using var exclusive = new FileStream(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void Dispose_HalfRead_ClosesFile()
    {
        using var file = new TemporaryFile(Text);
        using (var stream = ArrivalStream.Open([file.Source()]))
        {
            Assert.True(stream.TryRead(out _));
        }

        using var exclusive = new FileStream(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void Read_FileWithIssue_ThrowsAtIt()
    {
        using var file = new TemporaryFile(Text + "d,30,1,0\ne,40,1,1\n");
        using var stream = ArrivalStream.Open([file.Source()]);
        Assert.Throws<InvalidInputException>(() => stream.ReadBefore(VirtualTime.Never).Count());
    }
}
