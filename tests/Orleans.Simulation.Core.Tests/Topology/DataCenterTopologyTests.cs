using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Core.Tests.Topology;

public sealed class DataCenterTopologyTests
{
    [Theory]
    [InlineData(1, 72, 4, 1, 1, 1, 1)]
    [InlineData(72, 72, 4, 1, 18, 72, 18)]
    [InlineData(73, 72, 4, 2, 19, 1, 1)]
    [InlineData(81, 72, 4, 2, 21, 9, 3)]
    [InlineData(512, 256, 8, 2, 64, 256, 32)]
    public void Counts_LastRack_MayBePartlyFilled(
        int chips, int chipsPerRack, int chipsPerHost, int racks, int hosts, int chipsInLast, int hostsInLast)
    {
        var topology = new DataCenterTopology(chips, chipsPerRack, chipsPerHost);
        Assert.Equal((racks, hosts), (topology.Racks, topology.Hosts));
        Assert.Equal((chipsInLast, hostsInLast), (topology.ChipsIn(racks - 1), topology.HostsIn(racks - 1)));
        Assert.Equal(chips, Enumerable.Range(0, racks).Sum(topology.ChipsIn));
        Assert.Equal(hosts, Enumerable.Range(0, racks).Sum(topology.HostsIn));
    }
}
