using System.Numerics;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;

namespace Orleans.Simulation.Core.Scheduling;

/// <content>What becomes of a gang that has lost some of its chips and keeps the others.</content>
/// <remarks>
/// Its units are hosts with nodes, and racks with cubes and slices: a unit is as it was once the chips that it lacks are free in
/// it; otherwise the gang moves to another that is as large.
/// </remarks>
public sealed partial class ChipAllocator
{
    /// <summary>Takes those of some chips that are free, spares among them.</summary>
    /// <returns>The chips that were free.</returns>
    public IReadOnlyList<ChipSet> TakeFree(IReadOnlyList<ChipSet> chips)
    {
        var taken = new List<ChipSet>();
        foreach (var (rack, word, mask) in chips)
        {
            var index = (rack * _wordsPerRack) + word;
            var free = mask & _free[index];
            if (free != 0)
            {
                taken.Add(new(rack, word, free));
                Take(index, free);
                KeepSpares(rack);
            }
        }

        return taken;
    }

    /// <summary>Makes a gang as large as it should be: what it lacks comes from its own racks as far as they have it.</summary>
    /// <param name="kept">Chips that it holds.</param>
    /// <param name="missing">Chips that it has lost and not got back.</param>
    /// <param name="chips">Size that it should have; at least what it holds.</param>
    /// <returns>
    /// All its chips; those that it held and does not need any more are free. Null, and it holds what it held: there are not
    /// enough.
    /// </returns>
    public IReadOnlyList<ChipSet>? TryReplace(IReadOnlyList<ChipSet> kept, IReadOnlyList<ChipSet> missing, int chips)
    {
        var lacking = chips - ChipSets.CountOf(kept);
        if (lacking == 0)
        {
            return kept;
        }

        Unlock(missing);
        IReadOnlyList<ChipSet>? gang = null;
        if (lacking <= FreeChips)
        {
            gang = _policy is PlacementPolicy.Pool or PlacementPolicy.Racks
                ? FromNearest(kept, missing, lacking)
                : UnitByUnit(kept, missing, chips) ?? Anew(kept, chips);
        }

        Lock();
        return gang;
    }

    /// <summary>Makes a gang as small as it has to be to go on with the chips that it holds.</summary>
    /// <param name="kept">Chips that it holds.</param>
    /// <param name="missing">Chips that it has lost and not got back.</param>
    /// <param name="shrink">How far it may shrink.</param>
    /// <returns>
    /// Its chips; the others are free. With nodes and cubes these are units that lack nothing, if it has several. Null, and it
    /// holds what it held: they are too few, or several racks that wires join to a slice.
    /// </returns>
    public IReadOnlyList<ChipSet>? TryShrink(IReadOnlyList<ChipSet> kept, IReadOnlyList<ChipSet> missing, JobShrink shrink)
    {
        var units = UnitsOf(kept, missing);
        var isWired = _policy == PlacementPolicy.Slices && units.Count > 1;
        var needsWhole = units.Count > 1 && _policy is PlacementPolicy.Nodes or PlacementPolicy.Cubes;
        ChipSet[] usable =
        [
            .. units.Values
                .Where(unit => !isWired && (!needsWhole || unit.Lacking == 0))
                .OrderByDescending(unit => _policy == PlacementPolicy.Pool ? 0 : unit.Held)
                .SelectMany(unit => unit.Chips),
        ];
        var size = shrink.Largest(ChipSets.CountOf(usable));
        if (size == 0)
        {
            return null;
        }

        var gang = ChipSets.Union(First(usable, size));
        Release(ChipSets.Except(kept, gang));
        return gang;
    }

    private IReadOnlyList<ChipSet> FromNearest(IReadOnlyList<ChipSet> kept, IReadOnlyList<ChipSet> missing, int lacking)
    {
        var taken = new List<ChipSet>();
        foreach (var (rack, lost) in UnitsOf([], missing, perRack: true))
        {
            for (var (word, wanted) = (0, Math.Min(lost.Lacking, lacking)); word < _wordsPerRack && wanted > 0; word++)
            {
                var count = TakeLowest((rack * _wordsPerRack) + word, ulong.MaxValue, wanted, taken);
                (wanted, lacking) = (wanted - count, lacking - count);
            }
        }

        return ChipSets.Union(kept, taken, _policy == PlacementPolicy.Pool ? FromPool(lacking) : FromRacks(lacking));
    }

