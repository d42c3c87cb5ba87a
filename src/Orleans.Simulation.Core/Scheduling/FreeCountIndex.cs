namespace Orleans.Simulation.Core.Scheduling;

/// <summary>Hosts or racks by their number of free chips: the best or the emptiest one without a search through all.</summary>
internal sealed class FreeCountIndex
{
    private readonly int[] _free;
    private readonly HierarchicalBitmap?[] _byFree;

    /// <summary>Makes an index of units without free chips.</summary>
    /// <param name="units">Number of hosts or racks.</param>
    /// <param name="capacity">Chips that one holds at most.</param>
    public FreeCountIndex(int units, int capacity)
    {
        _free = new int[units];
        _byFree = new HierarchicalBitmap?[capacity + 1];
        for (var unit = 0; unit < units; unit++)
        {
            Units(0).Add(unit);
        }
    }

    /// <summary>Free chips of a unit.</summary>
    public int this[int unit] => _free[unit];

    /// <summary>Changes the number of free chips of a unit.</summary>
    public void Add(int unit, int chips)
    {
        Units(_free[unit]).Remove(unit);
        _free[unit] += chips;
        Units(_free[unit]).Add(unit);
    }

    /// <summary>How many units have exactly so many free chips.</summary>
    public int CountWith(int chips) => _byFree[chips]?.Count ?? 0;

    /// <summary>The lowest unit from an index on with exactly so many free chips; -1 when there is none.</summary>
    public int NextWith(int chips, int from) => _byFree[chips]?.Next(from) ?? -1;

    /// <summary>Among the units with at least so many free chips, the one with the fewest, lowest index first; -1: none.</summary>
    public int Fewest(int atLeast)
    {
        for (var chips = atLeast; chips < _byFree.Length; chips++)
        {
            if (CountWith(chips) > 0)
            {
                return NextWith(chips, 0);
            }
        }

        return -1;
    }

    /// <summary>The largest number of free chips that a unit has.</summary>
    public int Most()
    {
        var chips = _byFree.Length - 1;
        while (chips > 0 && CountWith(chips) == 0)
        {
            chips--;
        }

        return chips;
    }

    private HierarchicalBitmap Units(int chips) => _byFree[chips] ??= new(_free.Length);
}
