using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Snapshots;

/// <summary>Processes that are made again go on as if nothing had happened, and refuse what contradicts itself.</summary>
public sealed class RestoredProcessTests
{
    private const int Chips = 5;

    private static readonly VirtualDuration Mean = VirtualDuration.FromHours(1_000);
    private static readonly RackPlan Plan = TestPlans.Rack(Chips, Mean, seed: 5);
    private static readonly VirtualTime Checkpoint = VirtualTime.FromSeconds(900);
    private static readonly VirtualTime End = VirtualTime.FromSeconds(1_800);

    [Fact]
    public void Chip_MadeAgain_PromisesAndSettlesTheSame()
    {
        var chip = new ChipProcess(Plan, 2);
        var saved = chip.Save([Start(slot: 2)], Checkpoint);

        var restored = new ChipProcess(Plan, saved);

        Assert.Equal(chip.Promise, restored.Promise);
        Assert.Equal(saved, restored.Save([], Checkpoint));
        Assert.Equal(chip.Settle([], End), restored.Settle([], End));
    }

    [Fact]
    public void Chip_FailedAndMadeAgain_StaysFailedAndDrawsItsNextFailure()
    {
        var chip = new ChipProcess(Plan, 2);
        var failsAt = chip.Promise.Promise;
        chip.Advance([], failsAt);
        var restored = new ChipProcess(Plan, chip.Save([], failsAt + Mean));
        RackCommand[] repair = [new(failsAt + (Mean * 2), 1UL << 2, -1, RackCommandKind.Repair, 0)];

        Assert.True(restored.Promise.Promise.IsNever);
        Assert.Equal(chip.Advance(repair, repair[0].Time), restored.Advance(repair, repair[0].Time));
        Assert.False(restored.Promise.Promise.IsNever);
    }

    [Fact]
    public void Chip_ThatShouldHaveFailedBefore_IsNotSaved() => AssertFault(
        "nobody had asked for it", () => new ChipProcess(Plan, 2).Save([], new ChipProcess(Plan, 2).Promise.Promise));

    [Fact]
    public void Rack_MadeAgain_HasTheSamePromise()
    {
        var (process, saved) = SavedRack();
        var restored = new RackProcess(Plan, saved);
        foreach (ref readonly var chip in saved.Chips.AsSpan())
        {
            restored.Begin(chip.Slot, new ChipProcess(Plan, chip).Promise);
        }

        Assert.Equal(process.Promise, restored.Promise);
    }

    [Theory]
    [InlineData("idle chip-microseconds")]
    [InlineData("busy chip-microseconds")]
    [InlineData("failed chip-microseconds")]
    public void Rack_WithAChipThatWasTamperedWith_IsAFault(string what)
    {
        var (_, saved) = SavedRack();
        var one = new VirtualDuration(1);
        ref var chip = ref saved.Chips[3];
        chip = what[0] switch
        {
            'i' => chip with { Idle = chip.Idle + one },
            'b' => chip with { Busy = chip.Busy + one },
            _ => chip with { Failed = chip.Failed + one },
        };

        AssertFault($"rack 3 in site: it integrated", () => _ = new RackProcess(Plan, saved));
        AssertFault(what, () => _ = new RackProcess(Plan, saved));
    }

    [Fact]
    public void Rack_WithIdleTimeMovedToBusy_IsAFault()
    {
        var (_, saved) = SavedRack();
        ref var chip = ref saved.Chips[1];
        chip = chip with { Idle = new(chip.Idle.Microseconds - 1), Busy = new(chip.Busy.Microseconds + 1) };

        AssertFault("its chips add up to", () => _ = new RackProcess(Plan, saved));
    }

    [Fact]
    public void DataCenter_WithARackThatLostTime_CannotBeSavedAgain()
    {
        var plan = TestPlans.DataCenter(8, 4, 4);
        var saved = Saved(plan, TestPlans.Job(0, 10, 3, 100_000));
        var process = new DataCenterProcess(plan, saved);

        AssertFault("its racks add up to", () => process.Save(new RackTotals()));
    }

