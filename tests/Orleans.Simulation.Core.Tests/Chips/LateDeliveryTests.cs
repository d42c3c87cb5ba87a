using CsCheck;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Chips;

/// <summary>Starts and stops may reach a chip late: how its commands are cut into calls does not change its account.</summary>
public sealed class LateDeliveryTests
{
    private static readonly VirtualDuration Mean = VirtualDuration.FromMinutes(30);

    private static readonly Gen<(long Gap, int Choice, bool Deliver)[]> Steps =
        Gen.Select(Gen.Long[0, 300_000_000], Gen.Int[0, 5], Gen.Bool).Array[1, 80];

    [Fact]
    public void Account_AnySplitIntoCalls_EqualsPromptDelivery() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 71], Steps).Sample(
            (seed, slot, steps) =>
            {
                var prompt = Play(seed, slot, steps, _ => true);
                Assert.Equal(prompt, Play(seed, slot, steps, _ => false));
                Assert.Equal(prompt, Play(seed, slot, steps, deliver => deliver));
            },
            iter: 500);

    [Fact]
    public void Account_AnyHistory_AddsUpToItsLength() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 71], Steps).Sample(
            (seed, slot, steps) =>
            {
                var account = Play(seed, slot, steps, deliver => deliver);
                var length = new VirtualDuration(steps.Sum(step => step.Gap));
                Assert.Equal(length, account.Idle + account.Busy + account.Failed);
                Assert.Equal(
                    ((Int128)100_000 * account.Idle.Microseconds)
                        + ((Int128)700_000 * account.Busy.Microseconds)
                        + ((Int128)50_000 * account.Failed.Microseconds),
                    account.Energy.Nanojoules);
            },
            iter: 500);

    /// <summary>Plays a history in which the chip is called when it fails, for a repair, and where a step says so.</summary>
    private static ChipAccount Play(
        ulong seed, int slot, (long Gap, int Choice, bool Deliver)[] steps, Func<bool, bool> deliver)
    {
        var chip = new ChipProcess(TestPlans.Rack(72, Mean, seed), slot);
        var promise = chip.Promise.Promise;
        var waiting = new List<RackCommand>();
        var (now, job, isHeld, isFailed) = (VirtualTime.Zero, 0, false, false);
        foreach (var (gap, choice, flush) in steps)
        {
            now += new VirtualDuration(gap);
            if (promise <= now)
            {
                Assert.Equal(promise, Call(promise).FailedAt);
                (isFailed, promise) = (true, VirtualTime.Never);
            }

            var kind = isHeld ? choice % 2 == 0 ? RackCommandKind.Complete : RackCommandKind.Interrupt
                : isFailed && choice < 4 ? RackCommandKind.Repair
                : RackCommandKind.Start;
            job += kind == RackCommandKind.Start ? 1 : 0;
            waiting.Add(new(now, 1UL << (slot % 64), job, kind, (byte)(slot / 64)));
            isHeld = kind == RackCommandKind.Start;
            if (kind == RackCommandKind.Repair)
            {
                (isFailed, promise) = (false, Call(now).Promise);
            }
            else if (deliver(flush))
            {
                Assert.Equal(promise, Call(now).Promise);
            }
        }

        return chip.Settle([.. waiting], now);

        ChipReply Call(VirtualTime horizon)
        {
            var reply = chip.Advance([.. waiting], horizon);
            waiting.Clear();
            return reply;
        }
    }
}
