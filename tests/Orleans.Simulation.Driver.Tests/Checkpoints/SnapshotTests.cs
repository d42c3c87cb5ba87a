using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Orleans.Simulation.Core;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Snapshots;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Checkpoints;

/// <summary>What a fleet says of itself does not depend on who played it, and is enough for anybody to go on.</summary>
[Collection(ClusterCollection.Name)]
public sealed class SnapshotTests(ClusterSet clusters)
{
    private const int Reference = 0;
    private const int Cases = 30;

    private static readonly VirtualTime Midway = VirtualTime.FromSeconds(1_111);

    private static readonly Gen<PlaybackOptions> GenOptions = Gen.Select(
        Gen.OneOf(97L, 600, 10_000_000),
        Gen.OneOf(1, 10_000),
        (window, arrivals) => new PlaybackOptions(VirtualDuration.FromSeconds(window), arrivals));

    [Theory]
    [InlineData(Reference, Reference)]
    [InlineData(Reference, 2)]
    [InlineData(3, Reference)]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public async Task Restored_OnAnotherEngineOrOtherSilos_SaysTheSameAndEndsTheSame(int before, int after)
    {
        using var scratch = new ScratchFolder();
        foreach (var specification in (RunSpecification[])[FailingFleet.Specification, FailingFleet.UntilJobsAreDone])
        {
            var run = new CheckpointedRun(specification, scratch.At($"end-{specification.Fleet.End.Microseconds}"));
            var expected = await Played.OnAsync(engine: null, specification);

            var checkpoint = await run.SuspendAsync(await EngineAsync(before), Midway);

            Assert.Equal(checkpoint!.Manifest.Files, await SavedAgainAsync(after, specification, checkpoint, scratch));
            Assert.Equal(expected.Hash, (await run.FinishAsync(await EngineAsync(after))).ResultHash);
            Assert.Empty(run.Notes);
        }
    }

    [Fact]
    public async Task Run_AnyScenarioSavedAtAnyInstant_IsTheSameForWhoeverSavesOrGoesOn()
    {
        var (saved, restarts) = (0, 0L);
        var genInstant = Gen.OneOf(Gen.Long[1, 1_600_000_000], Gen.Int[1, 40].Select(step => step * 30_000_000L));
        await Gen.Select(RandomRuns.Specifications, genInstant, Gen.Int[0, 3].Array[3], GenOptions, GenOptions).SampleAsync(
            async (specification, instant, silos, firstOptions, secondOptions) =>
            {
                using var scratch = new ScratchFolder();
                var horizon = new VirtualTime(instant);
                var expected = await Played.OnAsync(engine: null, specification);
                var first = new CheckpointedRun(specification, scratch.At("first"));
                var second = new CheckpointedRun(specification, scratch.At("second"));

                var checkpoint = await first.SuspendAsync(await EngineAsync(silos[0]), horizon, firstOptions);
                var other = await second.SuspendAsync(await EngineAsync(silos[1]), horizon, secondOptions);

                Assert.Equal(checkpoint?.Manifest, other?.Manifest, SameState);
                if (checkpoint is null)
                {
                    return;
                }

                Assert.Equal(
                    checkpoint.Manifest.Files, await SavedAgainAsync(silos[1], specification, checkpoint, scratch));
                var summary = await first.FinishAsync(await EngineAsync(silos[2]), options: secondOptions);
                Assert.Equal(expected.Hash, summary.ResultHash);
                saved++;
                restarts += summary.Jobs.Restarts;
            },
            iter: Cases,
            threads: 1);

        Assert.True(saved > Cases / 3, $"only {saved} of {Cases} runs were still going on when they were to be saved");
        Assert.True(restarts > 0, "no failure interrupted any job: the cases are too easy");
    }

    [Fact]
    public async Task Run_SavedAgainAndAgainByChangingEngines_EndsTheSame()
    {
        using var scratch = new ScratchFolder();
        var run = new CheckpointedRun(FailingFleet.Specification, scratch.At("run"));
        var expected = await Played.OnAsync(engine: null, FailingFleet.Specification);
        foreach (var (turn, silos) in ((int[])[1, Reference, 3, 2]).Index())
        {
            var instant = VirtualTime.FromSeconds(300 * (turn + 1));
            Assert.Equal(instant, (await run.SuspendAsync(await EngineAsync(silos), instant))!.Manifest.Horizon);
        }

        Assert.Equal(expected.Hash, (await run.FinishAsync(new ReferenceEngine())).ResultHash);
    }