    private IReadOnlyList<ChipSet>? UnitByUnit(IReadOnlyList<ChipSet> kept, IReadOnlyList<ChipSet> missing, int chips)
    {
        var units = UnitsOf(kept, missing);
        if (units.Values.Sum(unit => unit.Held + unit.Lacking) < chips)
        {
            // It had shrunk.
            return null;
        }

        var (taken, given) = (new List<ChipSet>(), new List<ChipSet>());
        foreach (var (index, unit) in units.Where(each => each.Value.Lacking > 0))
        {
            if (_units![index] >= unit.Lacking)
            {
                TakeFromUnit(index, unit.Lacking, taken);
            }
            else if (units.Count > 1 && FindLike(index, unit.Held + unit.Lacking) is var other && other >= 0)
            {
                TakeFromUnit(other, unit.Held + unit.Lacking, taken);
                given.AddRange(unit.Chips);
            }
            else
            {
                Release(taken);
                return null;
            }
        }

        Release(given);
        return ChipSets.Union(taken, ChipSets.Except(kept, given));
    }

    /// <summary>A unit that can take the place of another of a gang of several, in the same rack if there is one; -1: none.</summary>
    private int FindLike(int unit, int chips)
    {
        if (_policy != PlacementPolicy.Nodes)
        {
            return _policy == PlacementPolicy.Cubes ? NextWhole(0) : -1;
        }

        var wanted = chips == _unitChips ? chips : Math.Max(chips, _units!.Most());
        var hostsPerRack = _topology.ChipsPerRack / _unitChips;
        var rack = unit / hostsPerRack;
        var near = _units!.NextWith(wanted, rack * hostsPerRack);
        return near >= 0 && near < (rack + 1) * hostsPerRack ? near : _units.NextWith(wanted, 0);
    }

    /// <summary>Places a gang as if it held nothing.</summary>
    private IReadOnlyList<ChipSet>? Anew(IReadOnlyList<ChipSet> kept, int chips)
    {
        Release(kept);
        var gang = TryAllocate(chips);
        if (gang is null)
        {
            Claim(kept);
        }

        return gang;
    }

    /// <summary>What a gang holds and lacks of each host or rack that it has chips in, by index.</summary>
    private SortedDictionary<int, Unit> UnitsOf(
        IReadOnlyList<ChipSet> kept, IReadOnlyList<ChipSet> missing, bool perRack = false)
    {
        var size = perRack || _policy != PlacementPolicy.Nodes ? _topology.ChipsPerRack : _unitChips;
        var units = new SortedDictionary<int, Unit>();
        foreach (var (index, chips) in kept.SelectMany(some => Split(some, size)))
        {
            UnitAt(index).Chips.Add(chips);
        }

        foreach (var (index, chips) in missing.SelectMany(some => Split(some, size)))
        {
            UnitAt(index).Lacking += chips.Count;
        }

        return units;

        Unit UnitAt(int index)
        {
            if (!units.TryGetValue(index, out var unit))
            {
                unit = new();
                units.Add(index, unit);
            }

            return unit;
        }
    }

    /// <summary>Chips by the host or rack that they stand in.</summary>
    private IEnumerable<(int Unit, ChipSet Chips)> Split(ChipSet chips, int unitChips)
    {
        for (var mask = chips.Mask; mask != 0;)
        {
            var slot = (chips.Word * RackCommand.SlotsPerWord) + BitOperations.TrailingZeroCount(mask);
            var inRack = slot / unitChips;
            var here = mask & Slots(slot, Math.Min((inRack + 1) * unitChips, WordEnd(slot)));
            yield return ((chips.Rack * (_topology.ChipsPerRack / unitChips)) + inRack, chips with { Mask = here });
            mask &= ~here;
        }
    }

    /// <summary>The first of some chips.</summary>
    private static List<ChipSet> First(IReadOnlyList<ChipSet> chips, int count)
    {
        var first = new List<ChipSet>();
        foreach (var some in chips)
        {
            var mask = some.Mask;
            while (BitOperations.PopCount(mask) > count)
            {
                mask &= ~(1UL << BitOperations.Log2(mask));
            }

            if (mask != 0)
            {
                first.Add(some with { Mask = mask });
                count -= BitOperations.PopCount(mask);
            }
        }

        return first;
    }

    /// <summary>What a gang has of a host or rack.</summary>
    private sealed class Unit
    {
        public List<ChipSet> Chips { get; } = [];

        public int Held => ChipSets.CountOf(Chips);

        public int Lacking { get; set; }
    }
}
