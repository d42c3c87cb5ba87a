using Orleans.Simulation.Core.Failures;
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
        Assert.Equal(
            [
                "airesim-default", "airesim-work-only", "azure-gb300-1gw", "google-1m-tpu", "itp", "llama3-16k", "meta-rsc1",
                "multi-vendor-split", "nvl72", "rainier", "rainier-1m", "rainier-2025", "tpu-pod", "tpu-v4-ocs", "training-flops",
            ],
            ScenarioLoader.PresetNames);

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
    public void Llama3_Compiled_HasTheRatesOfThePublishedCounts()
    {
        var compiled = new ScenarioLoader().Load("llama3-16k").Compile();
        var plan = Assert.Single(compiled.Plan.DataCenters);
        var run = compiled.Scenario.Duration!.Value;

        double Expected(VirtualDuration mean, int units) => units * (double)run.Microseconds / mean.Microseconds;
        var chips = Expected(plan.Chip.MeanTimeToFailure, 16_384);
        double Of(FailureDomain domain, int units) => plan.Failures.Components
            .Where(cause => cause.Domain == domain)
            .Sum(cause => Expected(cause.MeanTimeToFailure, units));

        Assert.Equal(262, chips, 0.01);
        Assert.Equal(262, plan.Chip.Causes.Sum(cause => cause.Weight));
        Assert.Equal(53, Of(FailureDomain.Host, 2_048), 0.01);
        Assert.Equal(35, Of(FailureDomain.Interconnect, 1_024), 0.01);
        Assert.Equal(69, Of(FailureDomain.Job, 1), 0.01);
        Assert.True(plan.LargestJob >= 16_384);
    }

    [Fact]
    public void MetaRsc1_Compiled_FailsAsOftenOnAverageAsPublished()
    {
        var plan = Assert.Single(new ScenarioLoader().Load("meta-rsc1").Compile().Plan.DataCenters);

        Assert.Equal(2_000, plan.Topology.Hosts);
        Assert.Equal(VirtualDuration.Zero, plan.Chip.MeanTimeToFailure);
        var job = JobFailureRate.MeanTimeToFailure(plan, 16_000);
        Assert.Equal(1_000 / 6.5 / 2_000 * 86_400, job.Microseconds / 1e6, 1.0);
    }

    [Theory]
    [InlineData("failures.components[1]={ name: any-job, domain: job, meanTimeToFailure: 11.11h }", 1_024, 8.0)]
    [InlineData("failures.components[0].meanTimeToFailure=1269.9h", 1_024, 8.4)]
    [InlineData("failures.components[0].meanTimeToFailure=1269.9h", 8, 1_076)]
    public void MetaRsc1_ItsDocumentedVariants_GiveTheMeasuredTimes(string change, int chips, double hours)
    {
        var plan = new ScenarioLoader().Load("meta-rsc1", [change]).Compile().Plan.DataCenters[0];

        var mean = JobFailureRate.MeanTimeToFailure(plan, chips).Microseconds / 3.6e9;
        Assert.Equal(hours, mean, hours / 100);
    }

    [Fact]
    public void TpuV4Ocs_Compiled_HasAPodOf64CubesAndItsDailyFailures()
    {
        var plan = Assert.Single(new ScenarioLoader().Load("tpu-v4-ocs").Compile().Plan.DataCenters);

        Assert.Equal((64, 64, 1_024), (plan.Topology.Racks, plan.Topology.ChipsPerRack, plan.Topology.Hosts));
        double Daily(string name, double units) =>
            units * 86.4e9 / plan.Failures.Components.Single(cause => cause.Name == name).MeanTimeToFailure.Microseconds;
        Assert.Equal(0.0008 * 1_024, Daily("machine", 1_024), 0.0001);
        Assert.Equal(0.00005 * 12_288, Daily("cable", 1_024), 0.0001);
        Assert.Equal(0.0004 * 48, Daily("switch", 4_096), 0.0001);
    }

    [Theory]
    [InlineData(0, 63, 0.29, 0)]
    [InlineData(64, 64, 0.14, 0.0445)]
    [InlineData(128, 128, 0.16, 0.0445)]
    [InlineData(256, 256, 0.092, 0.0445)]
    [InlineData(512, 512, 0.096, 0.0445)]
    public void TpuV4Ocs_Jobs_HaveThePublishedSizesAndAShareOfTheRest(int least, int most, double published, double rest)
    {
        var sizes = new ScenarioLoader().Load("tpu-v4-ocs").Scenario.Workload.Sources[0].Generator!.Sizes;

        var share = sizes.Where(size => size.Chips >= least && size.Chips <= most).Sum(size => (double)size.Weight)
            / sizes.Sum(size => (double)size.Weight);
        Assert.Equal(published + rest, share, 0.001);
    }

    [Theory]
    [InlineData("airesim-default")]
    [InlineData("airesim-work-only")]
    public void Airesim_Compiled_FailsAtThePublishedRate(string name)
    {
        var plan = Assert.Single(new ScenarioLoader().Load(name).Compile().Plan.DataCenters);

        Assert.Equal((4_360, 1), (plan.Topology.Chips, plan.Topology.ChipsPerHost));

        // 0.01 a day for each server, and 684 systematic failures in 256 days of work.
        var daily = 86.4e9 / JobFailureRate.MeanTimeToFailure(plan, 4_096).Microseconds;
        Assert.Equal(40.96 + (684.2 / 256), daily, 0.01);
    }

    [Theory]
    [InlineData("llama3-16k")]
    [InlineData("meta-rsc1")]
    [InlineData("tpu-v4-ocs")]
    [InlineData("airesim-default")]
    [InlineData("airesim-work-only")]
    public void Preset_OfAPublishedExperiment_SaysWhatIsPublished(string name) =>
        Assert.InRange(new ScenarioLoader().Load(name).Scenario.Published.Count, 2, 10);

    [Theory]
    [InlineData("rainier-2025", 500_032, 7_813, "facility-watts-per-chip")]
    [InlineData("rainier-1m", 1_000_000, 15_625, "facility-megawatts")]
    [InlineData("google-1m-tpu", 1_000_000, 15_625, "facility-megawatts")]
    [InlineData("azure-gb300-1gw", 476_136, 6_613, "facility-megawatts")]
    public void Preset_OfAnAnnouncedFleet_HasItsChipsAndStandsBesideItsPower(string name, long chips, long racks, string figure)
    {
        var loaded = new ScenarioLoader().Load(name);

        var plan = loaded.Compile().Plan;

        Assert.Equal((chips, racks), (plan.Chips, plan.Racks));
        Assert.Contains(figure, loaded.Scenario.Published.Select(published => published.Figure));
        Assert.All(plan.DataCenters, dataCenter => Assert.NotNull(dataCenter.Site.Carbon));
        Assert.All(plan.DataCenters, dataCenter => Assert.NotNull(dataCenter.Site.Price));
        Assert.Equal(VirtualTime.FromSeconds(7 * 86_400), plan.End);
    }

    [Fact]
    public void MultiVendorSplit_Compiled_HasTheFleetsOfAllPresetsOfAnnouncements()
    {
        var split = new ScenarioLoader().Load("multi-vendor-split").Compile().Plan;

        Assert.Equal(1_000_000, ChipsOf("trainium2"));
        Assert.Equal(100_080, ChipsOf("trainium3"));
        Assert.Equal(1_000_000, ChipsOf("tpu-v7") + ChipsOf("tpu-v5p") + ChipsOf("tpu-v6e"));
        Assert.Equal(476_136, ChipsOf("gb300"));
        Assert.Equal(2_576_216, split.Chips);
        Assert.Equal(VirtualTime.FromSeconds(7 * 86_400), split.End);

        long ChipsOf(string chip) =>
            split.DataCenters.Where(each => each.Chip.Name == chip).Sum(each => (long)each.Topology.Chips);
    }

    /// <summary>What an EFLOP takes can be compared: some jobs state FLOPs, and every site knows what they come to.</summary>
    [Theory]
    [InlineData("rainier-2025")]
    [InlineData("rainier-1m")]
    [InlineData("google-1m-tpu")]
    [InlineData("azure-gb300-1gw")]
    [InlineData("multi-vendor-split")]
    public void BigFleet_Compiled_KnowsWhatFlopsCost(string name)
    {
        var compiled = new ScenarioLoader().Load(name).Compile();

        Assert.Contains(compiled.Sources.OfType<GeneratorSource>(), source => source.Sizes.Any(size => size.MedianFlops is not null));
        Assert.All(compiled.Plan.DataCenters, each =>
        {
            Assert.NotNull(each.Speed);
            Assert.NotNull(each.Site.Carbon);
            Assert.NotNull(each.Site.Price);
            Assert.NotNull(each.Site.Embodied);
            Assert.NotNull(each.Site.ChipHour);
        });
    }

    /// <summary>The prices of chip-hours of an EFLOP that the preset speaks of.</summary>
    [Fact]
    public void MultiVendorSplit_Compiled_HasThePricesOfAnEflopThatItStates()
    {
        var prices = new ScenarioLoader().Load("multi-vendor-split").Compile().Plan.DataCenters
            .GroupBy(each => each.Chip.Name, StringComparer.Ordinal)
            .ToDictionary(
                chip => chip.Key,
                chip => decimal.Round(chip.First().Site.ChipHour!.Value / (chip.First().Speed!.PerChip(1) * 0.0036m), 2),
                StringComparer.Ordinal);

        Assert.Equal(
            new Dictionary<string, decimal>
            {
                ["tpu-v6e"] = 0.80m,
                ["trainium2"] = 0.88m,
                ["gb300"] = 1.02m,
                ["tpu-v7"] = 1.41m,
                ["trainium3"] = 1.69m,
                ["tpu-v5p"] = 2.48m,
            },
            prices);
    }

    [Fact]
    public void Load_UnknownName_ListsThePresets()
    {
        var fault = Assert.Throws<InvalidInputException>(() => new ScenarioLoader().Load("reinier"));

        var issue = Assert.Single(fault.Issues);
        Assert.Contains("nvl72, rainier, rainier-1m, rainier-2025, tpu-pod, tpu-v4-ocs", issue.Expected, StringComparison.Ordinal);
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
