using CsCheck;
using Orleans.Simulation.Core.Scheduling;

namespace Orleans.Simulation.Core.Tests.Scheduling;

public sealed class HierarchicalBitmapTests
{
    [Fact]
    public void Next_AnyMembers_EqualsSortedSet() =>
        Gen.Select(Gen.OneOf(1, 63, 64, 65, 4096, 4097, 300_000), Gen.Select(Gen.Int[0, int.MaxValue], Gen.Bool).Array[0, 200])
            .Sample(
                (size, steps) =>
                {
                    var bitmap = new HierarchicalBitmap(size);
                    var expected = new SortedSet<int>();
                    foreach (var (raw, isNear) in steps)
                    {
                        var index = isNear ? raw % Math.Min(size, 130) : raw % size;
                        Toggle(bitmap, expected, index);
                        Assert.Equal(expected.Count, bitmap.Count);
                        foreach (var from in new[] { 0, index, index + 1, size - 1, size })
                        {
                            Assert.Equal(NextIn(expected, from, size), bitmap.Next(from));
                        }
                    }
                },
                iter: 300);

    [Fact]
    public void Next_LastMemberOfLargeSet_IsFoundFromZero()
    {
        var bitmap = new HierarchicalBitmap(262_144);
        bitmap.Add(262_143);
        Assert.Equal(262_143, bitmap.Next(0));
    }

    private static void Toggle(HierarchicalBitmap bitmap, SortedSet<int> expected, int index)
    {
        if (expected.Remove(index))
        {
            bitmap.Remove(index);
        }
        else
        {
            expected.Add(index);
            bitmap.Add(index);
        }
    }

    private static int NextIn(SortedSet<int> members, int from, int size) =>
        members.GetViewBetween(from, size).FirstOrDefault(-1);
}
