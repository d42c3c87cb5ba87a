using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Verification.Checks;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Tests;

/// <summary>Covers: run times around Daly's interval and the share of lasting progress; wrong figures are found.</summary>
public sealed class CheckpointTests
{
    private readonly Replications _quick = new(isQuick: true, silo: null, CancellationToken.None);

    [Theory]
    [InlineData(1, true)]
    [InlineData(1.01, false)]
    public void YoungDaly_Formula_TellsAnIntervalThatIsOnePercentOff(double factor, bool passes) =>
        Assert.Equal(passes, new YoungDalyCheck().CompareOptimum(24, factor * YoungDalyCheck.IntervalOf(24)).Passed);

    // sqrt(2 x 5 min x 24 h) is 2 h.
    [Theory]
    [InlineData(7_200_000_000, true)]
    [InlineData(7_200_000_001, false)]
    [InlineData(7_199_999_999, false)]
    public void Young_Formula_TellsAMicrosecond(long interval, bool passes) =>
        Assert.Equal(passes, new YoungDalyCheck().CompareYoung(24, new(interval)).Passed);

    [Theory]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public void Daly_WritesOfTwiceTheMean_TellAnotherIntervalThanTheMean(int seconds, bool passes) =>
        Assert.Equal(passes, new YoungDalyCheck().CompareLongWrite(VirtualDuration.FromSeconds(seconds)).Passed);

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Daly_PlayedRunTimes_TellWhetherRestartsAreSafe(bool isSafe, bool passes)
    {
        var played = new DalyJobs(0.25, 9.1 / 60) { IsSafeInRestart = isSafe };

        var hours = Estimate.Of([.. await played.PlayAsync("daly", _quick, jobs: 1)]);

        var safe = played with { IsSafeInRestart = true };
        Assert.Equal(passes, hours.Compare("check", "case", "source", safe.RunTime, gate: 0.02).Passed);
    }

    // Around three times the optimum, half of it is the better interval; around a third of it, double.
    [Theory]
    [InlineData(1, true, true)]
    [InlineData(3, false, true)]
    [InlineData(1 / 3.0, true, false)]
    public async Task YoungDaly_PlayedRunTimes_TellAnIntervalThatIsNotTheOptimum(double factor, bool half, bool twice)
    {
        var rows = await new YoungDalyCheck().CompareRunTimesAsync(_quick, 24, factor * YoungDalyCheck.IntervalOf(24), jobs: 10);

        Assert.Equal([half, twice], rows.Select(row => row.Passed));
    }

    [Theory]
    [InlineData(6.5e-3, 10, 0.921)]
    [InlineData(6.5e-3, 300, 0.740)]
    [InlineData(1e-3, 300, 0.898)]
    public void MetaEttr_Estimate_IsThatOfTheTable(double failuresPerNodeDay, int write, double share) =>
        Assert.Equal(share, new MetaEttrCheck.EttrCase(failuresPerNodeDay, write, Jobs: 0).Estimate, 3);

    [Theory]
    [InlineData(6.5e-3, true)]
    [InlineData(8e-3, false)]
    public async Task MetaEttr_PlayedShare_TellsAnotherRate(double failuresPerNodeDay, bool passes)
    {
        var expected = new MetaEttrCheck.EttrCase(6.5e-3, WriteSeconds: 10, Jobs: 0);
        var played = new MetaEttrCheck.EttrCase(failuresPerNodeDay, WriteSeconds: 10, Jobs: 0);

        var share = await new MetaEttrCheck().MeasureAsync(_quick, played, jobs: 4);

        Assert.Equal(passes, share.Compare("check", "case", "source", expected.Exact, gate: 0.01).Passed);
    }
}
