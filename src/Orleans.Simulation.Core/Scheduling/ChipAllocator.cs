using System.Numerics;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Core.Scheduling;

/// <summary>Which chips of a data center are free, and which of them a job gets.</summary>
/// <remarks>
/// A gang gets all its chips or none. The cost of an allocation grows with the racks or hosts it touches, not with the
/// data center: free chips are indexed by word (pool), host (nodes) or rack (racks).
/// </remarks>
public sealed partial class ChipAllocator
{
    private readonly DataCenterTopology _topology;
    private readonly PlacementPolicy _policy;
    private readonly int _wordsPerRack;
    private readonly ulong[] _free;
    private readonly ulong[] _spare;
    private readonly ulong[] _outOfService;
    private readonly HierarchicalBitmap _wordsWithFree;
    private readonly FreeCountIndex? _units;
    private readonly int _unitChips;
    private readonly int _wholeChips;

    /// <summary>Makes an allocator with all chips free.</summary>
    /// <param name="topology">How the chips stand.</param>
    /// <param name="policy">Which of the free chips a job gets.</param>
    /// <param name="spareHosts">Free hosts of each rack that are kept back: its spares. Less than there are in a rack.</param>
    public ChipAllocator(DataCenterTopology topology, PlacementPolicy policy, int spareHosts = 0)
    {
        _topology = topology;
        _policy = policy;
        _spareHosts = spareHosts;
        _wordsPerRack = ((topology.ChipsPerRack - 1) / RackCommand.SlotsPerWord) + 1;
        _free = new ulong[topology.Racks * _wordsPerRack];
        (_spare, _outOfService) = (new ulong[_free.Length], new ulong[_free.Length]);
        _wordsWithFree = new(_free.Length);
        _unitChips = policy == PlacementPolicy.Nodes ? topology.ChipsPerHost : topology.ChipsPerRack;
        _wholeChips = policy == PlacementPolicy.Nodes ? _unitChips : _unitChips - (spareHosts * topology.ChipsPerHost);
        _units = policy == PlacementPolicy.Pool ? null : new(((topology.Chips - 1) / _unitChips) + 1, _unitChips);
        for (var rack = 0; rack < topology.Racks; rack++)
        {
            AddSlots(rack, topology.ChipsIn(rack));
        }
    }

    /// <summary>Chips that a job could get now: those that are free but for the spares of their racks.</summary>
    public int FreeChips { get; private set; }

    /// <summary>Takes chips for a gang by the placement policy.</summary>
    /// <param name="chips">Size of the gang, at least 1.</param>
    /// <returns>The chips; null when they are not to be had now.</returns>
    public IReadOnlyList<ChipSet>? TryAllocate(int chips)
    {
        if (chips > FreeChips)
        {
            return null;
        }

        return _policy switch
        {
            PlacementPolicy.Pool => FromPool(chips),
            PlacementPolicy.Nodes => FromHosts(chips),
            PlacementPolicy.Cubes or PlacementPolicy.Slices => FromCubes(chips),
            _ => FromRacks(chips),
        };
    }

    /// <summary>Gives chips back; those out of service stay away.</summary>
    public void Release(IReadOnlyList<ChipSet> allocation)
    {
        foreach (var (rack, word, mask) in allocation)
        {
            var index = (rack * _wordsPerRack) + word;
            Free(index, mask & ~_outOfService[index]);
            KeepSpares(rack);
        }
    }

    /// <summary>Takes the free chips that a job is known to hold.</summary>
    /// <exception cref="SimulationFaultException">One of them is not free.</exception>
    public void Claim(IReadOnlyList<ChipSet> allocation)
    {
        foreach (var (rack, word, mask) in allocation)
        {
            var index = (rack * _wordsPerRack) + word;
            if ((_free[index] & mask) != mask)
            {
                throw new SimulationFaultException($"chips {mask & ~_free[index]:x} of rack {rack} are claimed but not free");
            }

            Take(index, mask);
            KeepSpares(rack);
        }
    }

