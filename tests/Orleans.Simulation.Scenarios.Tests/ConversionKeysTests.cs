using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Bounds;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Description;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>What a rack type says of the conversion of its power, followed from its text into a run.</summary>
public sealed class ConversionKeysTests
{
    private const string Yaml = """
        name: converted
        duration: 2d
        fleet:
          dataCenters:
            - { name: one, rack: shelf, racks: 4 }
            - { name: two, rack: h100-node, racks: 4 }
        workload:
          sources:
            - { name: training, generator: { meanInterarrival: 1h, sizes: [{ chips: 8, weight: 1, medianRunTime: 1h, sigma: 0 }] } }
            - { name: decode, activity: memory-bound, generator: { meanInterarrival: 1h, sizes: [{ chips: 8, weight: 1, medianRunTime: 1h, sigma: 0 }] } }
        energy: { pue: 1 }
        rackTypes:
          shelf: { basedOn: h100-node, conversion: { value: 0.95, low: 0.94, high: 0.97, source: "[G]" } }
        """;

    /// <summary>An H100 of 70 W, 301 W, 448 W, 602 W and 620 W in a host of 2,800 W, a network of 637.5 W and a rack of 212.5 W, each over 0.95.</summary>
    [Fact]
    public void Compile_Conversion_TakesEveryPowerToTheInputOfTheRack()
    {
        var plan = Plan();

        Assert.Equal(new RackConversion(950_000), plan.Conversion);
        Assert.Equal((new Watts(73_685), new Watts(73_685)), (plan.Chip.Idle, plan.Chip.Failed));
        Assert.Equal(new ActivityPower(new(652_632), new(316_843), new(471_579), new(633_685)), plan.Chip.Power);
        Assert.Equal(
            (new Watts(2_947_369), new Watts(671_053), new Watts(223_685)), (plan.HostOverhead, plan.NetworkOverhead, plan.RackOverhead));
    }

    [Fact]
    public void Compile_NoConversion_IsWhatItWas()
    {
        var (bare, stated) = (Load().Compile().Plan.DataCenters[1], Plan("rackTypes.shelf.conversion=1"));

        Assert.Equal((RackConversion.None, RackConversion.None), (bare.Conversion, stated.Conversion));
        Assert.Equal((Watts.FromWatts(70), Watts.FromWatts(620)), (bare.Chip.Idle, bare.Chip.Busy));
        Assert.Equal(
            (Watts.FromWatts(2_800), new Watts(637_500), new Watts(212_500)), (bare.HostOverhead, bare.NetworkOverhead, bare.RackOverhead));
        Assert.Equal(bare.Chip.Power, stated.Chip.Power);
        Assert.Equal(Load("rackTypes.shelf.conversion=null").Compile().Hash, Load("rackTypes.shelf.conversion=1.000000").Compile().Hash);
    }

    /// <summary>A milliwatt takes two at either efficiency, and not the same share of them is lost.</summary>
    [Fact]
    public void Hash_EfficienciesOfTheSamePowers_AreApart()
    {
        string[] hashes =
        [
            .. new[] { "0.95", "0.96" }.Select(efficiency => Load(
                "chipTypes.tiny={ idle: 1 mW, busy: 1 mW }",
                $"rackTypes.shelf={{ chip: tiny, chipsPerHost: 8, hostsPerRack: 1, hostOverhead: 1 mW, rackOverhead: 1 mW, conversion: {efficiency} }}").Compile().Hash),
        ];

        Assert.NotEqual(hashes[0], hashes[1]);
    }

    /// <summary>All but the conversion is the catalog's, whose 2,800 W of a host come behind it.</summary>
    [Fact]
    public void Compile_ConversionOfATypeOfTheCatalog_LeavesItsPowers()
    {
        var plan = Load("rackTypes.h100-node={ conversion: 0.96 }").Compile().Plan.DataCenters[1];

        Assert.Equal((new RackConversion(960_000), new Watts(2_916_667)), (plan.Conversion, plan.HostOverhead));
    }

    /// <summary>A speed slows the load behind the conversion: half of what training draws more than idle is 345 W, over 0.95.</summary>
    [Fact]
    public void Compile_LowSpeeds_AreThoseOfTheLoad() => Assert.Equal(
        [new ChipSpeed(80, new(new(363_158), new(195_264), new(272_632), new(353_685)))],
        Plan("power={ provisioned: 1 MW, control: cap, speeds: [{ speed: 0.8, power: 0.5 }] }").Chip.LowSpeeds);