    [Fact]
    public async Task Save_BeforeTheEnd_ChangesNothingInTheRunThatGoesOn()
    {
        var expected = await Played.OnAsync(engine: null, FailingFleet.Specification);
        foreach (var silos in (int[])[Reference, 2])
        {
            using var scratch = new ScratchFolder();
            var run = new CheckpointedRun(FailingFleet.Specification, scratch.At("run"));

            var summary = await run.FinishAsync(
                await EngineAsync(silos), new CheckpointPolicy(Every: VirtualDuration.FromSeconds(100)));

            Assert.Equal(expected.Hash, summary.ResultHash);
            Assert.Equal([24, 23], run.Store.Numbers);
        }
    }

    /// <summary>It is due amid a window, when data centers may be in the next one already.</summary>
    [Fact]
    public async Task Save_DueByTheWallClock_ComesOnceAllDataCentersAreAtOneHorizon()
    {
        using var scratch = new ScratchFolder();
        var expected = await Played.OnAsync(engine: null, FailingFleet.Specification);
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        var run = new CheckpointedRun(FailingFleet.Specification, scratch.At("run"), clock);

        var summary = await run.FinishAsync(
            await EngineAsync(2),
            new CheckpointPolicy(EveryWall: TimeSpan.FromSeconds(4)),
            new PlaybackOptions(VirtualDuration.FromSeconds(30), 10_000));

        Assert.Equal(expected.Hash, summary.ResultHash);
        Assert.True(run.Store.Numbers[0] > 5, $"saved {run.Store.Numbers[0]} times");
    }

    [Theory]
    [InlineData(Reference)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Restore_ChipThatWasTamperedWith_IsAFault(int silos)
    {
        using var scratch = new ScratchFolder();
        var specification = FailingFleet.Specification;
        var run = new CheckpointedRun(specification, scratch.At("run"));
        var saved = SavedFleet.Of((await run.SuspendAsync(new ReferenceEngine(), Midway))!);
        var damaged = saved.With(dataCenter: 1, rack: 2, MoveOneMicrosecondOfIdle);
        var engine = await EngineAsync(silos);

        var fault = await Assert.ThrowsAsync<SimulationFaultException>(() => damaged.RestoreAsync(engine, specification.Fleet));

        Assert.Contains("rack 2 in room-1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("its chips add up to", fault.Message, StringComparison.Ordinal);
    }

    private static string MoveOneMicrosecondOfIdle(string rack)
    {
        var snapshot = SnapshotJson.Read<RackSnapshot>(System.Text.Encoding.UTF8.GetBytes(rack));
        snapshot.Chips[3] = snapshot.Chips[3] with { Idle = new(snapshot.Chips[3].Idle.Microseconds + 1) };
        return System.Text.Encoding.UTF8.GetString(SnapshotJson.Write(snapshot));
    }

    /// <summary>Whether two checkpoints have the same states; kinds of records interleave in journals as windows do.</summary>
    private static bool SameState(CheckpointManifest? left, CheckpointManifest? right) =>
        (left?.Horizon, left?.Arrivals) == (right?.Horizon, right?.Arrivals)
        && (left?.Files ?? []).SequenceEqual(right?.Files ?? []);

    /// <summary>The files of a checkpoint that a new engine saves as soon as it has been restored.</summary>
    private async Task<IReadOnlyList<CheckpointFile>> SavedAgainAsync(
        int silos, RunSpecification specification, Checkpoint checkpoint, ScratchFolder scratch)
    {
        var engine = await EngineAsync(silos);
        await SavedFleet.Of(checkpoint).RestoreAsync(engine, specification.Fleet);
        var store = new CheckpointStore(scratch.At("again"));
        return (await store.SaveAsync(engine, specification.Fleet, checkpoint.Manifest)).Manifest.Files;
    }

    private async Task<ISimulationEngine> EngineAsync(int silos) =>
        silos == Reference ? new ReferenceEngine() : Played.EngineOn(await clusters.OfAsync(silos));
}