    /// <summary>Takes free chips out of service.</summary>
    /// <exception cref="SimulationFaultException">One of them is not free.</exception>
    public void Withdraw(ChipSet chips)
    {
        var index = (chips.Rack * _wordsPerRack) + chips.Word;
        if ((_free[index] & chips.Mask) != chips.Mask)
        {
            throw new SimulationFaultException($"chips {chips.Mask & ~_free[index]:x} of rack {chips.Rack} are withdrawn but not free");
        }

        _outOfService[index] |= chips.Mask;
        Take(index, chips.Mask);
        KeepSpares(chips.Rack);
    }

    /// <summary>Takes chips out of service for good: free ones at once, others when their job gives them back.</summary>
    public void Drain(ChipSet chips)
    {
        var index = (chips.Rack * _wordsPerRack) + chips.Word;
        _outOfService[index] |= chips.Mask;
        Take(index, _free[index] & chips.Mask);
        KeepSpares(chips.Rack);
    }

    /// <summary>Takes chips back into service, free.</summary>
    public void Readmit(ChipSet chips)
    {
        var index = (chips.Rack * _wordsPerRack) + chips.Word;
        _outOfService[index] &= ~chips.Mask;
        Free(index, chips.Mask);
        KeepSpares(chips.Rack);
    }

    private List<ChipSet> FromPool(int chips)
    {
        var allocation = new List<ChipSet>();
        for (var word = _wordsWithFree.Next(0); chips > 0; word = _wordsWithFree.Next(word))
        {
            chips -= TakeLowest(word, ulong.MaxValue, chips, allocation);
        }

        return allocation;
    }

    private List<ChipSet>? FromHosts(int chips)
    {
        var hosts = _units!;
        var (whole, rest) = chips <= _unitChips ? (0, chips) : Math.DivRem(chips, _unitChips);
        if (hosts.CountWith(_unitChips) < whole)
        {
            return null;
        }

        var allocation = new List<ChipSet>();
        for (var taken = 0; taken < whole; taken++)
        {
            TakeFromUnit(hosts.NextWith(_unitChips, 0), _unitChips, allocation);
        }

        if (rest > 0)
        {
            var host = whole == 0 ? hosts.Fewest(rest) : hosts.NextWith(hosts.Most(), 0);
            if (host < 0 || hosts[host] < rest)
            {
                Release(allocation);
                return null;
            }

            TakeFromUnit(host, rest, allocation);
        }

        return allocation;
    }

    private List<ChipSet> FromRacks(int chips)
    {
        var racks = _units!;
        var allocation = new List<ChipSet>();
        while (chips > 0)
        {
            var most = racks.Most();
            var share = Math.Min(chips, most);
            TakeFromUnit(chips > most ? racks.NextWith(most, 0) : racks.Fewest(chips), share, allocation);
            chips -= share;
        }

        return allocation;
    }

    /// <summary>Takes chips of one rack, or whole free racks.</summary>
    private List<ChipSet>? FromCubes(int chips)
    {
        var racks = _units!;
        if (chips <= _wholeChips)
        {
            return racks.Most() < chips ? null : FromRacks(chips);
        }

        var count = ((chips - 1) / _wholeChips) + 1;
        if (racks.CountWith(_wholeChips) < count || FindCubes(count) is not { } cubes)
        {
            return null;
        }

        var allocation = new List<ChipSet>();
        foreach (var (index, rack) in cubes.Index())
        {
            TakeFromUnit(rack, Math.Min(_wholeChips, chips - (index * _wholeChips)), allocation);
        }

        return allocation;
    }

    /// <summary>The first free racks, or those of the first free slice; null: there are not so many.</summary>
    private int[]? FindCubes(int count)
    {
        var found = new List<int>();
        for (var rack = NextWhole(0); rack >= 0 && found.Count < count; rack = NextWhole(rack + 1))
        {
            var continues = _policy == PlacementPolicy.Cubes
                || (found.Count == 0 ? rack % count == 0 : rack == found[^1] + 1);
            if (!continues)
            {
                found.Clear();
            }

            if (continues || rack % count == 0)
            {
                found.Add(rack);
            }
        }

        return found.Count == count ? [.. found] : null;
    }

