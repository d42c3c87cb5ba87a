using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Scenarios.Bounds;
using Orleans.Simulation.Scenarios.Description;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>What a scenario says of FLOPs and how fast chips do them, followed from its text into a run.</summary>
public sealed class ComputeKeysTests
{
    private const string Yaml = """
        name: computing
        duration: 2d
        fleet:
          dataCenters:
            - { name: nvidia, rack: h100-hgx, racks: 4 }
            - { name: google, rack: tpu-v6e-rack, racks: 4 }
        workload:
          sources:
            - name: drawn
              generator:
                meanInterarrival: 1h
                sizes:
                  - { chips: 8, weight: 1, work: 1.5 ZFLOP, sigma: 0 }
                  - { chips: 16, weight: 1, parameters: 8B, tokens: 1.5T, sigma: 0.5 }
                  - { chips: 32, weight: 1, medianRunTime: 1h, sigma: 1 }
        """;

    private static readonly Int128 Exa = 1_000_000_000_000_000_000;

    [Fact]
    public void Compile_Work_ReachesTheSource()
    {
        var sizes = Assert.IsType<GeneratorSource>(Load().Compile().Sources[0]).Sizes;

        Assert.Equal(
            [new ModelFlops(1_500 * Exa, 0), new(72_000 * Exa, 48_000_000_000), null],
            sizes.Select(size => size.MedianFlops));
        Assert.Equal([VirtualDuration.Zero, VirtualDuration.Zero, VirtualDuration.FromHours(1)], sizes.Select(size => size.MedianWork));
    }

    [Fact]
    public void Compile_Speed_IsPeakTimesMfuAndFallsWithTheSizeOfJobs()
    {
        var plans = Load("fleet.dataCenters[0].racks=1000").Compile().Plan.DataCenters;

        // 0.43 of 989 TFLOP/s, and 0.462 of 918; from 16,384 chips on 0.953488 of it.
        Assert.Equal([new SpeedStep(1, 425_270_000), new(16_384, 405_489_841)], plans[0].Speed!.Steps);
        Assert.Equal([new SpeedStep(1, 424_116_000), new(16_384, 404_389_516)], plans[1].Speed!.Steps);
        Assert.Equal([425_270_000, 425_270_000, 405_489_841], new[] { 1, 16_383, 16_384 }.Select(plans[0].Speed!.PerChip));
    }

    [Theory]
    [InlineData("compute.precision=fp8", 850_970_000, 424_116_000)]
    [InlineData("compute.mfu=0.5", 494_500_000, 459_000_000)]
    [InlineData("chipTypes.h100={ mfu: 0.5 }", 494_500_000, 424_116_000)]
    [InlineData("chipTypes.h100={ mfu: { value: 0.4, low: 0.3, high: 0.5, source: mine } }", 395_600_000, 424_116_000)]
    [InlineData("chipTypes.h100={ peak: { bf16: 2 PFLOP/s } }", 860_000_000, 424_116_000)]
    [InlineData("compute.scaling=[{ chips: 1, factor: 0.5 }]", 212_635_000, 212_058_000)]
    [InlineData("compute.scaling=[{ chips: 8, factor: 0.5 }, { chips: 9, factor: 2 }]", 212_635_000, 212_058_000)]
    public void Set_WhatSpeedFollowsFrom_ReachesEveryDataCenter(string text, long nvidia, long google)
    {
        var compiled = Load(text).Compile();

        Assert.Equal([nvidia, google], compiled.Plan.DataCenters.Select(plan => plan.Speed!.PerChip(8)));
        Assert.NotEqual(Load().Compile().Hash, compiled.Hash);
    }

