using CsCheck;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Chips;

/// <summary>Chips that age by load: when they fail, and that chip and rack work it out alike however commands are cut.</summary>
public sealed class LoadRateTests
{
    private const int Slot = 70;

    private static readonly VirtualDuration Mean = VirtualDuration.FromHours(10);

    private static readonly Gen<(long Gap, int Choice)[]> Steps =
        Gen.Select(Gen.Long[0, 20_000_000_000], Gen.Int[0, 3]).Array[1, 60];

    [Theory]
    [InlineData(0)]
    [InlineData(250)]
    [InlineData(999)]
    public void Promise_BusyChip_IsThatOfChipsThatDoNotAgeByLoad(int perMille)
    {
        var always = new ChipProcess(Plan(1000), Slot).Promise.Promise;
        var reply = new ChipProcess(Plan(perMille), Slot).Advance([Start(VirtualTime.Zero, 1)], VirtualTime.Zero);
        Assert.Equal(always, reply.Promise);
    }

    [Fact]
    public void Promise_IdleChip_IsSoMuchLonger()
    {
        var always = new ChipProcess(Plan(1000), Slot).Promise.Promise;
        Assert.Equal(new(always.Microseconds * 4), new ChipProcess(Plan(250), Slot).Promise.Promise);
        Assert.Equal(VirtualTime.Never, new ChipProcess(Plan(0), Slot).Promise.Promise);
    }

    [Fact]
    public void Advance_HalfIdleHalfBusy_FailsWhenBothAddUp()
    {
        var life = new ChipProcess(Plan(1000), Slot).Promise.Promise - VirtualTime.Zero;
        var start = VirtualTime.FromSeconds(3);
        var expected = start + (life - new VirtualDuration(3_000_000 / 4));
        var chip = new ChipProcess(Plan(250), Slot);
        Assert.Equal(expected, chip.Advance([Start(start, 1)], start).Promise);
        Assert.Equal(expected, chip.Advance([], expected).FailedAt);
    }

    [Fact]
    public void Advance_DownWithWhatItHangsOn_DoesNotAge()
    {
        var chip = new ChipProcess(Plan(0), Slot);
        var promise = chip.Advance([Start(VirtualTime.Zero, 1)], VirtualTime.Zero).Promise;
        var (down, up) = (VirtualTime.FromSeconds(5), VirtualTime.FromSeconds(105));
        RackCommand[] away = [Command(down, RackCommandKind.Outage, -1), Command(up, RackCommandKind.Interrupt, 1)];
        Assert.True(chip.Advance(away, up).Promise.IsNever);
        var again = chip.Advance([Command(up, RackCommandKind.Restore, -1), Start(up, 2)], up).Promise;
        Assert.Equal(promise + VirtualDuration.FromSeconds(100), again);
    }

    [Fact]
    public void Settle_UsedUpIdle_TellsWhatIsLeftInThousandths()
    {
        var chip = new ChipProcess(Plan(250), Slot);
        var life = new ChipProcess(Plan(1000), Slot).Promise.Promise.Microseconds;
        Assert.Equal((life * 1000) - (7 * 250), chip.Settle([], new(7)).ExposureLeft);
        var saved = chip.Save([], new(7));
        Assert.Equal((life - 2, 250), (saved.ExposureLeft.Microseconds, saved.ExposureParts));
        Assert.Equal(chip.Promise, new ChipProcess(Plan(250), saved).Promise);
    }

    [Fact]
    public void Rack_StartAndStop_MoveItsPromiseWithoutACallToTheChip()
    {
        var rack = new InProcessRack(Plan(0));
        Assert.Equal(VirtualTime.Never, rack.Promise);
        var life = new ChipProcess(Plan(1000), Slot).Promise.Promise - VirtualTime.Zero;
        var (start, stop) = (VirtualTime.FromSeconds(9), VirtualTime.FromSeconds(29));
        var started = rack.Advance(new(3, [Start(start, 1)], start));
        Assert.Equal((start + life, 0), (started.Promise, started.ChipCalls));
        Assert.Equal(long.MaxValue, started.IdleExposure[Slot]);
        var stopped = rack.Advance(new(3, [Command(stop, RackCommandKind.Complete, 1)], stop));
        Assert.Equal((VirtualTime.Never, 0), (stopped.Promise, stopped.ChipCalls));
        Assert.Equal(1000 * (life.Microseconds - 20_000_000), stopped.IdleExposure[Slot]);
    }

    [Fact]
    public void Rack_LoadWithoutDifference_SaysNothingOfIdleChips() =>
        Assert.Empty(new InProcessRack(Plan(1000)).Introduction.IdleExposure);

