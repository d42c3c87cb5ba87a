using Orleans.Concurrency;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Chips;
using Orleans.Simulation.Grains.DataCenters;
using Orleans.Simulation.Grains.Racks;
using Orleans.Simulation.Grains.Tests.Clusters;
using Orleans.Simulation.Grains.Tests.Messages;

namespace Orleans.Simulation.Grains.Tests.Calls;

/// <summary>A call that is repeated with the same stamp gets the same answer, and nothing is done twice.</summary>
[Collection(ClusterCollection.Name)]
public sealed class RepeatedCallTests(ClusterSet clusters)
{
    private static readonly FleetPlan Fleet = Plans.Fleet([new(8, 4, 2)]);

    private static readonly RackPlan Rack = RackPlan.For(Fleet.DataCenters[0], 0);

    private static readonly VirtualTime End = VirtualTime.FromSeconds(100);

    [Fact]
    public async Task Chip_AdvanceRepeated_TakesItsCommandsOnce()
    {
        var (cluster, run) = await JoinAsync();
        var chip = cluster.Grain<IChipGrain>(run, slot: 2);
        await chip.Begin(new(run, 0, 1), Rack.AsImmutable());
        var batch = new ChipBatch(new(run, 0, 2), Log(Command(10, RackCommandKind.Start)), VirtualTime.FromSeconds(20));

        var first = await chip.Advance(batch);
        var second = await chip.Advance(batch);

        var account = await chip.Settle(new(new(run, 0, 3), Log(), End));
        Assert.Equal(first, second);
        Assert.Equal(1, account.Changes);
        Assert.Equal(VirtualDuration.FromSeconds(90), account.Busy);
    }

    [Fact]
    public async Task Chip_SettlementRepeated_GivesTheSameAccount()
    {
        var (cluster, run) = await JoinAsync();
        var chip = cluster.Grain<IChipGrain>(run, slot: 2);
        await chip.Begin(new(run, 0, 1), Rack.AsImmutable());
        var batch = new ChipBatch(new(run, 0, 2), Log(Command(10, RackCommandKind.Start)), End);

        var first = await chip.Settle(batch);
        var second = await chip.Settle(batch);

        Assert.Equal(1, first.Changes);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Rack_EveryCallRepeated_IsDoneOnce()
    {
        var (cluster, run) = await JoinAsync();
        var rack = cluster.Grain<IRackGrain>(run);
        var batch = new RackBatch(0, [Command(10, RackCommandKind.Start)], VirtualTime.FromSeconds(20)).AsImmutable();
        var rest = new RackBatch(0, [Command(60, RackCommandKind.Complete)], End).AsImmutable();

        var begun = await TwiceAsync(() => rack.Begin(new(run, 0, 1), Rack.AsImmutable()));
        await TwiceAsync(() => rack.Advance(new(run, 0, 2), batch));
        var account = await TwiceAsync(() => rack.Settle(new(run, 0, 3), rest));

        Assert.Equal(Rack.Chips, begun.ChipCalls);
        Assert.Equal([2L, 2L, 2L, 2L], account.Chips.Select(chip => chip.Changes));
        Assert.Equal(4 * 50_000_000, account.Busy);
    }

    [Fact]
    public async Task DataCenter_EveryCallRepeated_IsDoneOnce()
    {
        var (cluster, run) = await JoinAsync();
        var dataCenter = cluster.Grain<IDataCenterGrain>(run);
        var job = new JobArrival(0, 0, 0, "job", 0, 6, VirtualTime.FromSeconds(10), VirtualDuration.FromSeconds(50));
        var window = new DataCenterWindow(End, [job], MayStop: false).AsImmutable();

        var chips = await dataCenter.Begin(new(run, 0, 1), Fleet.DataCenters[0].AsImmutable());
        var again = await dataCenter.Begin(new(run, 0, 1), Fleet.DataCenters[0].AsImmutable());
        var reply = await TwiceAsync(() => dataCenter.Advance(new(run, 0, 2), window));
        var accounts = await TwiceAsync(() => dataCenter.Settle(new(run, 0, 3), 0, 2, End));
        var closing = await TwiceAsync(() => dataCenter.Finish(new(run, 0, 4), End));

        Assert.Equal((8, 8), (chips, again));
        Assert.Equal(JobState.Completed, Assert.Single(reply.Ended).State);
        Assert.Equal(6 * 2, accounts.Sum(rack => rack.Chips.Sum(chip => chip.Changes)));
        Assert.Equal(6 * 50_000_000, closing.Account.Busy);
    }

    private async Task<(SimulationCluster Cluster, int Run)> JoinAsync()
    {
        var cluster = await clusters.OfAsync(1);
        return (cluster, await cluster.JoinAsync(Fleet));
    }

    private static RackLog Log(params RackCommand[] commands) => new(commands, new int[Rack.Chips]);

    private static RackCommand Command(long seconds, RackCommandKind kind) =>
        new(VirtualTime.FromSeconds(seconds), Mask: 0b1111, Job: 0, kind, Word: 0);

    private static async Task<T> TwiceAsync<T>(Func<Task<Immutable<T>>> call)
    {
        var first = await call();
        var second = await call();
        Assert.Equal(Description.Of(first.Value), Description.Of(second.Value));
        return second.Value;
    }
}
