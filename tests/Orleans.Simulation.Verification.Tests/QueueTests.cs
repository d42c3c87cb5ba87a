using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Verification.Checks;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Queues;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Tests;

/// <summary>Covers: waits for one chip and for many, and that wrong loads, fleets and arrivals are found.</summary>
public sealed class QueueTests
{
    private static readonly ErlangCase TenServers =
        new(Servers: 10, Load: 0.9, WarmUp: 5_000, Jobs: 0, QuickJobs: 40_000);

    private readonly Replications _quick = new(isQuick: true, silo: null, CancellationToken.None);

    [Theory]
    [InlineData(1, 0.8, 4)]
    [InlineData(2, 0.8, 1.77778)]
    [InlineData(10, 0.9, 0.668732)]
    [InlineData(100, 0.95, 0.101291)]
    [InlineData(1000, 0.98, 0.020610)]
    public void ErlangC_Servers_HasTheWaitOfTheTable(int servers, double load, double wait) =>
        Assert.Equal(wait, ErlangC.MeanWait(servers, load), 5 * Math.Pow(10, Math.Floor(Math.Log10(wait)) - 5));

    [Fact]
    public async Task Erlang_FleetAsChecked_PassesAndAnotherWaitMisses()
    {
        var (waits, otherwise) = await new ErlangCheck().MeasureAsync(_quick, TenServers, chips: 10);

        Assert.Equal(0, otherwise);
        Assert.True(waits.IsCentred);
        Assert.True(waits.Compare("check", "case", "source", ErlangC.MeanWait(10, 0.9), gate: 0.005).Passed);
        Assert.False(waits.Compare("check", "case", "source", 1.01 * ErlangC.MeanWait(10, 0.9), gate: 0.005).Passed);
    }

    [Fact]
    public async Task Erlang_FleetWithAChipMore_MissesAndItsJobsStartTooEarly()
    {
        var (waits, otherwise) = await new ErlangCheck().MeasureAsync(_quick, TenServers, chips: 11);

        Assert.True(otherwise > 0);
        Assert.False(waits.Compare("check", "case", "source", ErlangC.MeanWait(10, 0.9), gate: 0.1).Passed);
    }

    [Theory]
    [InlineData(98, 100)]
    [InlineData(100, 102)]
    public async Task Erlang_ArrivalsOrRunTimesTwoPercentOff_AreNotExplainedAway(int between, int mean)
    {
        var queue = TenServers.Queue;
        var sizes = ExponentialRunTimes.OfMean(new(queue.Mean.Microseconds * mean / 100));
        var played = new VirtualDuration(queue.Between.Microseconds * between / 100);

        var waits = ControlledMean.Of(await _quick.PlayAsync(
            seed => new VerifiedFleet(10).Run("test", null, seed, VerifiedFleet.Arrivals(played, 40_000, sizes, seed)),
            run => queue.Observe(run.Ledger.Completed, TenServers.WarmUp)));

        Assert.False(waits.IsCentred);
        Assert.False(waits.Compare("check", "case", "source", ErlangC.MeanWait(10, 0.9), gate: 0.5).Passed);
    }

    [Fact]
    public async Task Queue_LoadAsChecked_PassesAndAnotherWaitMisses()
    {
        var waits = await new QueueCheck().MeasureAsync(_quick, load: 0.8, variation: 1, jobs: 40_000);

        Assert.True(waits.IsCentred);
        Assert.True(waits.Compare("check", "case", "source", 4, gate: 0.005).Passed);
        Assert.False(waits.Compare("check", "case", "source", 4.04, gate: 0.005).Passed);
    }

    [Fact]
    public async Task Queue_ArrivalsTwoPercentTooFast_AreNotExplainedAway()
    {
        var waits = await new QueueCheck().MeasureAsync(_quick, load: 0.816, variation: 1, jobs: 40_000);

        Assert.False(waits.IsCentred);
        Assert.False(waits.Compare("check", "case", "source", 4, gate: 0.5).Passed);
    }
}
