using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Engines;

/// <summary>What a broker decides does not depend on windows and silos, and a checkpoint keeps it.</summary>
[Collection(ClusterCollection.Name)]
public sealed class BrokerTests(ClusterSet clusters)
{
    private static readonly VirtualTime Midway = VirtualTime.FromSeconds(1_111);

    public static TheoryData<BrokerPolicy> Policies() => [.. Enum.GetValues<BrokerPolicy>()];

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Run_AnyPolicy_IsTheSameForAnyWindowAndOnSilos(BrokerPolicy policy)
    {
        var specification = BrokeredFleet.Of(FailingFleet.Specification, policy, maxWait: null, isChoosy: true, deadline: 900);
        var expected = await Played.OnAsync(engine: null, specification);

        var cut = await Played.OnAsync(engine: null, specification, Played.Windows(7));
        var actual = await Played.OnAsync(Played.EngineOn(await clusters.OfAsync(2)), specification, Played.Windows(60));

        Assert.True(expected.Summary.Shift!.Postponed > 10, $"{expected.Summary.Shift}");
        Assert.Equal(expected.Summary.Shift, actual.Summary.Shift);
        Assert.Equal([expected.Hash, expected.Hash], [cut.Hash, actual.Hash]);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Run_SavedMidwayAndRestoredOnSilos_EndsTheSame(BrokerPolicy policy)
    {
        using var scratch = new ScratchFolder();
        var specification = BrokeredFleet.Of(FailingFleet.UntilJobsAreDone, policy, maxWait: 120, isChoosy: true, deadline: 900);
        var expected = await Played.OnAsync(engine: null, specification);
        var run = new CheckpointedRun(specification, scratch.At("run"));

        var checkpoint = await run.SuspendAsync(new ReferenceEngine(), Midway);

        Assert.NotNull(checkpoint);
        Assert.Equal(expected.Hash, (await run.FinishAsync(Played.EngineOn(await clusters.OfAsync(3)))).ResultHash);
    }
}