    [Fact]
    public void Compile_SizesWithTheirOwnMfu_ReachTheSourceAndThePeakThePlan()
    {
        var compiled = Load(
            "workload.sources[0].generator.sizes[0].mfu=0.35",
            "workload.sources[0].generator.sizes[1].mfu=1").Compile();

        var sizes = Assert.IsType<GeneratorSource>(compiled.Sources[0]).Sizes;
        Assert.Equal([350_000, 1_000_000, null], sizes.Select(size => size.MedianFlops?.Mfu));
        Assert.Equal([989_000_000, 918_000_000], compiled.Plan.DataCenters.Select(plan => plan.Speed!.Peak));
        Assert.All(Load().Compile().Plan.DataCenters, plan => Assert.Equal(0, plan.Speed!.Peak));
    }

    [Fact]
    public void Compile_LoadOfJobsWithTheirOwnMfu_CountsWithIt()
    {
        const string Sizes = "workload.sources[0].generator.sizes=[{ chips: 8, weight: 1, work: 1.5 ZFLOP, sigma: 0, mfu: ";
        const string ByLoad = "workload.sources[0].generator.meanInterarrival=null";
        var (slow, fast) = (Interarrival("0.2"), Interarrival("0.4"));

        Assert.Equal(2, slow.Seconds / fast.Seconds, tolerance: 1e-6);

        VirtualDuration Interarrival(string mfu) => Assert.IsType<GeneratorSource>(
            Load(ByLoad, "workload.sources[0].generator.load=0.5", $"{Sizes}{mfu} }}]").Compile().Sources[0]).MeanInterarrival;
    }

    [Fact]
    public void WithTraces_ATraceThatStatesFlops_MakesSpeedsAndDescribesThem()
    {
        string[] asked = ["native in base/folder/jobs.csv", "auto in base/folder/other.csv"];
        var seen = new List<string>();
        var loaded = Traced("h100-hgx");

        var known = loaded.WithTraces((format, file) =>
        {
            seen.Add($"{format} in {file.Replace('\\', '/')}");
            return file.EndsWith("other.csv", StringComparison.Ordinal);
        });

        Assert.Equal(asked, seen);
        Assert.Null(loaded.Compile().Plan.DataCenters[0].Speed);
        var speed = known.Compile().Plan.DataCenters[0].Speed!;
        Assert.Equal([new SpeedStep(1, 425_270_000), new(16_384, 405_489_841)], speed.Steps);
        Assert.Equal(989_000_000, speed.Peak);
        Assert.NotEqual(loaded.Compile().Hash, known.Compile().Hash);
        Assert.DoesNotContain(ScenarioDescription.Of(loaded).Values, value => value.Path == "compute.precision");
        Assert.Contains(ScenarioDescription.Of(known).Values, value => value.Path == "compute.precision");
        Assert.Contains(ScenarioDescription.Of(known).Values, value => value.Path == "chipTypes.h100.mfu");
        Assert.Contains(ScenarioBounds.Of(known).Figures, figure => figure.Path == "chipTypes.h100.mfu");
    }

    [Fact]
    public void WithTraces_NoTraceStatesFlops_ChangesNothing()
    {
        var loaded = Traced("a100-hgx");

        Assert.Same(loaded, loaded.WithTraces((_, _) => false));
    }

    [Fact]
    public void WithTraces_ChipsThatCannotCompute_NamesThePlaceAsForGenerators()
    {
        var fault = Assert.Throws<InvalidInputException>(
            () => Traced("a100-hgx", "compute.precision=fp8").WithTraces((_, _) => true));

        Assert.Equal(
            "traced.yaml:4:26 fleet.dataCenters[0].rack: is a100-hgx of a100, of which no peak in fp8 is known, "
            + "must be of chips with a peak in fp8, as jobs of source first state their FLOPs; see compute.precision",
            Assert.Single(fault.Issues).ToString());
    }

    [Fact]
    public void WithTraces_ADataCenterWhereNoneOfItsJobsMayGo_NeedNotCompute()
    {
        var loaded = Traced(
            "a100-hgx",
            "compute.precision=fp8",
            "fleet.dataCenters[1]={ name: able, rack: h100-hgx, racks: 4 }",
            "workload.sources[0].dataCenter=able");

        Assert.Null(loaded.WithTraces((format, _) => format == "native").Compile().Plan.DataCenters[0].Speed);
    }

