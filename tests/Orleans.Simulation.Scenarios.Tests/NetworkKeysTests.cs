using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Bounds;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Description;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Scenarios.Tests;

/// <summary>What a rack type says of the power of its share in the network, followed from its text into a run.</summary>
public sealed class NetworkKeysTests
{
    private const string Yaml = """
        name: networked
        duration: 2d
        fleet:
          dataCenters:
            - { name: one, rack: shelf, chips: 20 }
            - { name: two, rack: gb300-nvl72, racks: 2 }
            - { name: three, rack: plain, racks: 1 }
        workload:
          sources:
            - { name: training, generator: { meanInterarrival: 1h, sizes: [{ chips: 8, weight: 1, medianRunTime: 1h, sigma: 0 }] } }
        energy: { pue: 1 }
        rackTypes:
          shelf: { basedOn: h100-hgx, hostsPerRack: 2, networkOverhead: { value: 1.5, unit: kW, low: 1, high: 2, source: "[G]" } }
          plain: { chip: h100, chipsPerHost: 8, hostsPerRack: 1, hostOverhead: 2.8 kW, rackOverhead: 1 kW }
        """;

    /// <summary>20 chips: three hosts in two racks, of which the last is not full and yet has a share of its own.</summary>
    [Fact]
    public void Compile_Network_IsDrawnOnceARack()
    {
        var plan = Load().Compile().Plan.DataCenters[0];

        Assert.Equal((Watts.FromWatts(2_800), Watts.FromWatts(1_500), Watts.FromWatts(850)), (plan.HostOverhead, plan.NetworkOverhead, plan.RackOverhead));
        Assert.Equal(new OverheadPower(Watts.FromWatts(8_400), Watts.FromWatts(3_000), Watts.FromWatts(1_700)), plan.Overhead);
    }

    [Fact]
    public void Compile_NoNetwork_IsThatOfTheHostsAndRacks() =>
        Assert.Equal(new(Watts.FromWatts(2_800), default, Watts.FromWatts(1_000)), Load().Compile().Plan.DataCenters[2].Overhead);

    /// <summary>Ten H100s at 620 W and ten at 70 W, beside 13.1 kW of hosts, network and racks.</summary>
    [Theory]
    [InlineData("20 kW", 10)]
    [InlineData("19.999999 kW", 9)]
    public void Compile_ProvisionedPower_FeedsTheNetworkFirst(string provisioned, int chips)
    {
        var loaded = Load($"fleet.dataCenters[one].power.provisioned={provisioned}", "workload.sources[0].generator.sizes[0].chips=1");

        Assert.Equal(chips, loaded.Compile().Plan.DataCenters[0].LargestJob);
    }

    [Fact]
    public void Load_LessPowerThanTheNetworkNeeds_SaysHowMuchThatIs()
    {
        var refusal = Assert.Throws<InvalidInputException>(() =>
            Load("fleet.dataCenters[one].power.provisioned=14 kW", "workload.sources[0].generator.sizes[0].chips=1").Compile());

        // 13.1 kW, 19 chips at 70 W and one at 620 W.
        Assert.Contains("must be at least 15.05 kW: ", Assert.Single(refusal.Issues).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_NetworkAndHosts_BothVary()
    {
        var bounds = ScenarioBounds.Of(Load());
        var (low, high) = (bounds.At(BoundEnd.Low).Compile().Plan, bounds.At(BoundEnd.High).Compile().Plan);

        Assert.Equal((Watts.FromWatts(1_000), Watts.FromWatts(2_000)), (low.DataCenters[0].NetworkOverhead, high.DataCenters[0].NetworkOverhead));
        Assert.Equal((Watts.FromWatts(2_500), Watts.FromWatts(4_500)), (low.DataCenters[1].NetworkOverhead, high.DataCenters[1].NetworkOverhead));
        Assert.Equal((Watts.FromWatts(400), Watts.FromWatts(900)), (low.DataCenters[1].HostOverhead, high.DataCenters[1].HostOverhead));
        Assert.Contains(bounds.Figures, each => each.Path == "rackTypes.shelf.networkOverhead");
        Assert.DoesNotContain(bounds.Figures, each => each.Path == "rackTypes.plain.networkOverhead");
    }

    [Fact]
    public void Describe_Network_SaysWhereItComesFrom()
    {
        var values = ScenarioDescription.Of(Load()).Values;
        var given = Assert.Single(values, value => value.Path == "rackTypes.shelf.networkOverhead");
        var left = Assert.Single(values, value => value.Path == "rackTypes.plain.networkOverhead");

        Assert.Equal(("1.5 kW", "2550 W", ValueOrigin.Given), (given.Value, given.Default, given.Origin));
        Assert.Equal(("0 W", ValueOrigin.Default, true), (left.Value, left.Origin, left.IsAssumed));
        Assert.True(given.DeterminesResults && left.DeterminesResults);
        Assert.Contains("hostOverhead or rackOverhead", left.Note, StringComparison.Ordinal);
    }

    /// <summary>A tenth of an H100 cluster is storage and network, and an NVL72 rack has its NVLink switches [IN].</summary>
    [Theory]
    [InlineData("h100-hgx", 2_550, 850)]
    [InlineData("gb300-nvl72", 3_600, 0)]
    [InlineData("tpu-v7-cube", 2_100, 0)]
    [InlineData("trainium2-ultraserver", 3_200, 500)]
    public void Catalog_Network_IsApartFromWhatElseARackDraws(string name, int network, int rack)
    {
        var type = HardwareCatalog.BuiltIn.RackTypes[name];

        Assert.Equal((Watts.FromWatts(network), Watts.FromWatts(rack)), (type.NetworkOverhead.Value, type.RackOverhead.Value));
    }

    private static LoadedScenario Load(params string[] overrides) => new ScenarioLoader().Parse(Yaml, "networked.yaml", overrides);
}