    /// <summary>Takes the lowest free chips of a host or rack.</summary>
    private void TakeFromUnit(int unit, int chips, List<ChipSet> allocation)
    {
        var (rack, first) = Math.DivRem(unit * _unitChips, _topology.ChipsPerRack);
        var end = first + _unitChips;
        for (var slot = first; chips > 0; slot = WordEnd(slot))
        {
            var word = (rack * _wordsPerRack) + (slot / RackCommand.SlotsPerWord);
            chips -= TakeLowest(word, Slots(slot, Math.Min(end, WordEnd(slot))), chips, allocation);
        }
    }

    private static int WordEnd(int slot) => ((slot / RackCommand.SlotsPerWord) + 1) * RackCommand.SlotsPerWord;

    /// <summary>A mask of the slots from one up to before another in the same word.</summary>
    private static ulong Slots(int from, int to)
    {
        var width = to - from;
        var mask = width == RackCommand.SlotsPerWord ? ulong.MaxValue : (1UL << width) - 1;
        return mask << (from % RackCommand.SlotsPerWord);
    }

    private int TakeLowest(int index, ulong among, int chips, List<ChipSet> allocation)
    {
        var candidates = Open(index) & among;
        var mask = candidates;
        if (BitOperations.PopCount(candidates) > chips)
        {
            mask = 0;
            for (var taken = 0; taken < chips; taken++)
            {
                var rest = candidates & (candidates - 1);
                mask |= candidates ^ rest;
                candidates = rest;
            }
        }

        if (mask == 0)
        {
            return 0;
        }

        Take(index, mask);
        Append(allocation, new(index / _wordsPerRack, (byte)(index % _wordsPerRack), mask));
        return BitOperations.PopCount(mask);
    }

    private static void Append(List<ChipSet> allocation, ChipSet chips)
    {
        if (allocation.Count > 0 && allocation[^1] is var last && last.Rack == chips.Rack && last.Word == chips.Word)
        {
            allocation[^1] = last with { Mask = last.Mask | chips.Mask };
        }
        else
        {
            allocation.Add(chips);
        }
    }

    private ulong Open(int index) => _free[index] & ~_spare[index];

    private void Take(int index, ulong mask)
    {
        var open = mask & ~_spare[index];
        _free[index] &= ~mask;
        _spare[index] &= ~mask;
        Close(index, open);
    }

    private void Free(int index, ulong mask)
    {
        if (mask == 0)
        {
            return;
        }

        if (Open(index) == 0)
        {
            _wordsWithFree.Add(index);
        }

        _free[index] |= mask;
        Count(index, mask, 1);
    }

    /// <summary>Chips are not open any more.</summary>
    private void Close(int index, ulong mask)
    {
        if (mask == 0)
        {
            return;
        }

        if (Open(index) == 0)
        {
            _wordsWithFree.Remove(index);
        }

        Count(index, mask, -1);
    }

    /// <summary>Keeps the free counts of the units that the chips belong to.</summary>
    private void Count(int index, ulong mask, int sign)
    {
        FreeChips += sign * BitOperations.PopCount(mask);
        if (_units is null)
        {
            return;
        }

        var (rack, word) = Math.DivRem(index, _wordsPerRack);
        while (mask != 0)
        {
            var slot = (word * RackCommand.SlotsPerWord) + BitOperations.TrailingZeroCount(mask);
            var unitInRack = slot / _unitChips;
            var end = Math.Min((unitInRack + 1) * _unitChips, WordEnd(slot));
            var here = mask & Slots(slot, end);
            _units.Add((rack * (_topology.ChipsPerRack / _unitChips)) + unitInRack, sign * BitOperations.PopCount(here));
            mask &= ~here;
        }
    }

    private void AddSlots(int rack, int chips)
    {
        for (var slot = 0; slot < chips; slot = WordEnd(slot))
        {
            Free((rack * _wordsPerRack) + (slot / RackCommand.SlotsPerWord), Slots(slot, Math.Min(chips, WordEnd(slot))));
        }

        KeepSpares(rack);
    }
}