    /// <summary>
    /// 32 chips at work draw 32 x 652,632 mW beside 4 x 3,842,107 mW of hosts and racks. With 8 of them at work and 24 at rest it is
    /// 22,357,924 mW.
    /// </summary>
    [Fact]
    public void Compile_Power_CountsAtTheInput()
    {
        Assert.Equal(new Watts((32 * 652_632) + (4 * 3_842_107)), Plan().HighestDraw);
        Assert.Equal(
            new Watts((long)((Int128)Plan().HighestDraw.Milliwatts * 1_000_000 / 1_250_000)),
            Plan("power={ oversubscription: 1.25, control: report }").Provisioned);

        Assert.Equal(8, Plan("fleet.dataCenters[0].power.provisioned=22.357924 kW").LargestJobFor(JobActivity.Training));
        Assert.Equal(7, Plan("fleet.dataCenters[0].power.provisioned=22.357923 kW").LargestJobFor(JobActivity.Training));
    }

    /// <summary>652,632 mW of a chip at work, 31 x 73,685 mW of the others and 4 x 3,842,107 mW.</summary>
    [Theory]
    [InlineData("70 W")]
    [InlineData("0 W")]
    public void Load_TooLittlePowerForTheInput_SaysHowMuchThatNeeds(string failed)
    {
        var refusal = Assert.Throws<InvalidInputException>(() =>
            Load("fleet.dataCenters[0].power.provisioned=18 kW", $"chipTypes.h100={{ failed: {failed} }}").Compile());

        Assert.Contains(
            "fleet.dataCenters[0].power.provisioned: is 18 kW, must be at least 18.305295 kW: ",
            Assert.Single(refusal.Issues).ToString(),
            StringComparison.Ordinal);
    }

    /// <summary>The less is left, the more is drawn.</summary>
    [Fact]
    public void Bounds_Conversion_TakesLessWhereItIsHigh()
    {
        var bounds = ScenarioBounds.Of(Load());

        var figure = Assert.Single(bounds.Figures, each => each.Path == "rackTypes.shelf.conversion");
        Assert.Equal(("0.97", "0.95", "0.94"), (figure.AtLow, $"{figure.Text}", figure.AtHigh));
        Assert.DoesNotContain(bounds.Figures, each => each.Path == "rackTypes.h100-node.conversion");
        Assert.Equal(970_000, bounds.At(BoundEnd.Low).Compile().Plan.DataCenters[0].Conversion.Efficiency);
        Assert.Equal(940_000, bounds.At(BoundEnd.High).Compile().Plan.DataCenters[0].Conversion.Efficiency);
        Assert.Equal(RackConversion.None, bounds.At(BoundEnd.High).Compile().Plan.DataCenters[1].Conversion);
    }

    [Fact]
    public void Describe_Conversion_IsAnAssumptionUnlessItIsGiven()
    {
        var values = ScenarioDescription.Of(Load("rackTypes.h100-node={ hostOverhead: 2.5 kW }")).Values;
        var given = Assert.Single(values, value => value.Path == "rackTypes.shelf.conversion");
        var left = Assert.Single(values, value => value.Path == "rackTypes.h100-node.conversion");

        Assert.Equal(("0.95", "0.94", "0.97", "1", ValueOrigin.Given), (given.Value, given.Low, given.High, given.Default, given.Origin));
        Assert.Equal(("1", ValueOrigin.Catalog, true), (left.Value, left.Origin, left.IsAssumed));
        Assert.True(given.DeterminesResults && left.DeterminesResults);
    }

    /// <summary>Powers of the catalog are those of the wall already.</summary>
    [Fact]
    public void Catalog_RackTypes_ConvertWithoutLoss() =>
        Assert.All(HardwareCatalog.BuiltIn.RackTypes.Values, rack => Assert.Equal(1, rack.Conversion.Value));

    private static DataCenterPlan Plan(params string[] overrides) => Load(overrides).Compile().Plan.DataCenters[0];

    private static LoadedScenario Load(params string[] overrides) => new ScenarioLoader().Parse(Yaml, "converted.yaml", overrides);
}
