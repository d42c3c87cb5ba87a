using CsCheck;
using Orleans.Simulation.Core.Scheduling;

namespace Orleans.Simulation.Core.Tests.Scheduling;

public sealed class FreeCountIndexTests
{
    [Fact]
    public void Queries_AnyCounts_EqualSortedSet() =>
        Gen.Select(
            Gen.OneOf(1, 7, 64, 65, 200),
            Gen.OneOf(1, 4, 72),
            Gen.Select(Gen.Int[0, 9999], Gen.Int[0, 9999]).Array[0, 150]).Sample(
                (units, capacity, steps) =>
                {
                    var index = new FreeCountIndex(units, capacity);
                    var free = new int[units];
                    var expected = new SortedSet<(int Free, int Unit)>(free.Select((count, unit) => (count, unit)));
                    foreach (var (rawUnit, rawFree) in steps)
                    {
                        var (unit, count) = (rawUnit % units, rawFree % (capacity + 1));
                        index.Add(unit, count - free[unit]);
                        expected.Remove((free[unit], unit));
                        expected.Add((count, unit));
                        free[unit] = count;
                        MustEqual(expected, index, count, unit);
                    }
                },
                iter: 200);

    private static void MustEqual(SortedSet<(int Free, int Unit)> expected, FreeCountIndex index, int count, int unit)
    {
        Assert.Equal(count, index[unit]);
        Assert.Equal(expected.Max.Free, index.Most());
        Assert.Equal(expected.Count(each => each.Free == count), index.CountWith(count));
        var fewest = expected.Where(each => each.Free >= count).Select(each => each.Unit).FirstOrDefault(-1);
        Assert.Equal(fewest, index.Fewest(count));
        var next = expected.Where(each => each.Free == count && each.Unit >= unit).Select(each => each.Unit);
        Assert.Equal(next.FirstOrDefault(-1), index.NextWith(count, unit));
    }

    [Fact]
    public void Fewest_NoneHasEnough_IsMinusOne()
    {
        var index = new FreeCountIndex(3, 8);
        index.Add(1, 5);
        Assert.Equal(-1, index.Fewest(6));
        Assert.Equal(1, index.Fewest(5));
    }
}