    [Fact]
    public void Compile_NoJobStatesFlops_LeavesSpeedOut()
    {
        var compiled = Load("workload.sources[0].generator.sizes=[{ chips: 8, weight: 1, medianRunTime: 1h, sigma: 1 }]").Compile();

        Assert.All(compiled.Plan.DataCenters, plan => Assert.Null(plan.Speed));
    }

    [Theory]
    [InlineData("workload.sources[0].generator.sizes[0].work=1.6 ZFLOP")]
    [InlineData("workload.sources[0].generator.sizes[0].sigma=0.1")]
    [InlineData("workload.sources[0].generator.sizes[1].parameters=9B")]
    [InlineData("workload.sources[0].generator.sizes[1].tokens=1T")]
    [InlineData("workload.sources[0].generator.sizes[1].mfu=0.43")]
    [InlineData("chipTypes.h100.mfu=0.42")]
    public void Hash_AnyValueOfFlops_ChangesIt(string text) => Assert.NotEqual(Load().Compile().Hash, Load(text).Compile().Hash);

    [Fact]
    public void Hash_SameFlopsInOtherWords_StaysTheSame() => Assert.Equal(
        Load().Compile().Hash,
        Load(
            "workload.sources[0].generator.sizes[0].work=1500 EFLOP",
            "workload.sources[0].generator.sizes[1].parameters=8000000000",
            "workload.sources[0].generator.sizes[1].tokens=1500B",
            "compute={ precision: bf16, scaling: [{ chips: 16384, factor: 0.953488 }] }",
            "chipTypes.h100={ mfu: 0.43, peak: { bf16: 989 TFLOP/s, fp8: 1 PFLOP/s } }").Compile().Hash);

    [Fact]
    public void Describe_ScenarioWithFlops_RestsOnPeakAndMfu()
    {
        var described = ScenarioDescription.Of(Load()).Values.ToDictionary(value => value.Path, StringComparer.Ordinal);

        Assert.Equal("[L3]", described["compute.scaling"].Source);
        Assert.Equal("bf16", described["compute.precision"].Value);
        Assert.Equal(("0.43", "0.38", "0.552"), (described["chipTypes.h100.mfu"].Value, described["chipTypes.h100.mfu"].Low, described["chipTypes.h100.mfu"].High));
        Assert.True(described["chipTypes.tpu-v6e.mfu"].IsAssumed);
        Assert.Equal("989 TFLOP/s", described["chipTypes.h100.peak.bf16"].Value);
        Assert.DoesNotContain("chipTypes.h100.peak.fp8", described.Keys);
    }

    [Fact]
    public void Describe_ScenarioWithoutFlops_SaysNothingOfComputing()
    {
        var described = ScenarioDescription.Of(new ScenarioLoader().Load("nvl72"));

        Assert.DoesNotContain(described.Values, value =>
            value.Path.StartsWith("compute", StringComparison.Ordinal)
            || value.Path.Contains(".peak.", StringComparison.Ordinal)
            || value.Path.EndsWith(".mfu", StringComparison.Ordinal));
    }

    private static LoadedScenario Traced(string rack, params string[] overrides) => new ScenarioLoader().Parse(
        $$"""
        name: traced
        fleet:
          dataCenters:
            - { name: one, rack: {{rack}}, racks: 4 }
        workload:
          folder: folder
          sources:
            - { name: first, trace: jobs.csv, format: native }
            - { name: second, trace: other.csv }
        """,
        "traced.yaml",
        overrides,
        "base");

    private static LoadedScenario Load(params string[] overrides) =>
        new ScenarioLoader().Parse(Yaml, "computing.yaml", overrides);
}
