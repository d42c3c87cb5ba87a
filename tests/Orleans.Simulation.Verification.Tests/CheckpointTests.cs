using Orleans.Simulation.Verification.Checks;

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
