using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Playback;

/// <summary>A run that is cut short has results that say so.</summary>
[Collection(ClusterCollection.Name)]
public sealed class InterruptionTests(ClusterSet clusters)
{
    private const int Reference = 0;

    private static readonly PlaybackOptions Windows = new(VirtualDuration.FromSeconds(100), 10_000);

    [Theory]
    [InlineData(Reference)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Play_CancelledInAWindow_EndsWithTheNextOneThatHasBegun(int silos)
    {
        using var cancellation = new CancellationTokenSource();

        var played = await Played.OnAsync(
            await EngineAsync(silos),
            FailingFleet.Specification,
            Windows,
            beforeWindow: window => window == 4 ? cancellation.CancelAsync() : Task.CompletedTask,
            cancellation: cancellation.Token);

        Assert.False(played.Summary.Complete);
        Assert.Equal(6, played.Records.Windows.Count);
        Assert.Equal(599.999999m, played.Summary.EndSeconds);
        Assert.True(played.Summary.Jobs.Running > 0, played.Summary.Jobs.ToString());
    }

    [Fact]
    public async Task Play_CancelledInTheSameWindow_GivesTheSameResultsOnBothEngines()
    {
        var hashes = new List<string>();
        foreach (var silos in (int[])[Reference, 2])
        {
            using var cancellation = new CancellationTokenSource();
            var played = await Played.OnAsync(
                await EngineAsync(silos),
                FailingFleet.UntilJobsAreDone,
                Windows,
                beforeWindow: window => window == 6 ? cancellation.CancelAsync() : Task.CompletedTask,
                cancellation: cancellation.Token);
            hashes.Add(played.Hash);
        }

        Assert.Equal(hashes[0], hashes[1]);
    }

    [Theory]
    [InlineData(Reference)]
    [InlineData(1)]
    public async Task Play_CancelledBeforeTheFirstWindow_HasNoResults(int silos)
    {
        var engine = await EngineAsync(silos);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Played.OnAsync(engine, FailingFleet.Specification, Windows, cancellation: new(canceled: true)));
    }

    [Fact]
    public async Task Play_ToItsEnd_IsComplete()
    {
        var played = await Played.OnAsync(engine: null, FailingFleet.Specification, Windows);

        Assert.True(played.Summary.Complete);
        Assert.Equal(2_400m, played.Summary.EndSeconds);
    }

    private async Task<ISimulationEngine> EngineAsync(int silos) =>
        silos == Reference ? new ReferenceEngine() : Played.EngineOn(await clusters.OfAsync(silos));
}
