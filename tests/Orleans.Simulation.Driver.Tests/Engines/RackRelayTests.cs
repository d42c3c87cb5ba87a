using System.Collections.Concurrent;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Grains.Racks;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Engines;

/// <summary>Racks that are not on the silo of their data center get their batches through one relay there.</summary>
public sealed class RackRelayTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<int> _messages = new();
    private readonly ConcurrentQueue<string> _crossing = new();
    private SimulationCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await SimulationCluster.StartAsync(3, (_, silo) =>
        silo.AddIncomingGrainCallFilter(async call =>
        {
            Note(call);
            await call.Invoke();
        }));

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Exchange_WithRacksOnOtherSilos_GoesThereInMessagesForManyRacks()
    {
        var expected = await Played.OnAsync(engine: null, FailingFleet.Specification);

        var played = await Played.OnAsync(
            new OrleansEngine(_cluster.FirstSilo, _cluster.NextRun()),
            FailingFleet.Specification,
            new PlaybackOptions(VirtualDuration.FromSeconds(300), 10_000));

        Assert.Equal(expected.Hash, played.Hash);
        Assert.Empty(_crossing);
        Assert.InRange(_messages.Max(), 2, 64);
    }

    /// <summary>Notes how many racks a relay's message is for, and calls of racks from another silo.</summary>
    private void Note(IIncomingGrainCallContext call)
    {
        if (call.InterfaceMethod.DeclaringType == typeof(IRackRelayGrain))
        {
            _messages.Enqueue(((Concurrency.Immutable<RackBatches>)call.Request.GetArgument(1)!).Value.Batches.Count);
        }

        if (call.InterfaceMethod.DeclaringType == typeof(IRackGrain)
            && call.MethodName == nameof(IRackGrain.Advance)
            && call.SourceId is { } source
            && _cluster.SiloOf(source) != _cluster.SiloOf(call.TargetId))
        {
            _crossing.Enqueue($"{source} calls {call.TargetId}");
        }
    }
}
