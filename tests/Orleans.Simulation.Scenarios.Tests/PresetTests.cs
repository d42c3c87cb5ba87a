using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Scenarios.Tests;

public sealed class PresetTests
{
    public static TheoryData<string> Names() => [.. ScenarioLoader.PresetNames];

    [Fact]
    public void PresetNames_Always_AreTheShippedOnes() =>
        Assert.Equal(["itp", "nvl72", "rainier", "tpu-pod"], ScenarioLoader.PresetNames);

    [Theory]
    [MemberData(nameof(Names))]
    public void Preset_Loaded_CompilesUnderItsOwnName(string name)
    {
        var loaded = new ScenarioLoader().Load(name);

        var compiled = loaded.Compile();

        Assert.Equal(name, loaded.Scenario.Name);
        Assert.NotEmpty(loaded.Scenario.Description);
        Assert.Empty(compiled.Notes);
        Assert.All(compiled.Plan.DataCenters, plan => Assert.True(plan.Chip.Busy.Milliwatts > plan.Chip.Idle.Milliwatts));
    }

    [Fact]
    public void Rainier_Compiled_Has131072ChipsIn2048Racks()
    {
        var compiled = new ScenarioLoader().Load("rainier").Compile();

        Assert.Equal(131_072, compiled.Plan.Chips);
        Assert.Equal(2_048, compiled.Plan.Racks);
        Assert.Equal(["indiana", "pennsylvania", "mississippi"], compiled.DataCenterNames);
        Assert.Equal([65_536, 32_768, 32_768], compiled.Plan.DataCenters.Select(plan => plan.Topology.Chips));
        Assert.Equal([0L, 65_536, 98_304], compiled.Plan.DataCenters.Select(plan => plan.FirstChip));
        Assert.Equal(VirtualTime.FromSeconds(86_400), compiled.Plan.End);
        Assert.All(compiled.Plan.DataCenters, plan => Assert.True(plan.Failures.Enabled));
    }

    [Fact]
    public void Rainier_Compiled_OffersBetween5000And30000JobsADay()
    {
        var compiled = new ScenarioLoader().Load("rainier").Compile();

        var generator = Assert.IsType<GeneratorSource>(Assert.Single(compiled.Sources));
        var jobs = VirtualDuration.FromHours(24) / generator.MeanInterarrival;
        Assert.InRange(jobs, 5_000, 30_000);
        Assert.Equal(24, generator.HourlyWeights.Count);
        Assert.Equal(4_096, generator.Sizes.Max(size => size.Chips));
    }

    [Fact]
    public void Rainier_ScaledToAMillionChips_Has16000Racks()
    {
        var compiled = new ScenarioLoader().Load("rainier", ["fleet.chips=1024000"]).Compile();

        Assert.Equal(1_024_000, compiled.Plan.Chips);
        Assert.Equal(16_000, compiled.Plan.Racks);
    }

    [Fact]
    public void Rainier_ScaledDown_LeavesOutJobsThatFitNowhereAndSaysSo()
    {
        var compiled = new ScenarioLoader().Load("rainier", ["fleet.chips=1024"]).Compile();

        var generator = Assert.IsType<GeneratorSource>(Assert.Single(compiled.Sources));
        Assert.Equal(512, generator.Sizes.Max(size => size.Chips));
        Assert.Contains("leaves out 3 of 13 job sizes", Assert.Single(compiled.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void TpuPod_Compiled_HasFourPodsOf144Cubes()
    {
        var plan = new ScenarioLoader().Load("tpu-pod").Compile().Plan;

        Assert.Equal(4 * 9_216, plan.Chips);
        Assert.All(plan.DataCenters, dataCenter => Assert.Equal(144, dataCenter.Topology.Racks));
    }

    [Fact]
    public void Nvl72_Compiled_Has512RacksOf72()
    {
        var plan = new ScenarioLoader().Load("nvl72").Compile().Plan;

        Assert.Equal(512, plan.Racks);
        Assert.Equal(512 * 72, plan.Chips);
    }

    [Fact]
    public void Itp_Compiled_PlaysEachTraceInItsDataCenter()
    {
        var compiled = new ScenarioLoader().Load("itp").Compile();

        Assert.Equal([96, 160, 560, 12, 96, 80], compiled.Plan.DataCenters.Select(plan => plan.Topology.Chips));
        Assert.All(compiled.Plan.DataCenters, plan =>
        {
            Assert.Equal(8, plan.Topology.ChipsPerHost);
            Assert.Equal(PlacementPolicy.Nodes, plan.Scheduling.Placement);
            Assert.False(plan.Failures.Enabled);
        });
        Assert.True(compiled.Plan.End.IsNever);
        var traces = compiled.Sources.Cast<TraceSource>().ToList();
        Assert.Equal([0, 1, 2, 3, 4, 5], traces.Select(trace => trace.DataCenter));
        Assert.Equal("../shared/traces/training/itp/cluster02.csv", traces[0].File.Replace('\\', '/'));
    }

    [Fact]
    public void Load_UnknownName_ListsThePresets()
    {
        var fault = Assert.Throws<InvalidInputException>(() => new ScenarioLoader().Load("reinier"));

        var issue = Assert.Single(fault.Issues);
        Assert.Contains("itp, nvl72, rainier, tpu-pod", issue.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileOverOneMebibyte_IsRefused()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.yaml");
        File.WriteAllText(file, "name: x\n" + new string('#', 1 << 20));
        try
        {
            var fault = Assert.Throws<InvalidInputException>(() => new ScenarioLoader().Load(file));

            Assert.Equal("at most 1048576 bytes long", Assert.Single(fault.Issues).Expected);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
