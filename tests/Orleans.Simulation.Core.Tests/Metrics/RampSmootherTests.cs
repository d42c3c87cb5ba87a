using CsCheck;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Metrics;

/// <summary>Ramps are smoothed: by hand, and by what must hold of any load. Intervals of 1 us, so that energies are powers.</summary>
public sealed class RampSmootherTests
{
    private const long Unit = SitePlan.PueUnit;
    private static readonly VirtualDuration Interval = new(1);

    [Fact]
    public void Filler_OfALoadThatFalls_BurnsTheDifference()
    {
        var smoother = Smoother(limit: 10, new() { Filler = true });
        Play(smoother, 100, 60, 60, 60, 60, 60);

        // The grid gives 100, 90, 80, 70 and 60.
        Assert.Equal((30 + 20 + 10) * Unit, smoother.Account.Burned);
        Assert.Equal((0, 10 * Unit, 0L), (smoother.Account.LargestRise, smoother.Account.LargestFall, smoother.Account.RampsOutside));
    }

    [Fact]
    public void Filler_OfALoadThatRises_DoesNothing()
    {
        var smoother = Smoother(limit: 10, new() { Filler = true });
        Play(smoother, 60, 100);
        Assert.Equal((0, 40 * Unit, 1L), (smoother.Account.Burned, smoother.Account.LargestRise, smoother.Account.RampsOutside));
    }

    [Fact]
    public void Storage_OfALoadThatRises_GivesTheDifferenceWhileItCan()
    {
        // 50 are stored. The grid gives 70, 80, and 90 of 100: 30, 20 and 10 come from the storage, which has none left for the last one.
        var smoother = Smoother(limit: 10, Storage(power: 30, capacity: 100));
        Play(smoother, 60, 100, 100, 100);
        Assert.Equal((50 * Unit, 0), (smoother.Account.Given, smoother.Account.Charged));
        Assert.Equal((20 * Unit, 1L), (smoother.Account.LargestRise, smoother.Account.RampsOutside));
    }

    [Fact]
    public void Storage_OfALoadThatFalls_TakesWhatFitsAndTheFillerTheRest()
    {
        // 50 fit in; of what it takes it keeps half. It takes 30 at most at once.
        var smoother = Smoother(limit: 10, Storage(power: 30, capacity: 100) with { Filler = true, StorageEfficiency = 500_000 });
        Play(smoother, 100, 50);
        Assert.Equal((30 * Unit, 10 * Unit), (smoother.Account.Charged, smoother.Account.Burned));
        Assert.Equal(65 * Unit, smoother.Save().Stored);
    }

    [Fact]
    public void Storage_LevelLoad_GoesBackToHalf()
    {
        var smoother = Smoother(limit: 10, Storage(power: 30, capacity: 100) with { StorageEfficiency = 500_000 });
        Play(smoother, 60, 90);
        Assert.Equal(30 * Unit, smoother.Save().Stored);

        // From 70 it may rise to 80, and 90, of which the load needs 90; from there on 10 are left to take.
        Play(smoother, 90, 90, 90, 90, 90, 90, 90, 90, 90, 90);
        Assert.Equal(50 * Unit, smoother.Save().Stored);
        Assert.Equal(0, smoother.Account.RampsOutside);
    }

    /// <summary>What is drawn more is paid for at the rates of the instant, by the IT energy that it would be.</summary>
    [Fact]
    public void Extra_OfBurnedEnergy_HasTheRatesOfTheInstant()
    {
        var smoother = Smoother(limit: 10, new() { Filler = true });
        smoother.Take(100 * Unit, new(2 * Unit, 7, 3));
        smoother.Take(80 * Unit, new(2 * Unit, 7, 3));
        smoother.Take(66 * Unit, new(Unit, 5, -1));
        Assert.Equal(new SiteTotals(10 * Unit, 35, 15) + new SiteTotals(14 * Unit, 70, -14), smoother.Account.Extra);
    }

    [Fact]
    public void Smoother_AnyLoad_ConservesEnergyAndNeverMakesARampWorse() => Gen.Select(
        Gen.OneOf(Gen.Int[0, 100], Gen.OneOf(0, 50, 100)).Array[1, 60],
        Gen.Int[0, 30],
        Gen.Select(Gen.Bool, Gen.Int[0, 40], Gen.Int[0, 200], Gen.OneOf(1, 300_001, 900_000, 1_000_000))).Sample(
        (loads, limit, parts) =>
        {
            var (filler, power, capacity, efficiency) = parts;
            var smoother = Smoother(limit, Storage(power, capacity) with { Filler = filler, StorageEfficiency = efficiency });
            var (drawn, before) = (new List<Int128>(), smoother.Save());
            foreach (var load in loads)
            {
                smoother.Take(load * Unit, new(Unit, 1, 1));
                var now = smoother.Save();
                var (burned, charged, given) = (
                    now.Account.Burned - before.Account.Burned,
                    now.Account.Charged - before.Account.Charged,
                    now.Account.Given - before.Account.Given);
                Assert.Equal((load * Unit) + burned + charged - given, now.DrawnBefore);
                Assert.InRange(now.Stored, 0, capacity * Unit);
                Assert.InRange(now.Stored - before.Stored + given, (charged * efficiency / Unit) - 1, charged * efficiency / Unit);
                Assert.InRange(charged, 0, power * Unit);
                Assert.InRange(given, 0, power * Unit);
                Assert.True(charged == 0 || given == 0);
                Assert.True(burned == 0 || filler);

                // Whatever it does brings the grid's power nearer to the limit, or keeps it within.
                if (before.DrawnBefore is { } last)
                {
                    var (wanted, actual) = (Int128.Abs((load * Unit) - last), Int128.Abs(now.DrawnBefore!.Value - last));
                    Assert.True(actual <= Int128.Max(wanted, limit * Unit), $"{wanted} became {actual}");
                }

                drawn.Add(now.DrawnBefore!.Value);
                before = now;
            }

            var ramps = drawn.Skip(1).Zip(drawn, (later, earlier) => later - earlier).Append(0).ToList();
            var account = smoother.Account;
            Assert.Equal((ramps.Max(), -ramps.Min()), (account.LargestRise, account.LargestFall));
            Assert.Equal(ramps.Count(ramp => Int128.Abs(ramp) > limit * Unit), account.RampsOutside);
            var rounding = (Int128)loads.Length * Unit;
            Assert.InRange(account.Burned + account.Charged - account.Given - account.Extra.Facility, -rounding, rounding);
            Assert.True(!filler || account.LargestFall <= limit * Unit, "power falls too fast in spite of a filler");
        },
        iter: 20_000);

    /// <summary>A storage that can take and give everything keeps every ramp within the limit.</summary>
    [Fact]
    public void Storage_LargeEnough_LeavesNothingOutside() => Gen.Select(Gen.Int[0, 100].Array[1, 60], Gen.Int[1, 30]).Sample(
        (loads, limit) =>
        {
            var smoother = Smoother(limit, Storage(power: 1000, capacity: 1_000_000));
            Play(smoother, loads);
            Assert.Equal(0, smoother.Account.RampsOutside);
        });

    private static RampSmoothing Storage(int power, int capacity) =>
        new() { StoragePower = new(power), StorageCapacity = new(capacity) };

    private static RampSmoother Smoother(int limit, RampSmoothing plan) => new(plan, limit * Unit, Interval);

    private static void Play(RampSmoother smoother, params int[] loads)
    {
        foreach (var load in loads)
        {
            smoother.Take(load * Unit, new(Unit, 1, 1));
        }
    }
}