    [Fact]
    public void DataCenter_WithOneChipInTwoJobs_IsAFault()
    {
        var plan = TestPlans.DataCenter(8, 4, 4);
        var saved = Saved(plan, TestPlans.Job(0, 10, 3, 100_000), TestPlans.Job(1, 10, 2, 100_000));
        var (first, second) = (saved.Running[0], saved.Running[1]);
        Assert.NotEmpty(first.Chips);
        _ = new DataCenterProcess(plan, saved);

        AssertFault(
            "claimed but not free",
            () => _ = new DataCenterProcess(plan, saved with { Running = [first, second with { Chips = first.Chips }] }));
    }

    [Fact]
    public void DataCenter_WithAJobOnAChipInRepair_IsAFault()
    {
        var plan = TestPlans.DataCenter(8, 4, 4);
        var saved = Saved(plan, TestPlans.Job(0, 10, 8, 100_000));
        var repair = new OpenFailure(2, 0, 0, Checkpoint, 1, FailureRecord.NoJob, 0, 0, Checkpoint, VirtualDuration.Zero, 0, 0);

        AssertFault(
            "withdrawn but not free",
            () => _ = new DataCenterProcess(plan, saved with { UnderRepair = [repair] }));
    }

    [Theory]
    [InlineData(PlacementPolicy.Pool)]
    [InlineData(PlacementPolicy.Nodes)]
    [InlineData(PlacementPolicy.Racks)]
    public void Claim_OfWhatAnotherAllocatorGave_LeavesBothTheSame(PlacementPolicy policy)
    {
        var topology = TestPlans.DataCenter(72 + 13, 72, 12).Topology;
        var (first, second) = (new ChipAllocator(topology, policy), new ChipAllocator(topology, policy));
        var given = first.TryAllocate(30)!;

        second.Claim(given);

        Assert.Equal(first.FreeChips, second.FreeChips);
        Assert.Equal(first.TryAllocate(17), second.TryAllocate(17));
        AssertFault("claimed but not free", () => second.Claim([given[0]]));
    }

    private static (RackProcess Process, RackSnapshot Saved) SavedRack()
    {
        var process = new RackProcess(Plan);
        ChipProcess[] chips = [.. Enumerable.Range(0, Chips).Select(slot => new ChipProcess(Plan, slot))];
        foreach (var chip in chips)
        {
            process.Begin(chip.Slot, chip.Promise);
        }

        Assert.True(process.Promise > Checkpoint, "a chip fails before the checkpoint");
        process.OpenSettlement(new(Plan.Rack, [Start(slot: 2)], Checkpoint));
        ChipSnapshot[] saved = [.. chips.Select(chip => chip.Save(process.Log.NewFor(chip.Slot), Checkpoint))];
        return (process, process.CloseCheckpoint(saved));
    }

    /// <summary>What a data center without failures says after a quarter of an hour in which its jobs have begun.</summary>
    private static DataCenterSnapshot Saved(DataCenterPlan plan, params Core.Jobs.JobArrival[] jobs)
    {
        var process = new DataCenterProcess(plan);
        process.Open(new(Checkpoint + new VirtualDuration(1), jobs, MayStop: false));
        while (process.Next() is { } exchange)
        {
            Assert.All(exchange.Batches, batch => process.Absorb(exchange, batch.Rack, new(VirtualTime.Never, [], 0)));
        }

        process.Close();
        var totals = new RackTotals();
        for (var index = 0; index < plan.Topology.Racks; index++)
        {
            var rack = new InProcessRack(RackPlan.For(plan, index));
            totals.Add(rack.Settle(process.TakeForSettlement(index, Checkpoint)));
        }

        return process.Save(totals);
    }

    private static RackCommand Start(int slot) => new(VirtualTime.FromSeconds(60), 1UL << slot, 7, RackCommandKind.Start, 0);

    private static void AssertFault(string what, Action action) =>
        Assert.Contains(what, Assert.Throws<SimulationFaultException>(action).Message, StringComparison.Ordinal);
}
