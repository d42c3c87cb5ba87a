using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>Which hosts count as lemons.</summary>
public sealed class LemonWatchTests
{
    private static readonly LemonEviction Eviction = new(3, VirtualDuration.FromSeconds(100));

    [Fact]
    public void IsLemon_AtTheFailureThatIsOneTooMany_IsTrueOnce()
    {
        var watch = new LemonWatch(Eviction);

        Assert.Equal([false, false, true, false], new long[] { 0, 50, 100, 101 }.Select(time => watch.IsLemon(7, At(time))));
        Assert.Equal([7], watch.Evicted);
    }

    [Fact]
    public void IsLemon_FailuresTooFarApart_AreForgotten()
    {
        var watch = new LemonWatch(Eviction);

        Assert.Equal([false, false, false, true], new long[] { 0, 50, 101, 150 }.Select(time => watch.IsLemon(7, At(time))));
    }

    [Fact]
    public void IsLemon_FailuresOfSeveralHosts_CountApart()
    {
        var watch = new LemonWatch(Eviction);

        Assert.All(Enumerable.Range(0, 6), failure => Assert.False(watch.IsLemon(failure % 3, At(failure))));
    }

    [Fact]
    public void Restore_OfWhatWasSaved_GoesOnCounting()
    {
        var watch = new LemonWatch(Eviction);
        watch.IsLemon(7, At(0));
        watch.IsLemon(7, At(10));
        var restored = new LemonWatch(Eviction);

        restored.Restore(watch.Save(), [3]);

        Assert.False(restored.IsLemon(3, At(15)));
        Assert.True(restored.IsLemon(7, At(20)));
        Assert.Equal([3, 7], restored.Evicted);
    }

    private static VirtualTime At(long seconds) => VirtualTime.FromSeconds(seconds);
}
