using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Bounds;
using Orleans.Simulation.Scenarios.Description;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>What a scenario says jobs have chips do, and what these draw then, followed from its text into a run.</summary>
public sealed class ActivityKeysTests
{
    private const string Yaml = """
        name: serving
        duration: 2d
        fleet:
          dataCenters:
            - { name: one, rack: h100-hgx, racks: 4 }
        workload:
          sources:
            - { name: training, generator: { meanInterarrival: 1h, sizes: [{ chips: 8, weight: 1, medianRunTime: 1h, sigma: 0 }] } }
            - { name: prefill, activity: compute-bound, generator: { meanInterarrival: 1h, sizes: [{ chips: 8, weight: 1, medianRunTime: 1h, sigma: 0 }] } }
            - { name: decode, activity: memory-bound, generator: { meanInterarrival: 1h, sizes: [{ chips: 8, weight: 1, medianRunTime: 1h, sigma: 0 }] } }
            - { name: standby, activity: loaded, generator: { meanInterarrival: 1h, sizes: [{ chips: 8, weight: 1, medianRunTime: 1h, sigma: 0 }] } }
        """;

    [Fact]
    public void Compile_Activities_AreThoseOfTheSources()
    {
        var plan = Load().Compile().Plan.DataCenters[0];

        Assert.Equal(
            [JobActivity.Training, JobActivity.ComputeBound, JobActivity.MemoryBound, JobActivity.Loaded], plan.Activities);
        Assert.Equal(InWatts(620, 301, 448, 602), plan.Chip.Power);
    }

    [Theory]
    [InlineData("chipTypes.h100={ memoryBound: 333 W }", 620, 301, 333, 602)]
    [InlineData("chipTypes.h100={ busy: 650 W }", 650, 301, 448, 602)]
    [InlineData("fleet.dataCenters[0].rack=mine", 500, 500, 500, 600)]
    public void Compile_Powers_AreTheUsersOrThoseOfTraining(string set, int training, int loaded, int memory, int compute)
    {
        string[] own =
        [
            "chipTypes.own={ idle: 50 W, busy: 500 W, computeBound: 600 W }",
            "rackTypes.mine={ chip: own, chipsPerHost: 8, hostsPerRack: 4, hostOverhead: 1 kW, rackOverhead: 1 kW }",
        ];

        Assert.Equal(InWatts(training, loaded, memory, compute), Load([.. own, set]).Compile().Plan.DataCenters[0].Chip.Power);
    }

    /// <summary>A speed takes its share of what each activity draws more than an idle chip, which is 70 W.</summary>
    [Fact]
    public void Compile_LowSpeeds_SlowEveryActivity()
    {
        var plan = Load("power={ provisioned: 1 MW, control: cap, speeds: [{ speed: 0.8, power: 0.5 }] }").Compile().Plan.DataCenters[0];

        Assert.Equal([new ChipSpeed(80, new(new(345_000), new(185_500), new(259_000), new(336_000)))], plan.Chip.LowSpeeds);
    }

    [Theory]
    [InlineData("chipTypes.h100={ memoryBound: 701 W }", "chipTypes.h100.memoryBound: is 701 W, must be at most tdp, which is 700 W")]
    [InlineData("chipTypes.h100={ loaded: 60 W }", "chipTypes.h100.idle: is 70 W, must be at most loaded, which is 60 W")]
    [InlineData("workload.sources[0].activity=decoding", "workload.sources[0].activity: is \"decoding\", must be one of compute-bound, loaded, ")]
    public void Load_WhatCannotBe_IsRefused(string set, string issue)
    {
        var refusal = Assert.Throws<InvalidInputException>(() => Load(set).Compile());

        Assert.Contains(issue, Assert.Single(refusal.Issues).ToString(), StringComparison.Ordinal);
    }

    /// <summary>Inherited powers that nobody asks for are no fault of the user's.</summary>
    [Fact]
    public void Load_PowerOfNoActivity_IsNotLookedAt()
    {
        string[] smaller = ["chipTypes.h100={ idle: 50 W, busy: 300 W, tdp: 300 W }"];
        string[] training = [.. new[] { 1, 2, 3 }.Select(source => $"workload.sources[{source}].activity=training")];

        Assert.Equal(300_000, Load([.. smaller, .. training]).Compile().Plan.DataCenters[0].Chip.Busy.Milliwatts);
        Assert.Equal(3, Assert.Throws<InvalidInputException>(() => Load(smaller).Compile()).Issues.Count);
    }

    /// <summary>Idle, all draw 67,360 W. A chip that trains draws 550 W more, one that decodes 378 W.</summary>
    [Fact]
    public void Compile_Power_AllowsLargerJobsThatDrawLess()
    {
        var plan = Load("power={ provisioned: 90 kW }", "energy={ pue: 1 }").Compile().Plan.DataCenters[0];

        Assert.Equal(41, plan.LargestJobFor(JobActivity.Training));
        Assert.Equal(59, plan.LargestJobFor(JobActivity.MemoryBound));
    }

