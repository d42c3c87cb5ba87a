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
    public void OwnerOf_AllRacks_SharesWorkOutWithinOneRack() => GenCases.Sample(sample =>
    {
        var owners = Owners(RunTopology.For(Run, sample.Fleet, sample.Silos), sample.Fleet);

        var racksBySilo = sample.Silos.Select(silo => owners.Count(owner => owner == silo)).ToArray();
        Assert.InRange(racksBySilo.Max() - racksBySilo.Min(), 0, 1);
        Assert.Equal(sample.Fleet.Racks, racksBySilo.Sum());
    });

    [Fact]
    public void OwnerOf_WithTheDriverOnASilo_LeavesItTheWorkOfAThirdOfTheRacks() => GenCases.Sample(sample =>
    {
        var driver = sample.Silos[^1];
        var owners = Owners(RunTopology.For(Run, sample.Fleet, sample.Silos, driver), sample.Fleet);

        // Where that is more than its part it has one rack, and the others share the rest.
        var (racks, silos) = (sample.Fleet.Racks, sample.Silos.Length);
        var even = (racks + (racks / 3m)) / silos;
        var ofDriver = silos == 1 ? racks : Math.Max(0, even - (racks / 3m));
        var ofOthers = silos == 1 ? 0 : (racks - ofDriver) / (silos - 1);
        Assert.InRange(owners.Count(owner => owner == driver) - ofDriver, 0, 1);
        Assert.All(sample.Silos[..^1], silo => Assert.InRange(owners.Count(owner => owner == silo) - ofOthers, -1, 1));
    });

    [Fact]
    public void OwnerOf_TheFleet_IsTheSiloOfTheDriver() => GenCases.Sample(sample =>
    {
        var driver = sample.Silos[^1];
        var topology = RunTopology.For(Run, sample.Fleet, sample.Silos, driver);

        Assert.Equal(driver, topology.Silos[topology.OwnerOf(new(Run, 0, 0, 0))]);
    });

    [Fact]
    public void OwnerOf_RacksOfADataCenterOnSeveralSilos_TakesTurns() =>
        Gen.Select(Gen.Int[50, 3_000], Gen.Int[2, 9]).Sample((racks, silos) =>
        {
            var owners = Owners(RunTopology.For(Run, Fleet([racks]), Names(silos)), Fleet([racks]));

            // Any racks that follow each other are shared out like all of them.
            foreach (var part in owners.Chunk(10 * silos).Where(part => part.Length == 10 * silos))
            {
                Assert.All(Names(silos), silo => Assert.InRange(part.Count(owner => owner == silo), 5, 15));
            }
        });

    [Fact]
    public void OwnerOf_NamesInAnotherOrder_StaysTheSame() =>
        Gen.Select(GenCases, Gen.Int[0, int.MaxValue]).Sample((sample, rotation) =>
        {
            var (turned, driver) = (rotation % sample.Silos.Length, sample.Silos[rotation % sample.Silos.Length]);
            string[] other = [.. sample.Silos[turned..].Reverse(), .. sample.Silos[..turned]];

            Assert.Equal(
                Owners(RunTopology.For(Run, sample.Fleet, sample.Silos, driver), sample.Fleet),
                Owners(RunTopology.For(Run, sample.Fleet, other, driver), sample.Fleet));
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
