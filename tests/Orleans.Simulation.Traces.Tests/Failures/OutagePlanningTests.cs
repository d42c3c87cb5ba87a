using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Failures;

namespace Orleans.Simulation.Traces.Tests.Failures;

/// <summary>What outages of a trace hit in a fleet.</summary>
/// <remarks>
/// East has 7 hosts of 2 chips, two hosts a rack, the last rack with one host and the last host with one chip; west has one rack
/// of one host.
/// </remarks>
public sealed class OutagePlanningTests
{
    private const int EastHosts = 7;

    [Theory]
    [InlineData("east", 0, EastHosts)]
    [InlineData("east/rack0", 0, 2)]
    [InlineData("east/rack2", 4, 2)]
    [InlineData("east/rack3", 6, 1)]
    [InlineData("east/rack1/host1", 3, 1)]
    [InlineData("east/rack3/host0", 6, 1)]
    public void Apply_NamedPart_FindsItsHosts(string entity, int first, int count)
    {
        var plan = Native($"1.5,{entity},20,\n");
        var expected = new PlannedOutage(new(1_500_000), VirtualDuration.FromSeconds(20), 0, new(first, 1, count));
        Assert.Equal([expected], plan.DataCenters[0].Outages);
        Assert.Empty(plan.DataCenters[1].Outages);
    }

    [Theory]
    [InlineData("east/rack0/chip3", 3)]
    [InlineData("east/rack2/chip1", 9)]
    [InlineData("east/rack3/chip0", 12)]
    public void Apply_Chip_FindsIt(string entity, int chip) =>
        Assert.Equal(chip, Native($"0,{entity},20,\n").DataCenters[0].Outages.Single().Chip);

    [Fact]
    public void Apply_OtherDataCenter_FindsItThere()
    {
        var plan = Native("0,west,20,\n5,east,20,\n");
        Assert.Equal(new(0, 1, 1), plan.DataCenters[1].Outages.Single().Hosts);
        Assert.Equal(VirtualTime.FromSeconds(5), plan.DataCenters[0].Outages.Single().Start);
    }

    [Fact]
    public void Apply_UnknownParts_ReportsAllAtOnceByLine()
    {
        var text = "9,north,1,\n8,east/rack4,1,\n7,east/rack3/host1,1,\n6,east/rack0,1,\n5,east/rack3/chip1,1,\n"
            + "4,west/rack0/host1,1,\n3,east/rack0/chip4,1,\n";
        using var file = new TemporaryFile(FailureTexts.NativeHeader + text);
        var exception = Assert.Throws<InvalidInputException>(() => OutagePlanning.Apply(Fleet(), file.Path));
        Assert.Equal(
            [
                "f:2: entity: is \"north\", must be in one of the data centers east, west",
                "f:3: entity: is \"east/rack4\", must be in one of the racks 0 to 3 of east",
                "f:4: entity: is \"east/rack3/host1\", must be one of the hosts 0 to 0 of the rack",
                "f:6: entity: is \"east/rack3/chip1\", must be one of the chips 0 to 0 of the rack",
                "f:7: entity: is \"west/rack0/host1\", must be one of the hosts 0 to 0 of the rack",
                "f:8: entity: is \"east/rack0/chip4\", must be one of the chips 0 to 3 of the rack",
            ],
            exception.Issues.Select(issue => issue.ToString().Replace(file.Path, "f", StringComparison.Ordinal)));
    }

    [Fact]
    public void Apply_Causes_AreNamedOnceInOrderOfTheirFirstOutage()
    {
        var plan = Native("5,east,1,fire\n1,east,1,\n2,east/rack0,1,flood\n3,west,1,quake\n4,east,1,\n6,east,1,flood\n");
        Assert.Equal(["outage", "flood", "fire"], plan.DataCenters[0].OutageCauses);
        Assert.Equal([0, 1, 0, 2, 1], plan.DataCenters[0].Outages.Select(outage => outage.Cause));
        Assert.Equal(["quake"], plan.DataCenters[1].OutageCauses);
    }