    /// <summary>
    /// With 128 chips in training, which draws most, the facility could draw 137,760 W. Two thirds of that are 91,840 W: enough for 44
    /// of them, or for 64 that decode.
    /// </summary>
    [Theory]
    [InlineData("power={ oversubscription: 1.5 }", 91_840_000L)]
    [InlineData("power={ oversubscription: 1.5, control: cap, speeds: [{ speed: 0.5, power: 0.5 }] }", 91_840_000L)]
    [InlineData("power={ oversubscription: 0.5 }", 275_520_000L)]
    public void Compile_Oversubscription_ProvisionsAShareOfTheHighestDraw(string power, long milliwatts)
    {
        var plan = Load(power, "energy={ pue: 1 }").Compile().Plan.DataCenters[0];

        Assert.Equal(new Watts(137_760_000), plan.HighestDraw);
        Assert.Equal(new Watts(milliwatts), plan.Provisioned);
    }

    [Fact]
    public void Compile_Oversubscription_LimitsJobs()
    {
        var plan = Load("power={ oversubscription: 1.5 }", "energy={ pue: 1.2 }").Compile().Plan.DataCenters[0];

        Assert.Equal(44, plan.LargestJobFor(JobActivity.Training));
        Assert.Equal(64, plan.LargestJobFor(JobActivity.MemoryBound));
    }

    /// <summary>What a data center says comes before what holds for all, whichever of the two it says.</summary>
    [Theory]
    [InlineData("{ provisioned: 90 kW }", "{ oversubscription: 1.5 }", 90_000_000L)]
    [InlineData("{ oversubscription: 1.5 }", "{ provisioned: 90 kW }", 91_840_000L)]
    [InlineData("{ rampLimit: 1 kW }", "{ provisioned: 90 kW }", 90_000_000L)]
    public void Compile_ProvisionedTwice_TakesThatOfTheDataCenter(string own, string all, long milliwatts)
    {
        var plan = Load($"fleet.dataCenters[0].power={own}", $"power={all}", "energy={ pue: 1 }").Compile().Plan.DataCenters[0];

        Assert.Equal(new Watts(milliwatts), plan.Provisioned);
    }

    [Fact]
    public void Describe_Powers_CountWhereAJobHasThatActivity()
    {
        string[] keys = ["loaded", "memoryBound", "computeBound"];
        string[] training = [.. new[] { 1, 2, 3 }.Select(source => $"workload.sources[{source}].activity=training")];

        Assert.Equal(keys, Figures(Load()));
        Assert.Equal(["memoryBound"], Figures(Load([.. training, "workload.sources[2].activity=memory-bound"])));
        Assert.Empty(Figures(Load(training)));

        IEnumerable<string> Figures(LoadedScenario loaded) => keys.Where(key =>
            ScenarioDescription.Of(loaded).Values.Any(value => value.Path == $"chipTypes.h100.{key}" && value.DeterminesResults));
    }

    [Fact]
    public void Bounds_Powers_AreThoseOfTheActivitiesThatJobsHave()
    {
        var bounds = ScenarioBounds.Of(Load("workload.sources[1].activity=training"));

        Assert.Contains(bounds.Figures, figure => figure.Path == "chipTypes.h100.memoryBound");
        Assert.DoesNotContain(bounds.Figures, figure => figure.Path == "chipTypes.h100.computeBound");
    }

    /// <summary>The low bound of loaded is that of an idle chip, 50 W, and the high one of computing 700 W.</summary>
    [Fact]
    public void Bounds_OfTheCatalog_EndAtFiguresOfTheScenario()
    {
        var bounds = ScenarioBounds.Of(Load("chipTypes.h100={ idle: 100 W, tdp: 650 W, busy: 600 W }"));
        var low = bounds.At(BoundEnd.Low).Compile().Plan.DataCenters[0].Chip;
        var high = bounds.At(BoundEnd.High).Compile().Plan.DataCenters[0].Chip;

        Assert.Equal((100_000, InWatts(600, 100, 140, 518)), (low.Idle.Milliwatts, low.Power));
        Assert.Equal((100_000, InWatts(600, 301, 602, 650)), (high.Idle.Milliwatts, high.Power));
    }

    private static ActivityPower InWatts(int training, int loaded, int memory, int compute) => new(
        Watts.FromWatts(training), Watts.FromWatts(loaded), Watts.FromWatts(memory), Watts.FromWatts(compute));

    private static LoadedScenario Load(params string[] overrides) => new ScenarioLoader().Parse(Yaml, "serving.yaml", overrides);
}
