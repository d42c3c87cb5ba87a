using Orleans.Simulation.Reporting.Comparisons;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Reporting.Tests.Comparisons;

/// <summary>What runs are compared in, worked out by hand from a summary.</summary>
public sealed class ComparedFigureTests
{
    private static readonly ComputeSummary Compute = new(2, 3, 100, 4_000_000_000_000_000_000, 0, 4_000, 8_000, 2)
    {
        Attributed = new(10, 8, 6, 4, 2, 1),
    };

    [Fact]
    public async Task Of_SampleRunWithFlops_DividesByThem()
    {
        var run = await SummaryAsync(Compute);

        Assert.Equal(4, Value(run, "effectiveExaflop"));
        Assert.Equal(4_000, Value(run, "effectivePetaflopPerSecond"));
        Assert.Equal(2, Value(run, "tokensPerSecond"));
        Assert.Equal(2.5m, Value(run, "kilowattHoursPerExaflop"));
        Assert.Equal(2_000, Value(run, "gramsPerExaflop"));
        Assert.Equal(1_500, Value(run, "marketGramsPerExaflop"));
        Assert.Equal(1_000, Value(run, "embodiedGramsPerExaflop"));
        Assert.Equal(0.5m, Value(run, "electricityUsdPerExaflop"));
        Assert.Equal(0.25m, Value(run, "chipUsdPerExaflop"));
        Assert.Equal(Math.Round(run.Energy.FacilityKilowattHours, 6), Value(run, "facilityKilowattHours"));
        Assert.Equal(run.Jobs.MedianWaitSeconds, Value(run, "medianWaitSeconds"));
        Assert.Equal(run.Jobs.P95WaitSeconds, Value(run, "p95WaitSeconds"));
        Assert.Equal(Math.Round(run.Jobs.ChipSeconds / 3_600, 6), Value(run, "chipHours"));
        Assert.Equal(run.Goodput.GoodputOfHeld, Value(run, "goodputOfHeld"));
    }

    [Theory]
    [InlineData("electricityUsdPerExaflop", "a site does not state the price of electricity")]
    [InlineData("gramsPerExaflop", "a site does not state the carbon intensity of the grid")]
    [InlineData("marketGramsPerExaflop", "a site does not state the carbon intensity of the grid or the carbon-free share")]
    [InlineData("embodiedGramsPerExaflop", "the embodied carbon of a chip is not known")]
    [InlineData("chipUsdPerExaflop", "no price of this kind is known of a chip; see energy.chipPrice")]
    [InlineData("chipUsd", "no price of this kind is known of a chip; see energy.chipPrice")]
    public async Task Of_WhatASiteDoesNotKnow_SaysSo(string name, string why) =>
        Assert.Equal(new Measurement(null, why), Figure(name).Of(await SummaryAsync(Compute with { Attributed = new(10, null, null, null, null, null) })));

    [Theory]
    [InlineData("effectiveExaflop")]
    [InlineData("tokensPerSecond")]
    [InlineData("kilowattHoursPerExaflop")]
    [InlineData("gramsPerExaflop")]
    public async Task Of_RunWithoutFlops_SaysSo(string name) =>
        Assert.Equal(new Measurement(null, "no job states its FLOPs"), Figure(name).Of(await SummaryAsync(compute: null)));

    [Fact]
    public async Task Of_RunThatDidNothing_DoesNotDivide() => Assert.Equal(
        new Measurement(null, "no FLOPs were done"),
        Figure("kilowattHoursPerExaflop").Of(await SummaryAsync(Compute with { EffectiveFlop = 0 })));

    [Fact]
    public async Task Of_JobsThatCountNoTokens_SaysSo() => Assert.Equal(
        new Measurement(null, "no job states parameters and tokens"),
        Figure("tokensPerSecond").Of(await SummaryAsync(Compute with { Tokens = null, TokensPerSecond = null })));

    [Fact]
    public void All_Always_HaveNamesOfTheirOwn() => Assert.Distinct(ComparedFigure.All.Select(figure => figure.Name));

    private static decimal? Value(RunSummary run, string name) => Figure(name).Of(run).Value;

    private static ComparedFigure Figure(string name) => ComparedFigure.All.Single(figure => figure.Name == name);

    private static async Task<RunSummary> SummaryAsync(ComputeSummary? compute)
    {
        using var recorder = new ResultRecorder(SampleRun.Labels);
        SampleRun.RecordAll(recorder);
        var summary = await recorder.FinishAsync(SampleRun.Outcome, SampleRun.Performance);
        return summary with { Compute = compute };
    }
}
