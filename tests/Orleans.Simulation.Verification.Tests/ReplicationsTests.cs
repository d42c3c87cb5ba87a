using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Verification.Playing;

namespace Orleans.Simulation.Verification.Tests;

/// <summary>Covers: what is played for a check, and that a wrong model is found.</summary>
public sealed class ReplicationsTests
{
    private static readonly VerifiedFleet Fleet = new(100) { MeanTimeToFailure = VirtualDuration.FromHours(100) };

    private readonly Replications _quick = new(isQuick: true, silo: null, CancellationToken.None);

    [Fact]
    public async Task PlayAsync_ManySeeds_AreInOrderAndTheSameTwice()
    {
        var first = await PlayAsync(Fleet);
        var second = await PlayAsync(Fleet);

        Assert.Equal(Enumerable.Range(1, first.Count), first.Select(run => (int)run.Summary.Seed));
        Assert.Equal(first.Select(run => run.Summary.ResultHash), second.Select(run => run.Summary.ResultHash));
        Assert.Equal(first.Count, first.Select(run => run.Summary.ResultHash).Distinct().Count());
    }

    [Fact]
    public async Task Ledger_OfARun_AgreesWithItsDataCenter()
    {
        var run = (await PlayAsync(Fleet))[0];

        var account = run.Ledger.Closing!.Account;
        Assert.True(account.Failed > 0);
        Assert.Equal((account.Idle, account.Busy, account.Failed), (run.Ledger.Idle, run.Ledger.Busy, run.Ledger.Failed));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(110, false)]
    public async Task Compare_FailuresOfAFleet_TellsARateThatIsTenPercentOff(int hours, bool passes)
    {
        // A chip that is repaired within an hour fails every 101 h on average.
        var runs = await PlayAsync(Fleet with { MeanTimeToFailure = VirtualDuration.FromHours(hours) });
        var counts = Statistics.Estimate.Of([.. runs.Select(run => (double)run.Summary.Failures.Count)]);

        Assert.Equal(passes, counts.Compare("check", "case", "source", 100 * 1000 / 101.0, gate: 0.05).Passed);
    }

    private Task<IReadOnlyList<VerifiedRun>> PlayAsync(VerifiedFleet fleet) =>
        _quick.PlayAsync(seed => fleet.Run("test", VirtualDuration.FromHours(1000), seed), run => run);
}
