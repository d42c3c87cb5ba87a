using Orleans.Runtime;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Chips;
using Orleans.Simulation.Grains.DataCenters;
using Orleans.Simulation.Grains.Placement;
using Orleans.Simulation.Grains.Racks;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Engines;

/// <summary>Every chip lives where its rack does, and racks fill all silos.</summary>
[Collection(ClusterCollection.Name)]
public sealed class PlacementTests(ClusterSet clusters)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Grains_OfARun_AreWhereTheTopologySays(int silos)
    {
        var cluster = await clusters.OfAsync(silos);
        var (fleet, run) = (FailingFleet.Specification.Fleet, cluster.NextRun());
        var topology = RunTopology.For(run, fleet, cluster.SiloNames, cluster.SiloNames[0]);

        await Played.OnAsync(new OrleansEngine(cluster.FirstSilo, run), FailingFleet.Specification);

        var rackSilos = new HashSet<string>();
        foreach (var dataCenter in fleet.DataCenters)
        {
            var key = new GrainKey(run, dataCenter.Index, 0, 0);
            Assert.Equal(topology.Silos[topology.OwnerOf(key)], cluster.SiloOf(cluster.Grain<IDataCenterGrain>(run, dataCenter.Index)));
            foreach (var rack in Enumerable.Range(0, dataCenter.Topology.Racks))
            {
                rackSilos.Add(AssertTogether(cluster, topology, dataCenter, rack));
            }
        }

        Assert.Equal(cluster.SiloNames.Order(), rackSilos.Order());
    }

    private static string AssertTogether(SimulationCluster cluster, RunTopology topology, DataCenterPlan dataCenter, int rack)
    {
        var silo = cluster.SiloOf(cluster.Grain<IRackGrain>(topology.Run, dataCenter.Index, rack));
        Assert.Equal(topology.Silos[topology.OwnerOf(new(topology.Run, dataCenter.Index, rack, 0))], silo);
        Assert.All(Enumerable.Range(0, dataCenter.Topology.ChipsIn(rack)), slot =>
        {
            var chip = cluster.Grain<IChipGrain>(topology.Run, dataCenter.Index, rack, slot);
            Assert.Equal(silo, cluster.SiloOf(chip));
        });
        return silo;
    }
}