    [Theory]
    [InlineData(0)]
    [InlineData(250)]
    [InlineData(1000)]
    public void Rack_ChipWithAnotherExposure_IsAFaultAtSettlement(int perMille)
    {
        var rack = new InProcessRack(Plan(perMille));
        RackCommand[] start = [new(VirtualTime.FromSeconds(1), 0b11, 1, RackCommandKind.Start, 1)];
        var fault = Assert.Throws<SimulationFaultException>(() => rack.Settle(
            new(3, start, VirtualTime.FromSeconds(2)),
            account => account.Slot == Slot ? account with { ExposureLeft = account.ExposureLeft - 1 } : account));
        Assert.Contains($"chip {Slot} has", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rack_AnyHistory_ReportsFailuresWhereExposureAddsUp() =>
        Gen.Select(Gen.ULong, Gen.OneOf(0, 1, 333, 1000), Steps).Sample(
            (seed, perMille, steps) => Play(Plan(perMille, seed) with { Chips = 1 }, steps),
            iter: 500);

    private static void Play(RackPlan plan, (long Gap, int Choice)[] steps)
    {
        var rack = new InProcessRack(plan);
        var naive = new NaiveChip(plan.Chip.IdleRatePerMille, number => Life(plan, number));
        var (now, job, promise) = (VirtualTime.Zero, 0, rack.Promise);
        List<RackCommand> waiting = [];
        foreach (var (gap, choice) in steps)
        {
            now += new VirtualDuration(gap);
            while (VirtualTime.Min(promise, naive.FailsAt ?? VirtualTime.Never) is var due && due <= now)
            {
                if (due != naive.FailsAt)
                {
                    // The rack did not know of a stop yet.
                    Assert.Empty(Ask(due).Failures);
                    continue;
                }

                Assert.Equal(due, Assert.Single(Ask(due).Failures).Time);
                if (naive.IsBusy)
                {
                    waiting.Add(new(due, 1, job, RackCommandKind.Interrupt, 0));
                }

                waiting.Add(new(due, 1, -1, RackCommandKind.Repair, 0));
                naive.Renew(due);
                Assert.Equal(naive.FailsAt ?? VirtualTime.Never, Ask(due).Promise);
            }

            naive.Toggle(now);
            job += naive.IsBusy ? 1 : 0;
            waiting.Add(new(now, 1, job, naive.IsBusy ? RackCommandKind.Start : RackCommandKind.Complete, 0));
            if (choice == 0)
            {
                Assert.Equal(naive.FailsAt ?? VirtualTime.Never, Ask(now).Promise);
            }
        }

        Assert.Equal(naive.Left, rack.Settle(new(3, [.. waiting], now)).Chips[0].ExposureLeft);

        RackReply Ask(VirtualTime horizon)
        {
            var reply = rack.Advance(new(3, [.. waiting], horizon));
            waiting.Clear();
            promise = reply.Promise;
            return reply;
        }
    }

    private static long Life(RackPlan plan, int number) => ExponentialDistribution.Draw(
        Mean, new RandomStream(plan.Seed, RandomPurpose.ChipFailure).Uniform(plan.FirstChip, (uint)number)).Microseconds;

    private static RackPlan Plan(int perMille, ulong seed = 5)
    {
        var plan = TestPlans.Rack(72, Mean, seed);
        return plan with { Chip = plan.Chip with { IdleRatePerMille = perMille } };
    }

    private static RackCommand Start(VirtualTime time, int job) => Command(time, RackCommandKind.Start, job);

    private static RackCommand Command(VirtualTime time, RackCommandKind kind, int job) =>
        new(time, 1UL << (Slot % 64), job, kind, 1);

    /// <summary>A chip that never goes down, in thousandths of a microsecond of work.</summary>
    private sealed class NaiveChip(int idleRate, Func<int, long> life)
    {
        private readonly Int128 _unit = idleRate == 1000 ? 1000 : 1;
        private Int128 _left = (Int128)life(0) * 1000;
        private VirtualTime _since;
        private int _lives = 1;

        public bool IsBusy { get; private set; }

        /// <summary>The first whole microsecond at which nothing is left.</summary>
        public VirtualTime? FailsAt => _left <= 0 ? _since
            : Rate == 0 ? null
            : new(_since.Microseconds + (long)((_left + Rate - 1) / Rate));

        public long Left => (long)(_left / _unit);

        private int Rate => IsBusy ? 1000 : idleRate;

        public void Toggle(VirtualTime time)
        {
            _left -= (Int128)Rate * (time - _since).Microseconds;
            (_since, IsBusy) = (time, !IsBusy);
        }

        public void Renew(VirtualTime time) => (_left, _since, IsBusy) = ((Int128)life(_lives++) * 1000, time, false);
    }
}
