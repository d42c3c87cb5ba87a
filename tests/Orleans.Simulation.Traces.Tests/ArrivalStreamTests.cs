using CsCheck;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;

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
