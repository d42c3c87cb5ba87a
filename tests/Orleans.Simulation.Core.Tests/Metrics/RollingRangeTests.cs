using CsCheck;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Snapshots;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Metrics;

/// <summary>The dynamic range within a rolling window, against one taken microsecond by microsecond.</summary>
public sealed class RollingRangeTests
{
    private static readonly Gen<(int Length, int Low, int High)[]> Levels = Gen.Select(
        Gen.OneOf(Gen.Int[1, 3], Gen.Int[1, 40]), Gen.Int[0, 9], Gen.Int[0, 4], (length, low, swing) => (length, low, low + swing)).Array[0, 20];

    [Fact]
    public void Account_LevelThatHasLeftTheWindow_DoesNotCount()
    {
        // 5 for 10 us, then 8: both are in the window of 4 us until 14 us. From 20 us on it goes between 7 and 9.
        var range = Play([(10, 5, 5), (10, 8, 8), (10, 7, 9)], window: 4, limit: 2);
        Assert.Equal(new RangeAccount(3, new(10), new(4)), range.Account);
    }

    [Fact]
    public void Account_AnyLevels_IsThatOfSingleMicroseconds() => Gen.Select(Levels, Gen.Int[1, 30], Gen.Int[0, 9]).Sample(
        (levels, window, limit) => Assert.Equal(Naive(levels, window, limit), Play(levels, window, limit).Account));

    /// <summary>All levels of a window can matter, when each is below the one before, or above.</summary>
    [Fact]
    public void Account_StairsOfManyLevels_IsThatOfSingleMicroseconds() => Gen.Select(Levels, Gen.Int[9, 60], Gen.Int[1, 80], Gen.Bool).Sample(
        (levels, steps, window, isRising) =>
        {
            var stairs = Enumerable.Range(0, steps).Select(step => (1, isRising ? step : -step, isRising ? step : -step));
            (int Length, int Low, int High)[] all = [.. levels, .. stairs, .. levels];
            Assert.Equal(Naive(all, window, limit: 20), Play(all, window, limit: 20).Account);
        });

    [Fact]
    public void Account_LevelsCutAndSavedAnywhere_IsTheSame() => Gen.Select(Levels, Gen.Int[1, 30], Gen.Int[0, 200]).Sample(
        (levels, window, at) =>
        {
            var cut = new RollingRange(new(window), 3);
            var now = 0L;
            foreach (var (length, low, high) in levels)
            {
                for (var end = now + length; now < end; now++)
                {
                    cut.Accrue(new(now), new(now + 1), high, low);
                    if (now == at)
                    {
                        var saved = SnapshotJson.Read<RangeSnapshot>(SnapshotJson.Write(cut.Save()));
                        cut = new(new(window), 3);
                        cut.Restore(saved);
                    }
                }
            }

            Assert.Equal(SnapshotJson.Write(Play(levels, window, 3).Save()), SnapshotJson.Write(cut.Save()));
        });

    private static RollingRange Play((int Length, int Low, int High)[] levels, int window, int limit)
    {
        var (range, now) = (new RollingRange(new(window), limit), VirtualTime.Zero);
        foreach (var (length, low, high) in levels)
        {
            var end = now + new VirtualDuration(length);
            range.Accrue(now, end, high, low);
            now = end;
        }

        return range;
    }

    private static RangeAccount Naive((int Length, int Low, int High)[] levels, int window, int limit)
    {
        var each = levels.SelectMany(level => Enumerable.Repeat(level, level.Length)).ToArray();

        // What was drawn within a microsecond has left the window when all of it has.
        var ranges = each.Select((_, now) => each[Math.Max(0, now - window)..(now + 1)])
            .Select(inside => inside.Max(level => level.High) - inside.Min(level => level.Low))
            .ToList();
        var largest = ranges.Append(0).Max();
        return new(largest, new(largest == 0 ? 0 : ranges.IndexOf(largest)), new(ranges.Count(range => range > limit)));
    }
}
