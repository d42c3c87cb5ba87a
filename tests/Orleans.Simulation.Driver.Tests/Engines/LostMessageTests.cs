using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.DataCenters;
using Orleans.Simulation.Grains.Fleets;
using Orleans.Simulation.Grains.Racks;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Engines;

/// <summary>
/// A message gets lost between two silos that live on: whoever waits for the answer gives up, and the run can begin anew with the
/// same grains.
/// </summary>
public sealed class LostMessageTests : IAsyncLifetime
{
    /// <summary>Longer than any call of so small a fleet takes, also on a machine that does other things.</summary>
    private static readonly PatienceOptions Patience = new() { Least = TimeSpan.FromSeconds(3) };

    /// <summary>So long nobody waits in vain, though several that wait for one another may give up in turn.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromMinutes(1);

    private static readonly VirtualTime Midway = VirtualTime.FromSeconds(1_111);

    private static readonly PlaybackOptions Windows = new(VirtualDuration.FromSeconds(300), 10_000);

    private readonly MessageLoss _loss = new();
    private SimulationCluster _cluster = null!;

    public Task InitializeAsync() => StartAsync(silos: 2);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Theory]
    [InlineData(typeof(IFleetGrain), nameof(IFleetGrain.Advance), 3, false)]
    [InlineData(typeof(IDataCenterGrain), nameof(IDataCenterGrain.Begin), 2, false)]
    [InlineData(typeof(IDataCenterGrain), nameof(IDataCenterGrain.Advance), 5, true)]
    [InlineData(typeof(IDataCenterGrain), nameof(IDataCenterGrain.Settle), 2, false)]
    [InlineData(typeof(IRackGrain), nameof(IRackGrain.Begin), 7, true)]
    [InlineData(typeof(IRackGrain), nameof(IRackGrain.Advance), 40, false)]
    [InlineData(typeof(IRackGrain), nameof(IRackGrain.Advance), 40, true)]
    [InlineData(typeof(IRackRelayGrain), nameof(IRackRelayGrain.Advance), 20, false)]
    [InlineData(typeof(IRackRelayGrain), nameof(IRackRelayGrain.Advance), 20, true)]
    [InlineData(typeof(IRackGrain), nameof(IRackGrain.Settle), 9, false)]
    public async Task Call_Lost_IsGivenUpAndTheNextEpochEndsTheSame(Type grain, string method, int which, bool losesAnswer)
    {
        var expected = await Played.OnAsync(engine: null, FailingFleet.Specification);
        if (grain == typeof(IRackRelayGrain))
        {
            // On two silos each has whole data centers, whose racks need no relay.
            await _cluster.DisposeAsync();
            await StartAsync(silos: 3);
        }

        var run = _cluster.NextRun();
        _loss.Lose(grain, method, which, losesAnswer);

        await Assert.ThrowsAsync<TimeoutException>(
            () => Played.OnAsync(EngineOf(run, epoch: 0), FailingFleet.Specification, Windows)).WaitAsync(Forever);
        var again = await Played.OnAsync(EngineOf(run, epoch: 1), FailingFleet.Specification, Windows).WaitAsync(Forever);

        Assert.True(_loss.Happened, $"{grain.Name}.{method} was called fewer than {which} times");
        Assert.Equal(expected.Hash, again.Hash);
    }

    [Theory]
    [InlineData(typeof(IDataCenterGrain), nameof(IDataCenterGrain.SaveRacks), 2)]
    [InlineData(typeof(IRackGrain), nameof(IRackGrain.Save), 8)]
    [InlineData(typeof(IDataCenterGrain), nameof(IDataCenterGrain.Restore), 3)]
    [InlineData(typeof(IRackGrain), nameof(IRackGrain.Restore), 8)]
    public async Task CallOfACheckpoint_Lost_IsGivenUpAndTheNextEpochEndsTheSame(Type grain, string method, int which)
    {
        var expected = await Played.OnAsync(engine: null, FailingFleet.Specification);
        using var scratch = new ScratchFolder();
        var checkpointed = new CheckpointedRun(FailingFleet.Specification, scratch.At("run"));
        var run = _cluster.NextRun();
        var isRestored = method.StartsWith("Restore", StringComparison.Ordinal);
        if (isRestored)
        {
            await checkpointed.SuspendAsync(EngineOf(run, epoch: 0), Midway).WaitAsync(Forever);
        }

        _loss.Lose(grain, method, which, losesAnswer: false);
        await Assert.ThrowsAsync<TimeoutException>(
            () => isRestored
                ? checkpointed.FinishAsync(EngineOf(run, epoch: 1))
                : checkpointed.SuspendAsync(EngineOf(run, epoch: 1), Midway)).WaitAsync(Forever);
        var summary = await checkpointed.FinishAsync(EngineOf(run, epoch: 2)).WaitAsync(Forever);

        Assert.True(_loss.Happened, $"{grain.Name}.{method} was called fewer than {which} times");
        Assert.Equal(expected.Hash, summary.ResultHash);
    }

    private async Task StartAsync(int silos) => _cluster = await SimulationCluster.StartAsync(silos, (_, silo) =>
    {
        silo.Services.AddSingleton(Patience);
        silo.AddOutgoingGrainCallFilter(_loss);
    });

    private OrleansEngine EngineOf(int run, int epoch) => new(_cluster.FirstSilo, run, epoch);

    /// <summary>Loses one call, or its answer.</summary>
    private sealed class MessageLoss : IOutgoingGrainCallFilter
    {
        private (Type Grain, string Method, bool LosesAnswer) _what;
        private int _left;

        /// <summary>Whether it has.</summary>
        public bool Happened => Volatile.Read(ref _left) <= 0;

        /// <summary>Loses one of the calls to come.</summary>
        /// <param name="grain">Interface of the grain that is called.</param>
        /// <param name="method">The method.</param>
        /// <param name="which">Which of these calls, from 1 up.</param>
        /// <param name="losesAnswer">Whether the call arrives, and only its answer does not.</param>
        public void Lose(Type grain, string method, int which, bool losesAnswer) =>
            (_what, _left) = ((grain, method, losesAnswer), which);

        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            var isLost = context.InterfaceMethod.DeclaringType == _what.Grain
                && context.MethodName == _what.Method
                && Interlocked.Decrement(ref _left) == 0;
            if (!isLost || _what.LosesAnswer)
            {
                await context.Invoke();
            }

            if (isLost)
            {
                await new TaskCompletionSource().Task;
            }
        }
    }
}
