using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Chips;

public sealed class ChipProcessTests
{
    private const int Slot = 70;

    private static readonly VirtualDuration Mean = VirtualDuration.FromHours(10);
    private static readonly RackPlan Failing = TestPlans.Rack(72, Mean, seed: 5);
    private static readonly RackPlan Lasting = TestPlans.Rack(72, VirtualDuration.Zero);
    private static readonly VirtualDuration Instant = new(1);

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(71)]
    public void Promise_NewChip_IsDrawnExponential(int slot)
    {
        var expected = VirtualTime.Zero + Draw(slot, earlierFailures: 0);
        Assert.Equal(new ChipReply(expected, VirtualTime.Never, 0), new ChipProcess(Failing, slot).Promise);
    }

    [Fact]
    public void Promise_NoMeanTimeToFailure_IsNever() =>
        Assert.Equal(VirtualTime.Never, new ChipProcess(Lasting, Slot).Promise.Promise);

    [Fact]
    public void Promise_FailuresSwitchedOff_IsNever() =>
        Assert.Equal(VirtualTime.Never, new ChipProcess(Failing with { ChipsFail = false }, Slot).Promise.Promise);

    [Fact]
    public void Advance_InstantBeforePromise_KeepsPromise()
    {
        var chip = new ChipProcess(Failing, Slot);
        var promise = chip.Promise;
        Assert.Equal(promise, chip.Advance([], new(promise.Promise.Microseconds - 1)));
        Assert.False(promise.HasFailed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(86_400_000_000)]
    public void Advance_HorizonFromPromiseOn_FailsAtPromise(long later)
    {
        var chip = new ChipProcess(Failing, Slot);
        var promise = chip.Promise.Promise;
        var cause = WeightedChoice.Draw(
            [3, 1], new RandomStream(Failing.Seed, RandomPurpose.FailureCause).Draw(Failing.FirstChip + Slot, 0));
        var reply = chip.Advance([], promise + new VirtualDuration(later));
        Assert.Equal(new ChipReply(VirtualTime.Never, promise, cause), reply);
        Assert.True(reply.HasFailed);
    }

    [Fact]
    public void Advance_AfterReportedFailure_ReportsItOnce()
    {
        var chip = Broken(out var failedAt);
        Assert.Equal(new ChipReply(VirtualTime.Never, VirtualTime.Never, 0), chip.Advance([], failedAt + Mean));
    }

    [Fact]
    public void Advance_ManyChips_DrawAllCauses()
    {
        var causes = Enumerable.Range(0, 72)
            .Select(slot => new ChipProcess(Failing, slot))
            .Select(chip => chip.Advance([], chip.Promise.Promise).Cause)
            .ToHashSet();
        Assert.Equal([0, 1], causes.Order());
    }

    [Fact]
    public void Advance_Repair_DrawsAnew()
    {
        var chip = Broken(out var failedAt);
        var repaired = failedAt + VirtualDuration.FromMinutes(10);
        var reply = chip.Advance([Repair(repaired)], repaired);
        Assert.Equal(new ChipReply(repaired + Draw(Slot, earlierFailures: 1), VirtualTime.Never, 0), reply);
    }

    [Fact]
    public void Advance_CommandForOtherSlot_ChangesNothing()
    {
        var chip = new ChipProcess(Lasting, Slot);
        RackCommand[] commands =
        [
            new(At(1), ~(1UL << (Slot % 64)), 1, RackCommandKind.Start, 1),
            new(At(1), ulong.MaxValue, 1, RackCommandKind.Start, 0),
        ];
        Assert.Equal(0, chip.Settle(commands, At(2)).Changes);
    }

    [Fact]
    public void Advance_StopAtInstantOfFailure_StopsBeforeFailure()
    {
        var chip = new ChipProcess(Failing, Slot);
        var failsAt = chip.Promise.Promise;
        var reply = chip.Advance([Start(VirtualTime.Zero, 1), Stop(failsAt, 1)], failsAt);
        var account = chip.Settle([], failsAt);
        Assert.Equal(failsAt, reply.FailedAt);
        Assert.Equal(failsAt - VirtualTime.Zero, account.Busy);
        Assert.Equal(new ChipAccount(Slot, ChipStatus.Failed, default, account.Busy, default, account.Energy, 1, 3), account);
    }

    [Fact]
    public void Settle_WholeLife_AddsUpTimesAndEnergyExactly()
    {
        var chip = new ChipProcess(Failing, Slot);
        var failsAt = chip.Promise.Promise;
        var stop = failsAt + VirtualDuration.FromSeconds(20);
        var repair = failsAt + VirtualDuration.FromSeconds(600);
        var end = repair + VirtualDuration.FromSeconds(7);
        chip.Advance([Start(At(10), 4), Stop(At(15), 4), Start(At(16), 5)], failsAt);
        chip.Advance([new(stop, 1UL << (Slot % 64), 5, RackCommandKind.Interrupt, 1), Repair(repair)], repair);
        var account = chip.Settle([], end);
        var (idle, busy, failed) =
            (VirtualDuration.FromSeconds(10 + 1 + 7), failsAt - At(11), VirtualDuration.FromSeconds(600));
        var nanojoules = ((Int128)100_000 * idle.Microseconds)
            + ((Int128)700_000 * busy.Microseconds)
            + ((Int128)50_000 * failed.Microseconds);
        var left = (Draw(Slot, earlierFailures: 1) - (end - repair)).Microseconds;
        var expected = new ChipAccount(Slot, ChipStatus.Idle, idle, busy, failed, new(nanojoules), 1, 6) { ExposureLeft = left };
        Assert.Equal(expected, account);
        Assert.Equal(end - VirtualTime.Zero, account.Idle + account.Busy + account.Failed);
    }

    [Theory]
    [InlineData(false, ChipStatus.Idle)]
    [InlineData(true, ChipStatus.Busy)]
    public void Settle_HealthyChip_TellsWhetherItIsBusy(bool isBusy, ChipStatus expected) =>
        Assert.Equal(expected, new ChipProcess(Lasting, Slot).Settle(isBusy ? [Start(At(1), 1)] : [], At(1)).Status);

    [Fact]
    public void Settle_JobOnFailedChip_CountsAsFailed()
    {
        var chip = Broken(out var failedAt);
        var account = chip.Settle([Start(failedAt + Instant, 1)], failedAt + VirtualDuration.FromSeconds(1));
        Assert.Equal(ChipStatus.Failed, account.Status);
        Assert.Equal(VirtualDuration.FromSeconds(1), account.Failed);
        Assert.Equal(VirtualDuration.Zero, account.Busy);
    }

    [Fact]
    public void Advance_SecondJob_IsFault() =>
        AssertFault("cannot Start job 2", () => New(Lasting).Advance([Start(At(1), 1), Start(At(2), 2)], At(2)));

    [Theory]
    [InlineData(RackCommandKind.Complete)]
    [InlineData(RackCommandKind.Interrupt)]
    public void Advance_StopOfOtherJob_IsFault(RackCommandKind kind) => AssertFault(
        $"cannot {kind} job 2",
        () => New(Lasting).Advance([Start(At(1), 1), new(At(2), 1UL << (Slot % 64), 2, kind, 1)], At(2)));

    [Fact]
    public void Advance_StopWithoutJob_IsFault() =>
        AssertFault("cannot Complete job 0", () => New(Lasting).Advance([Stop(At(1), 0)], At(1)));

    [Fact]
    public void Advance_RepairOfHealthyChip_IsFault() =>
        AssertFault("cannot Repair", () => New(Lasting).Advance([Repair(At(1))], At(1)));

    [Fact]
    public void Advance_RepairUnderJob_IsFault()
    {
        var chip = Broken(out var failedAt);
        AssertFault("cannot Repair", () => chip.Advance([Start(failedAt, 1), Repair(failedAt)], failedAt));
    }

    [Fact]
    public void Advance_CommandBehindOwnFailure_IsFault()
    {
        var chip = New(Failing);
        var late = chip.Promise.Promise + Instant;
        AssertFault("after its own failure", () => chip.Advance([Start(late, 1)], late));
    }

    [Fact]
    public void Advance_CommandsOutOfOrder_IsFault() =>
        AssertFault("time runs backwards", () => New(Lasting).Advance([Start(At(2), 1), Stop(At(1), 1)], At(2)));

    [Fact]
    public void Settle_BeforeLastCommand_IsFault() =>
        AssertFault("time runs backwards", () => New(Lasting).Settle([Start(At(2), 1)], At(1)));

    [Fact]
    public void Settle_PastUnreportedFailure_IsFault()
    {
        var chip = New(Failing);
        AssertFault("nobody had asked", () => chip.Settle([], chip.Promise.Promise));
    }

    private static void AssertFault(string expected, Action action)
    {
        var fault = Assert.Throws<SimulationFaultException>(action);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith($"chip {Slot} of rack 3 in site: ", fault.Message, StringComparison.Ordinal);
    }

    private static ChipProcess New(RackPlan plan) => new(plan, Slot);

    private static ChipProcess Broken(out VirtualTime failedAt)
    {
        var chip = New(Failing);
        failedAt = chip.Promise.Promise;
        chip.Advance([], failedAt);
        return chip;
    }

    private static VirtualDuration Draw(int slot, uint earlierFailures) => ExponentialDistribution.Draw(
        Mean,
        new RandomStream(Failing.Seed, RandomPurpose.ChipFailure).Uniform(Failing.FirstChip + slot, earlierFailures));

    private static VirtualTime At(long seconds) => VirtualTime.FromSeconds(seconds);

    private static RackCommand Start(VirtualTime time, int job) => new(time, 1UL << (Slot % 64), job, RackCommandKind.Start, 1);

    private static RackCommand Stop(VirtualTime time, int job) => new(time, 1UL << (Slot % 64), job, RackCommandKind.Complete, 1);

    private static RackCommand Repair(VirtualTime time) => new(time, 1UL << (Slot % 64), -1, RackCommandKind.Repair, 1);
}
