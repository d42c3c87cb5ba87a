using CsCheck;
using Orleans.Simulation.Core;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Placement;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Grains.Tests.Placement;

public sealed class RunTopologyTests
{
    private const int Run = 4;

    private static readonly Gen<(FleetPlan Fleet, string[] Silos)> GenCases = Gen.Select(
        Gen.Int[1, 40].Array[1, 5],
        Gen.Int[1, 9],
        (racks, silos) => (Fleet(racks), Names(silos)));

    [Fact]
    public void OwnerOf_RacksInOrder_FormsContiguousBlocksInNameOrder() => GenCases.Sample(sample =>
    {
        var owners = Owners(RunTopology.For(Run, sample.Fleet, sample.Silos), sample.Fleet);

        Assert.Equal(owners.Order(StringComparer.Ordinal), owners);
    });

    [Fact]
    public void OwnerOf_AllRacks_IsBalancedWithinOneRack() => GenCases.Sample(sample =>
    {
        var owners = Owners(RunTopology.For(Run, sample.Fleet, sample.Silos), sample.Fleet);

        var racksBySilo = sample.Silos.Select(silo => owners.Count(owner => owner == silo)).ToArray();
        Assert.InRange(racksBySilo.Max() - racksBySilo.Min(), 0, 1);
        Assert.Equal(sample.Fleet.Racks, racksBySilo.Sum());
    });

    [Fact]
    public void OwnerOf_NamesInAnotherOrder_StaysTheSame() =>
        Gen.Select(GenCases, Gen.Int[0, int.MaxValue]).Sample((sample, rotation) =>
        {
            var turned = rotation % sample.Silos.Length;
            string[] other = [.. sample.Silos[turned..].Reverse(), .. sample.Silos[..turned]];

            Assert.Equal(
                Owners(RunTopology.For(Run, sample.Fleet, sample.Silos), sample.Fleet),
                Owners(RunTopology.For(Run, sample.Fleet, other), sample.Fleet));
        });

    [Fact]
    public void OwnerOf_ChipDataCenterAndFleet_IsTheOwnerOfTheirRack()
    {
        var topology = RunTopology.For(Run, Fleet([3, 3]), ["a", "b", "c"]);

        Assert.Equal("a", topology.Silos[topology.OwnerOf(new(Run, 0, 1, 7))]);
        Assert.Equal("b", topology.Silos[topology.OwnerOf(new(Run, 0, 2, 0))]);
        Assert.Equal("b", topology.Silos[topology.OwnerOf(new(Run, 1, 0, 0))]);
        Assert.Equal("c", topology.Silos[topology.OwnerOf(new(Run, 1, 2, 255))]);
    }

    [Fact]
    public void OwnerOf_RackBeyondTheFleet_IsAFault()
    {
        var topology = RunTopology.For(Run, Fleet([3, 3]), ["a"]);

        var fault = Assert.Throws<SimulationFaultException>(() => topology.OwnerOf(new(Run, 1, 3, 0)));

        Assert.Contains("rack 3", fault.Message, StringComparison.Ordinal);
    }

    private static FleetPlan Fleet(int[] racks) =>
        Plans.Fleet([.. racks.Select(count => new DataCenterTopology(count * 8, 8, 4))]);

    private static string[] Names(int silos) => [.. Enumerable.Range(0, silos).Select(silo => $"silo-{silo}")];

    private static string[] Owners(RunTopology topology, FleetPlan fleet) =>
    [
        .. fleet.DataCenters.SelectMany(dataCenter => Enumerable
            .Range(0, dataCenter.Topology.Racks)
            .Select(rack => topology.Silos[topology.OwnerOf(new GrainKey(Run, dataCenter.Index, rack, 0))])),
    ];
}
