using Orleans.Concurrency;
using Orleans.Simulation.Core;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Chips;
using Orleans.Simulation.Grains.DataCenters;
using Orleans.Simulation.Grains.Racks;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Grains.Tests.Calls;

/// <summary>A call that cannot follow what a grain has gone through is refused, and the refusal says by whom and why.</summary>
[Collection(ClusterCollection.Name)]
public sealed class RefusedCallTests(ClusterSet clusters)
{
    private const int Epoch = 3;

    private static readonly FleetPlan Fleet = Plans.Fleet([new(8, 4, 2), new(8, 4, 2)]);

    private static readonly RackPlan Rack = RackPlan.For(Fleet.DataCenters[1], 1);

    private static readonly VirtualTime Horizon = VirtualTime.FromSeconds(10);

    public static TheoryData<string, int, int, long> ForeignStamps
    {
        get
        {
            var stamps = new TheoryData<string, int, int, long>();
            foreach (var grain in (string[])["chip", "rack", "datacenter"])
            {
                stamps.Add(grain, 0, Epoch, 10);
                stamps.Add(grain, 1, Epoch, 12);
                stamps.Add(grain, 0, Epoch - 1, 12);
                stamps.Add(grain, 0, Epoch + 1, 12);
            }

            return stamps;
        }
    }

    [Theory]
    [MemberData(nameof(ForeignStamps))]
    public async Task Advance_WithOlderWindowOrForeignRunOrEpoch_IsRefusedByName(string kind, int runs, int epoch, long window)
    {
        var (cluster, run) = await JoinAsync();
        await BeginAsync(cluster, kind, new(run, Epoch, 10));
        await AdvanceAsync(cluster, kind, run, new(run, Epoch, 11));

        var fault = await Assert.ThrowsAsync<SimulationFaultException>(
            () => AdvanceAsync(cluster, kind, run, new(run + runs, epoch, window)));

        Assert.StartsWith(NameOf(kind, run), fault.Message, StringComparison.Ordinal);
        Assert.Contains(new CallStamp(run + runs, epoch, window).ToString(), fault.Message, StringComparison.Ordinal);
        Assert.Contains($"it is in {new CallStamp(run, Epoch, 11)}", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chip")]
    [InlineData("rack")]
    [InlineData("datacenter")]
    public async Task Advance_OfAFreshActivation_IsRefusedAsUninitialised(string kind)
    {
        var (cluster, run) = await JoinAsync();

        var fault = await Assert.ThrowsAsync<SimulationFaultException>(() => AdvanceAsync(cluster, kind, run, new(run, 0, 2)));

        Assert.StartsWith(NameOf(kind, run), fault.Message, StringComparison.Ordinal);
        Assert.Contains("uninitialised", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chip")]
    [InlineData("rack")]
    [InlineData("datacenter")]
    public async Task Begin_OfAnEarlierEpoch_IsRefused(string kind)
    {
        var (cluster, run) = await JoinAsync();
        await BeginAsync(cluster, kind, new(run, Epoch, 10));

        var fault = await Assert.ThrowsAsync<SimulationFaultException>(
            () => BeginAsync(cluster, kind, new(run, Epoch - 1, 20)));

        Assert.StartsWith(NameOf(kind, run), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Begin_OfALaterEpoch_MakesAChipNew()
    {
        var (cluster, run) = await JoinAsync();
        var chip = cluster.Grain<IChipGrain>(run, 1, 1, 2);
        var start = new RackCommand(VirtualTime.Zero, Mask: 0b100, Job: 0, RackCommandKind.Start, Word: 0);
        await chip.Begin(new(run, 0, 1), Rack.AsImmutable());
        await chip.Advance(new(new(run, 0, 2), Log(start), Horizon));

        await chip.Begin(new(run, 1, 1), Rack.AsImmutable());

        var account = await chip.Settle(new(new(run, 1, 2), Log(), Horizon));
        Assert.Equal(0, account.Changes);
        Assert.Equal(Horizon - VirtualTime.Zero, account.Idle);
    }

    [Fact]
    public async Task Begin_OfALaterEpoch_MakesARackNew()
    {
        var (cluster, run) = await JoinAsync();
        var rack = cluster.Grain<IRackGrain>(run, 1, 1);
        var start = new RackCommand(VirtualTime.Zero, Mask: 0b1111, Job: 0, RackCommandKind.Start, Word: 0);
        await rack.Begin(new(run, 0, 1), Rack.AsImmutable());
        await rack.Advance(new(run, 0, 2), new RackBatch(1, [start], Horizon).AsImmutable());

        await rack.Begin(new(run, 1, 1), Rack.AsImmutable());

        var account = (await rack.Settle(new(run, 1, 2), new RackBatch(1, [], Horizon).AsImmutable())).Value;
        Assert.Equal(Int128.Zero, account.Busy);
        Assert.Equal(4 * 10_000_000, account.Idle);
    }

    [Fact]
    public async Task Begin_ThatFailedInALaterEpoch_LeavesTheGrainUninitialised()
    {
        var (cluster, run) = await JoinAsync();
        var rack = cluster.Grain<IRackGrain>(run, 1, 1);
        var tooLarge = Rack with { Chips = 257 };
        await rack.Begin(new(run, 0, 1), Rack.AsImmutable());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => rack.Begin(new(run, 1, 1), tooLarge.AsImmutable()));

        var batch = new RackBatch(1, [], VirtualTime.Zero).AsImmutable();
        var fault = await Assert.ThrowsAsync<SimulationFaultException>(() => rack.Advance(new(run, 1, 2), batch));

        Assert.Contains("uninitialised", fault.Message, StringComparison.Ordinal);
    }

    private async Task<(SimulationCluster Cluster, int Run)> JoinAsync()
    {
        var cluster = await clusters.OfAsync(1);
        return (cluster, await cluster.JoinAsync(Fleet));
    }

    private static RackLog Log(params RackCommand[] commands) => new(commands, new int[Rack.Chips]);

    private static string NameOf(string kind, int run) => kind switch
    {
        "chip" => $"chip {new GrainKey(run, 1, 1, 2)} refuses",
        "rack" => $"rack {new GrainKey(run, 1, 1, 0)} refuses",
        _ => $"datacenter {new GrainKey(run, 1, 0, 0)} refuses",
    };

    private static async Task BeginAsync(SimulationCluster cluster, string kind, CallStamp stamp)
    {
        switch (kind)
        {
            case "chip":
                await cluster.Grain<IChipGrain>(stamp.Run, 1, 1, 2).Begin(stamp, Rack.AsImmutable());
                break;
            case "rack":
                await cluster.Grain<IRackGrain>(stamp.Run, 1, 1).Begin(stamp, Rack.AsImmutable());
                break;
            default:
                await cluster.Grain<IDataCenterGrain>(stamp.Run, 1).Begin(stamp, Fleet.DataCenters[1].AsImmutable());
                break;
        }
    }

    private static async Task AdvanceAsync(SimulationCluster cluster, string kind, int run, CallStamp stamp)
    {
        switch (kind)
        {
            case "chip":
                await cluster.Grain<IChipGrain>(run, 1, 1, 2).Advance(new(stamp, Log(), Horizon));
                break;
            case "rack":
                await cluster.Grain<IRackGrain>(run, 1, 1).Advance(stamp, new RackBatch(1, [], Horizon).AsImmutable());
                break;
            default:
                var window = new DataCenterWindow(Horizon, [], MayStop: false);
                await cluster.Grain<IDataCenterGrain>(run, 1).Advance(stamp, window.AsImmutable());
                break;
        }
    }
}
