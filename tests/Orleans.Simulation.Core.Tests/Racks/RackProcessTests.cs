using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Racks;

public sealed class RackProcessTests
{
    private static readonly VirtualDuration Mean = VirtualDuration.FromHours(10);
    private static readonly VirtualDuration Instant = new(1);

    [Theory]
    [InlineData(1)]
    [InlineData(72)]
    [InlineData(144)]
    [InlineData(256)]
    public void Promise_NewRack_IsEarliestOfChips(int chips)
    {
        var plan = TestPlans.Rack(chips, Mean);
        var expected = Enumerable.Range(0, chips).Min(slot => new ChipProcess(plan, slot).Promise.Promise);
        Assert.Equal(expected, new InProcessRack(plan).Promise);
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(8, 48)]
    [InlineData(64, 384)]
    [InlineData(256, 384)]
    public void Advance_StartsAndStops_CallNoChipUntilLogIsFull(int chips, int full)
    {
        var mask = chips < RackCommand.SlotsPerWord ? (1UL << chips) - 1 : ulong.MaxValue;
        var rack = new InProcessRack(TestPlans.Rack(chips, VirtualDuration.Zero) with { Rack = 3 });
        var calls = Enumerable.Range(1, 3 * full).Select(round => rack.Advance(Toggle(round, mask)).ChipCalls).ToArray();

        // The first log of rack 3 counts as full at a quarter.
        int[] rounds = [full / 4, (full / 4) + full, (full / 4) + (2 * full)];
        Assert.Equal(rounds, Enumerable.Range(1, calls.Length).Where(round => calls[round - 1] > 0));
        Assert.All(rounds, round => Assert.Equal(Math.Min(chips, RackCommand.SlotsPerWord), calls[round - 1]));
    }

    [Fact]
    public void Advance_LogFullOfOneChipsCommands_CallsOnlyThatChip()
    {
        var rack = new InProcessRack(TestPlans.Rack(72, VirtualDuration.Zero) with { Rack = 15 });
        var full = RackProcess.FullLog(72);
        for (var round = 1; round < full; round++)
        {
            Assert.Equal(0, rack.Advance(Toggle(round, 1UL << 3)).ChipCalls);
        }

        rack.Advance(Toggle(full, 1UL << 3));
        Assert.Equal([3], rack.Calls);
        Assert.Equal(0, rack.LogLength);
    }

    [Fact]
    public void Advance_ManyCommands_KeepsLogBelowItsBound()
    {
        var rack = new InProcessRack(TestPlans.Rack(256, VirtualDuration.Zero));
        for (var round = 1; round <= 3 * RackProcess.FullLog(256); round++)
        {
            rack.Advance(Toggle(round, 1UL << ((round - 1) / 2 % 64)));
            Assert.InRange(rack.LogLength, 0, RackProcess.FullLog(256) - 1);
        }
    }

    [Fact]
    public void Advance_FailureFallsDue_CallsOnlyChipsThatPromisedIt()
    {
        var rack = new InProcessRack(TestPlans.Rack(72, Mean));
        var failsAt = rack.Promise;
        var slot = Enumerable.Range(0, 72).Single(each => rack.PromiseOf(each) == failsAt);
        RackCommand[] commands =
        [
            new(At(1), ulong.MaxValue, 1, RackCommandKind.Start, 0),
            new(At(1), 0xFF, 1, RackCommandKind.Start, 1),
        ];
        Assert.Equal(0, rack.Advance(new(3, commands, new(failsAt.Microseconds - 1))).ChipCalls);
        var reply = rack.Advance(new(3, [], failsAt));
        Assert.Equal([slot], rack.Calls);
        var failure = Assert.Single(reply.Failures);
        Assert.Equal((slot, failsAt), (failure.Slot, failure.Time));
        Assert.True(reply.Promise > failsAt);
        Assert.Equal(reply.Promise, rack.Promise);
        Assert.Equal(2, rack.LogLength);
    }

    [Fact]
    public void Advance_Repair_CallsRepairedChipForItsNewPromise()
    {
        var rack = new InProcessRack(TestPlans.Rack(1, Mean));
        var failsAt = rack.Promise;
        Assert.Equal(VirtualTime.Never, rack.Advance(new(3, [], failsAt)).Promise);
        var repaired = failsAt + VirtualDuration.FromSeconds(5);
        var reply = rack.Advance(new(3, [new(repaired, 1, -1, RackCommandKind.Repair, 0)], repaired));
        Assert.Equal(1, reply.ChipCalls);
        Assert.Empty(reply.Failures);
        Assert.Equal(rack.PromiseOf(0), reply.Promise);
        Assert.InRange(reply.Promise.Microseconds, repaired.Microseconds + 1, VirtualTime.Never.Microseconds - 1);
    }

