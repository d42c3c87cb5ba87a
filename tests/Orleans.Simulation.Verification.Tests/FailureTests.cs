using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Verification.Checks;

namespace Orleans.Simulation.Verification.Tests;

/// <summary>Covers: checks of failures, repairs and slices; what is wrong with a model or a figure is found.</summary>
public sealed class FailureTests
{
    private static readonly RepairmanCase SixteenCrews =
        new(Crews: 16, WarmUp: 2_000, Hours: 0, QuickHours: 4_000, IsControlled: true);

    private readonly Replications _quick = new(isQuick: true, silo: null, CancellationToken.None);

    [Theory]
    [InlineData(null, 13.227)]
    [InlineData(20, 13.337)]
    [InlineData(16, 14.905)]
    [InlineData(14, 23.578)]
    [InlineData(8, 817.3)]
    public void Repairman_Crews_HasTheMeanOfTheTable(int? crews, double failed) =>
        Assert.Equal(failed, RepairmanCheck.ModelOf(crews).MeanFailed, failed > 100 ? 0.05 : 0.0005);

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public async Task Repairman_PlayedCrews_TellOneMore(int crews, bool passes)
    {
        var check = new RepairmanCheck();

        var (observations, otherwise) = await check.PlayAsync(_quick, SixteenCrews, crews);

        Assert.Equal(passes, otherwise == 0);
        Assert.Equal(passes, check.Compare(SixteenCrews, observations, gate: 0.02).Passed);
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(26, false)]
    public async Task Availability_ChipsThatWearOut_TellLongerRepairs(int hours, bool passes)
    {
        var share = await new AvailabilityCheck().MeasureAsync(_quick, shape: 3, VirtualDuration.FromHours(hours));

        Assert.Equal(passes, share.Compare("check", "case", "source", 24 / 264.0, gate: 0.02).Passed);
    }
}
