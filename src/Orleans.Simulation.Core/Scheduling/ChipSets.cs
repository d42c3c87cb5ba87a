namespace Orleans.Simulation.Core.Scheduling;

/// <summary>Lists of chips: those that a job holds or has lost.</summary>
internal static class ChipSets
{
    /// <summary>Number of chips.</summary>
    public static int CountOf(IReadOnlyList<ChipSet> chips)
    {
        var count = 0;
        for (var index = 0; index < chips.Count; index++)
        {
            count += chips[index].Count;
        }

        return count;
    }

    /// <summary>The chips of several lists without a chip in common, in the order of their places.</summary>
    public static IReadOnlyList<ChipSet> Union(params ReadOnlySpan<IReadOnlyList<ChipSet>> lists)
    {
        var masks = new SortedDictionary<(int Rack, byte Word), ulong>();
        foreach (var list in lists)
        {
            foreach (var (rack, word, mask) in list)
            {
                masks[(rack, word)] = masks.GetValueOrDefault((rack, word)) | mask;
            }
        }

        return [.. masks.Select(each => new ChipSet(each.Key.Rack, each.Key.Word, each.Value))];
    }

    /// <summary>Those chips of a list that are not in another, in the order of their places.</summary>
    public static IReadOnlyList<ChipSet> Except(IReadOnlyList<ChipSet> chips, IReadOnlyList<ChipSet> others) =>
        Select(chips, others, (mask, other) => mask & ~other);

    /// <summary>Those chips of a list that are in another, too, in the order of their places.</summary>
    public static IReadOnlyList<ChipSet> Intersect(IReadOnlyList<ChipSet> chips, IReadOnlyList<ChipSet> others) =>
        Select(chips, others, (mask, other) => mask & other);

    private static ChipSet[] Select(
        IReadOnlyList<ChipSet> chips, IReadOnlyList<ChipSet> others, Func<ulong, ulong, ulong> combine)
    {
        var masks = Union(others).ToDictionary(each => (each.Rack, each.Word), each => each.Mask);
        return
        [
            .. Union(chips)
                .Select(each => each with { Mask = combine(each.Mask, masks.GetValueOrDefault((each.Rack, each.Word))) })
                .Where(each => each.Mask != 0),
        ];
    }
}