    [Fact]
    public void Settle_WaitingCommands_ReachAllChips()
    {
        var rack = new InProcessRack(TestPlans.Rack(72, VirtualDuration.Zero));
        rack.Advance(new(3, [new(At(10), 0b11, 1, RackCommandKind.Start, 1)], At(10)));
        var account = rack.Settle(new(3, [new(At(30), 0b11, 1, RackCommandKind.Complete, 1)], At(40)));
        Assert.Equal(72, account.Chips.Count);
        Assert.Equal(
            [64, 65],
            account.Chips.Where(chip => chip.Busy == VirtualDuration.FromSeconds(20)).Select(chip => chip.Slot));
        Assert.Equal((Int128)40_000_000, account.Busy);
        Assert.Equal(((Int128)72 * 40_000_000) - 40_000_000, account.Idle);
        Assert.Equal(Int128.Zero, account.Failed);
        Assert.Equal(((Int128)100_000 * account.Idle) + ((Int128)700_000 * account.Busy), account.ChipEnergy.Nanojoules);
        Assert.Equal(account.ChipEnergy + (Watts.FromWatts(2000) * VirtualDuration.FromSeconds(40)), account.Energy);
    }

    [Fact]
    public void Settle_Twice_GoesOnFromTheFirst()
    {
        var rack = new InProcessRack(TestPlans.Rack(2, VirtualDuration.Zero));
        rack.Settle(new(3, [new(At(10), 0b01, 1, RackCommandKind.Start, 0)], At(20)));
        var account = rack.Settle(new(3, [], At(50)));
        Assert.Equal(((Int128)60_000_000, (Int128)40_000_000), (account.Idle, account.Busy));
    }

    [Fact]
    public void For_PartialLastRack_HasItsChipsHostsAndNumbers()
    {
        var plan = TestPlans.DataCenter(72 + 9, 72, 4) with { FirstChip = 500, NetworkOverhead = Watts.FromWatts(70) };
        var rack = RackPlan.For(plan, 1);
        Assert.Equal((1, 9, 572L), (rack.Rack, rack.Chips, rack.FirstChip));
        Assert.Equal(Watts.FromWatts((3 * 300) + 70 + 1000), rack.Overhead);
        Assert.Equal(new OverheadPower(Watts.FromWatts(21 * 300), Watts.FromWatts(2 * 70), Watts.FromWatts(2 * 1000)), plan.Overhead);
    }

    [Fact]
    public void Settle_TamperedTime_IsFaultThatNamesBothFigures()
    {
        var rack = new InProcessRack(TestPlans.Rack(2, VirtualDuration.Zero));
        AssertFault(
            ["it integrated 20000000 idle chip-microseconds", "add up to 20000001"],
            () => rack.Settle(
                new(3, [], At(10)),
                account => account.Slot == 1 ? account with { Idle = account.Idle + Instant } : account));
    }

    [Fact]
    public void Settle_TamperedByANanojoule_IsFaultThatNamesBothFigures()
    {
        var rack = new InProcessRack(TestPlans.Rack(2, VirtualDuration.Zero));
        AssertFault(
            ["it integrated 2000000000000 nanojoules", "add up to 1999999999999"],
            () => rack.Settle(
                new(3, [], At(10)),
                account => account.Slot == 0 ? account with { Energy = account.Energy - new Joules(1) } : account));
    }

    [Fact]
    public void Settle_ChipThatLostItsState_IsFault()
    {
        var rack = new InProcessRack(TestPlans.Rack(2, VirtualDuration.Zero));
        rack.Settle(new(3, [new(At(1), 0b11, 1, RackCommandKind.Start, 0)], At(2)));
        rack.Forget(1);
        AssertFault(["idle chip-microseconds"], () => rack.Settle(new(3, [], At(10))));
    }

    [Fact]
    public void Open_EarlierHorizon_IsFault()
    {
        var rack = new InProcessRack(TestPlans.Rack(2, VirtualDuration.Zero));
        rack.Advance(new(3, [], At(10)));
        AssertFault(["time runs backwards"], () => rack.Advance(new(3, [], At(9))));
    }

    private static RackBatch Toggle(int round, ulong mask)
    {
        var kind = round % 2 == 1 ? RackCommandKind.Start : RackCommandKind.Complete;
        return new(3, [new(At(round), mask, (round + 1) / 2, kind, 0)], At(round));
    }

    private static void AssertFault(string[] expected, Action action)
    {
        var fault = Assert.Throws<SimulationFaultException>(action);
        Assert.StartsWith("rack 3 in site: ", fault.Message, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
    }

    private static VirtualTime At(long seconds) => VirtualTime.FromSeconds(seconds);
}
