using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Verification.Checks;
using Orleans.Simulation.Verification.Statistics;

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

    [Theory]
    [InlineData(1, 250, true)]
    [InlineData(1, 500, false)]
    [InlineData(1, 1000, false)]
    [InlineData(3, 250, true)]
    [InlineData(3, 1000, false)]
    public async Task LoadRate_PlayedFleet_TellsAnotherIdleRate(double shape, int idlePerMille, bool passes)
    {
        var check = new LoadRateCheck();
        var expected = new LoadRateCheck.LoadRateCase(Busy: 77, IdlePerMille: 250)
        {
            Shape = shape,
            WarmUp = shape > 1 ? 2_400 : 0,
        };

        var hourly = await check.MeasureAsync(_quick, expected, idlePerMille);

        Assert.Equal(passes, check.Compare(expected, hourly, _quick).Passed);
    }

    [Theory]
    [InlineData(8, .99, .796, .276)]
    [InlineData(8, .995, .869, .526)]
    [InlineData(8, .999, .920, .880)]
    [InlineData(16, .99, .747, .076)]
    [InlineData(16, .995, .752, .277)]
    [InlineData(16, .999, .840, .774)]
    [InlineData(32, .99, .500, .006)]
    [InlineData(32, .995, .503, .077)]
    [InlineData(32, .999, .680, .599)]
    [InlineData(48, .99, .742, .000)]
    [InlineData(48, .995, .750, .016)]
    [InlineData(48, .999, .750, .348)]
    public void TpuV4_Slices_HaveTheGoodputOfTheTable(int cubes, double availability, double optical, double fixedWires)
    {
        // The table's third digits were rounded twice.
        Assert.Equal(optical, CaseOf(isStatic: false).Goodput, 0.0011);
        Assert.Equal(fixedWires, CaseOf(isStatic: true).Goodput, 0.0011);

        TpuV4Check.TpuV4Case CaseOf(bool isStatic) => new(cubes, availability, isStatic, Length: 0, QuickLength: 0, Gate: 0);
    }

    [Theory]
    [InlineData(0.99, false, true)]
    [InlineData(0.98, false, false)]
    [InlineData(0.99, true, false)]
    public async Task TpuV4_PlayedSlices_TellOtherHostsAndWires(double availability, bool isStatic, bool passes)
    {
        var expected = new TpuV4Check.TpuV4Case(Cubes: 8, 0.99, IsStatic: false, Length: 0, QuickLength: 0, Gate: 0);

        var share = await new TpuV4Check().MeasureAsync(_quick, cubes: 8, availability, isStatic, length: 40);

        Assert.Equal(passes, share.Compare("check", "case", "source", expected.Goodput, gate: 0.02).Passed);
    }

    [Theory]
    [InlineData(300_000, 165_000, true, true)]
    [InlineData(300_001, 165_000, false, false)]
    [InlineData(300_000, 165_001, true, false)]
    public async Task OpenDc_OneOutage_TellsAMillisecondAndAJoule(long interval, long joules, bool time, bool energy)
    {
        var rows = await new OpenDcCheck().CompareAsync(
            _quick, new("outage", [new(interval, 300_000)], HasCheckpoints: false, Seconds: 1200, joules));

        Assert.Equal([time, energy], rows.Select(row => row.Passed));
    }

    [Theory]
    [InlineData(419, true)]
    [InlineData(500, false)]
    public async Task Llama3_PlayedCauses_TellOtherRates(int interruptions, bool passes)
    {
        var check = new Llama3Check();
        var assumed = new Llama3Check.Llama3Case(WriteSeconds: 20, BackMinutes: 5, IsEffective: true);

        var runs = await check.PlayAsync(_quick, assumed, interruptions, count: 20);

        Assert.Equal(passes, check.CompareCauses([.. runs.Select(run => run.ByCause)], gate: 1).All(row => row.Passed));
        var share = Estimate.Of([.. runs.Select(run => run.Effective)]);
        Assert.Equal(passes, share.Compare("check", "case", "source", assumed.Exact, gate: 0.01).Passed);
    }

    [Fact]
    public void Llama3_Causes_SumUpToThePublishedInterruptions() => Assert.Equal(419, Llama3Causes.Count);

    [Theory]
    [InlineData(0.09, true)]
    [InlineData(0, false)]
    public async Task MetaRsc_PlayedGang_TellsThatJobsFailToo(double jobHazard, bool passes)
    {
        MetaRscCheck.MetaRscCase CaseOf(double hazard) => new(
            1024, FailuresPerNodeDay: 6.5e-3, hazard, Interruptions: 0, QuickInterruptions: 0, Gate: 0);

        var hours = await new MetaRscCheck().MeasureAsync(_quick, CaseOf(jobHazard), interruptions: 300);

        Assert.Equal(passes, hours.Compare("check", "case", "source", CaseOf(0.09).Hours, gate: 0.05).Passed);
    }

    [Theory]
    [InlineData(TpuV4FleetCheck.MachineFailures, true)]
    [InlineData(0.0009, false)]
    public async Task TpuV4Fleet_PlayedPods_TellAnotherRate(double machineFailures, bool passes)
    {
        var check = new TpuV4FleetCheck();

        var pods = await check.PlayAsync(_quick, machineFailures, days: 1_000);

        Assert.Equal(passes, check.CompareDaily("machines", pods, 0, 0.8192, gate: 0.05).Passed);
        Assert.Equal(passes, check.CompareBand(pods, gate: 0.02).Passed);
    }
}