    [Theory]
    [InlineData("0.1", 0)]
    [InlineData("0.142", 0)]
    [InlineData("0.143", 1)]
    [InlineData("0.5", 3)]
    [InlineData("0.999", 6)]
    [InlineData("1", 7)]
    public void Apply_ShareOfHosts_IsRoundedDownInEachDataCenter(string share, int hosts)
    {
        var plan = OpenDc($"1000,2000,{share}\n");
        Assert.Equal(hosts, plan.DataCenters[0].Outages.Sum(outage => outage.Hosts.Count));
        Assert.Equal(share == "1" ? 1 : 0, plan.DataCenters[1].Outages.Count);
        Assert.All(plan.DataCenters[0].Outages, outage => Assert.Equal(
            (VirtualTime.FromSeconds(1), VirtualDuration.FromSeconds(2)), (outage.Start, outage.Duration)));
    }

    [Fact]
    public void Apply_SharesOfHosts_TakeEachHostOnceFromAllOverTheDataCenter()
    {
        foreach (var hosts in Enumerable.Range(1, 40))
        {
            var rows = string.Concat(Enumerable.Repeat("1000,2000,1\n", 20));
            var outages = OpenDc(rows, Fleet(hosts)).DataCenters[0].Outages;
            Assert.Equal(20, outages.Count);
            Assert.All(outages, outage => Assert.Equal(Enumerable.Range(0, hosts), Hosts(outage, hosts).Order()));
        }
    }

    [Fact]
    public void Apply_SharesOfHosts_HitEveryHostSoonerOrLater()
    {
        var rows = string.Concat(Enumerable.Repeat("1000,2000,0.1\n", 300));
        var outages = OpenDc(rows, Fleet(hosts: 20)).DataCenters[0].Outages;
        Assert.Equal(Enumerable.Range(0, 20), outages.SelectMany(outage => Hosts(outage, 20)).Distinct().Order());
        Assert.True(outages.Select(outage => outage.Hosts.Step).Distinct().Count() > 5, "hosts are always neighbours");
    }

    [Fact]
    public void Apply_SharesOfHosts_DependOnTheSeedAlone()
    {
        const string Rows = "1000,2000,0.5\n1000,2000,0.5\n1000,2000,0.5\n";
        var outages = OpenDc(Rows).DataCenters[0].Outages;
        Assert.Equal(outages, OpenDc(Rows).DataCenters[0].Outages);
        Assert.NotEqual(outages, OpenDc(Rows, Fleet(seed: 2)).DataCenters[0].Outages);
        Assert.NotEqual(outages[0].Hosts, outages[1].Hosts);
    }

    [Fact]
    public void Apply_Fleet_KeepsEverythingElse()
    {
        var fleet = Fleet();
        var plan = Native("0,east,20,\n");
        Assert.Equal(fleet.DataCenters[0] with { Outages = [], OutageCauses = [] }, plan.DataCenters[0] with
        {
            Outages = [],
            OutageCauses = [],
            Chip = fleet.DataCenters[0].Chip,
            Failures = fleet.DataCenters[0].Failures,
        });
        Assert.Equal(fleet.End, plan.End);
    }

    private static IEnumerable<int> Hosts(PlannedOutage outage, int hosts) => Enumerable.Range(0, outage.Hosts.Count)
        .Select(index => (outage.Hosts.First + (index * outage.Hosts.Step)) % hosts);

    private static FleetPlan Native(string rows) => Apply(FailureTexts.NativeHeader + rows, Fleet());

    private static FleetPlan OpenDc(string rows, FleetPlan? fleet = null) =>
        Apply(FailureTexts.OpenDcHeader + rows, fleet ?? Fleet());

    private static FleetPlan Apply(string text, FleetPlan fleet)
    {
        using var file = new TemporaryFile(text);
        return OutagePlanning.Apply(fleet, file.Path);
    }

    private static FleetPlan Fleet(int hosts = EastHosts, ulong seed = 1) => new(
        [DataCenter(0, "east", new((hosts * 2) - 1, 4, 2), seed), DataCenter(1, "west", new(8, 8, 8), seed)],
        VirtualTime.Never);

    private static DataCenterPlan DataCenter(int index, string name, DataCenterTopology topology, ulong seed) => new(
        index,
        name,
        1000 * index,
        topology,
        new ChipModel("chip", default, default, default, VirtualDuration.Zero, []),
        default,
        default,
        SitePlan.Plain,
        new SchedulingPolicy(QueueOrder.Fifo, PlacementPolicy.Pool, VirtualDuration.Zero),
        new FailurePolicy(Enabled: false, default, default, default, default, FailurePolicy.NoLimit),
        VirtualDuration.FromHours(1),
        seed);
}
