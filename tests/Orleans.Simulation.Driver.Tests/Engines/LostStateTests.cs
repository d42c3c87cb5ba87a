using Orleans.Runtime;
using Orleans.Simulation.Core;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Chips;
using Orleans.Simulation.Grains.DataCenters;
using Orleans.Simulation.Grains.Fleets;
using Orleans.Simulation.Grains.Racks;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Engines;

/// <summary>A grain whose state is lost in mid-run ends the run: lost state never passes for idle.</summary>
[Collection(ClusterCollection.Name)]
public sealed class LostStateTests(ClusterSet clusters)
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public Task Chip_StateLost_EndsTheRunWithAFaultThatNamesIt(int silos) => AssertLossIsFoundAsync(
        silos, (cluster, run) => cluster.Grain<IChipGrain>(run, 1, 2, 7), "chip", run => new(run, 1, 2, 7));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public Task Rack_StateLost_EndsTheRunWithAFaultThatNamesIt(int silos) => AssertLossIsFoundAsync(
        silos, (cluster, run) => cluster.Grain<IRackGrain>(run, 2, 6), "rack", run => new(run, 2, 6, 0));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public Task DataCenter_StateLost_EndsTheRunWithAFaultThatNamesIt(int silos) => AssertLossIsFoundAsync(
        silos, (cluster, run) => cluster.Grain<IDataCenterGrain>(run, 1), "datacenter", run => new(run, 1, 0, 0));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public Task Fleet_StateLost_EndsTheRunWithAFaultThatNamesIt(int silos) => AssertLossIsFoundAsync(
        silos, (cluster, run) => cluster.Grain<IFleetGrain>(run), "fleet", run => new(run, 0, 0, 0));

    private async Task AssertLossIsFoundAsync(
        int silos, Func<SimulationCluster, int, IAddressable> choose, string type, Func<int, GrainKey> key)
    {
        var cluster = await clusters.OfAsync(silos);
        var run = cluster.NextRun();
        var engine = new OrleansEngine(cluster.FirstSilo, run);

        var fault = await Assert.ThrowsAsync<SimulationFaultException>(() => Played.OnAsync(
            engine,
            FailingFleet.Specification,
            new(VirtualDuration.FromSeconds(300), 10_000),
            beforeWindow: window => window == 3 ? cluster.DropAsync(choose(cluster, run)) : Task.CompletedTask));

        Assert.StartsWith($"{type} {key(run)} refuses", fault.Message, StringComparison.Ordinal);
        Assert.Contains("uninitialised", fault.Message, StringComparison.Ordinal);
    }
}
