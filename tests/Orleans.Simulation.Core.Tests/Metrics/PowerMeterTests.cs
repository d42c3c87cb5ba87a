using CsCheck;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Snapshots;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Metrics;

/// <summary>How the power of a data center moves: by hand, and against power taken microsecond by microsecond.</summary>
public sealed class PowerMeterTests
{
    private static readonly Int128 Unit = SitePlan.PueUnit;

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 40]), Gen.Int[0, 9], Gen.OneOf(1_000_000, 1_100_000, 1_250_000), (length, power, pue) =>
            new Step(length, power, pue));

    [Fact]
    public void Account_StepInTheMiddleOfAnInterval_RisesByTheMeansOfTheIntervals()
    {
        var meter = Meter(interval: 10, limit: 3);
        Play(meter, [new(15, 100), new(15, 106), new(5, 102)]);

        // Means of 100, 103 and 106; the rest is no interval.
        Assert.Equal(
            new PowerAccount(new(100), new(106), 100 * Unit, 106 * Unit, 3 * 10 * Unit, 0, 2, 0, default, 0, default, 0, 0, 0, default, 0),
            meter.Account);
    }

    [Fact]
    public void Account_RampAboveTheLimit_IsOutside()
    {
        var meter = Meter(interval: 10, limit: 3);
        Play(meter, [new(10, 100), new(10, 104), new(10, 100), new(10, 97), new(1, 0)]);
        var account = meter.Account;
        Assert.Equal((3L, 2L), (account.Ramps, account.RampsOutside));
        Assert.Equal((4 * 10 * Unit, 4 * 10 * Unit), (account.LargestRise, account.LargestFall));
    }

    [Fact]
    public void Account_PueThatRises_IsARampOfTheFacilityAlone()
    {
        var meter = Meter(interval: 10, limit: null);
        Play(meter, [new(10, 100), new(10, 100, 1_200_000)]);
        var account = meter.Account;
        Assert.Equal((new Watts(100), new Watts(100)), (account.LowestIt, account.HighestIt));
        Assert.Equal((100 * Unit, 120 * Unit, 20 * 10 * Unit), (account.LowestFacility, account.HighestFacility, account.LargestRise));
    }

    [Fact]
    public void Account_LevelThatLastsNoTime_IsNoPeak()
    {
        var meter = Meter(interval: 10, limit: null);
        Play(meter, [new(3, 100), new(0, 900), new(0, 1), new(3, 100)]);
        Assert.Equal((new Watts(100), new Watts(100)), (meter.Account.LowestIt, meter.Account.HighestIt));
    }

    [Fact]
    public void Account_NoTime_IsNothing() => Assert.Equal(PowerAccount.Nothing, Meter(10, 1).Account);

    [Fact]
    public void Account_AnySteps_IsThatOfSingleMicroseconds() => Gen.Select(
        Steps.Array[0, 20], Gen.Int[1, 12], Gen.OneOf<int?>(null, 0, 1, 3), Gen.OneOf<int?>(null, 1, 4, 6)).Sample(
        (steps, interval, limit, provisioned) =>
        {
            var meter = new PowerMeter(Plan(interval, limit), provisioned is { } power ? new Watts(power) : null);
            Play(meter, steps);
            Assert.Equal(Naive(steps, interval, limit, provisioned), meter.Account);
        });

    [Fact]
    public void Account_StepsCutAndSavedAnywhere_IsTheSame() => Gen.Select(
        Steps.Array[1, 12], Gen.Int[1, 12], Gen.Int[0, 100]).Sample((steps, interval, at) =>
    {
        var plan = Plan(interval, 1) with
        {
            Smoothing = new() { Filler = at % 2 == 0, StoragePower = new(2), StorageCapacity = new(5), StorageEfficiency = 900_000 },
        };
        var (whole, cut) = (new PowerMeter(plan, new Watts(4)), new PowerMeter(plan, new Watts(4)));
        Play(whole, steps);
        var now = 0L;
        foreach (var (length, power, pue) in steps)
        {
            for (var end = now + length; now < end; now++)
            {
                cut.Unserved = new(pue == SitePlan.PueUnit ? 0 : 7);
                cut.Accrue(new(now), new(now + 1), new(power), new(pue, 3, 5), Spared(power));
                cut = now == at ? new(plan, new Watts(4), Copy(cut.Save())) : cut;
            }
        }

        whole.Unserved = cut.Unserved = default;
        Assert.Equal(whole.Save(), cut.Save());
    });

    private static PowerSnapshot Copy(PowerSnapshot saved) => SnapshotJson.Read<PowerSnapshot>(SnapshotJson.Write(saved));

    private static PowerMeter Meter(int interval, int? limit) => new(Plan(interval, limit), provisioned: null);

    private static PowerPlan Plan(int interval, int? limit) =>
        new() { RampInterval = new(interval), RampLimit = limit is { } watts ? new Watts(watts) : null };

    private static void Play(PowerMeter meter, IReadOnlyList<Step> steps)
    {
        var now = VirtualTime.Zero;
        foreach (var (length, power, pue) in steps)
        {
            var end = now + new VirtualDuration(length);
            meter.Unserved = new(pue == SitePlan.PueUnit ? 0 : 7);
            meter.Accrue(now, end, new(power), new(pue, 3, 5), Spared(power));
            now = end;
        }
    }

    private static PowerAccount Naive(Step[] steps, int interval, int? limit, int? provisioned)
    {
        Step[] each = [.. steps.SelectMany(step => Enumerable.Repeat(step, step.Length))];
        Int128[] facility = [.. each.Select(step => (Int128)step.Power * step.Pue)];
        var means = facility.Chunk(interval)
            .Where(chunk => chunk.Length == interval)
            .Select(chunk => chunk.Aggregate((sum, power) => sum + power))
            .ToList();
        var ramps = means.Skip(1).Zip(means, (now, before) => now - before).ToList();
        var excess = facility.Where(power => power > provisioned * Unit).Select(power => power - (provisioned!.Value * Unit)).ToList();
        var unserved = each.Where(step => step.Pue != SitePlan.PueUnit).Select(step => (Int128)7 * step.Pue).ToList();
        var spared = each.Where(step => step.Power > 6).Select(step => (Int128)(step.Power - 6) * step.Pue).ToList();
        return each.Length == 0 ? PowerAccount.Nothing : new(
            new(each.Min(step => step.Power)),
            new(each.Max(step => step.Power)),
            facility.Min(),
            facility.Max(),
            ramps.Append(0).Max(),
            -ramps.Append(0).Min(),
            ramps.Count,
            limit is null ? 0 : ramps.Count(ramp => Int128.Abs(ramp) > limit.Value * Unit * interval),
            new(excess.Count),
            excess.Aggregate(Int128.Zero, (sum, power) => sum + power),
            new(unserved.Count),
            unserved.Aggregate(Int128.Zero, (sum, power) => sum + power),
            0,
            0,
            new(spared.Count),
            spared.Aggregate(Int128.Zero, (sum, power) => sum + power));
    }

    /// <summary>At some powers, chips are taken to be slowed.</summary>
    private static Watts? Spared(int power) => power is > 6 and < 10 ? new(power - 6) : null;

    private sealed record Step(int Length, int Power, int Pue = SitePlan.PueUnit);
}
