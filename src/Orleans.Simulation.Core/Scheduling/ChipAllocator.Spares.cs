using System.Numerics;
using Orleans.Simulation.Core.Racks;

namespace Orleans.Simulation.Core.Scheduling;

/// <content>
/// Spares: the last free hosts of each rack, which only jobs get that start again and have lost a chip in that rack.
/// </content>
/// <remarks>
/// Not certain hosts but so many, of which all chips are free: when one takes the place of a host that has failed, that
/// becomes a spare once it is repaired.
/// </remarks>
public sealed partial class ChipAllocator
{
    private readonly int _spareHosts;
    private readonly HashSet<int> _unlocked = [];

    /// <summary>Takes chips for a gang that starts again, with the spares of the racks in which it has lost chips.</summary>
    /// <param name="chips">Size of the gang, at least 1.</param>
    /// <param name="missing">Chips that it has lost.</param>
    /// <returns>The chips; null when they are not to be had now.</returns>
    public IReadOnlyList<ChipSet>? TryAllocate(int chips, IReadOnlyList<ChipSet> missing)
    {
        Unlock(missing);
        var allocation = TryAllocate(chips);
        Lock();
        return allocation;
    }

    private void Unlock(IReadOnlyList<ChipSet> missing)
    {
        for (var index = 0; _spareHosts > 0 && index < missing.Count; index++)
        {
            if (_unlocked.Add(missing[index].Rack))
            {
                KeepSpares(missing[index].Rack);
            }
        }
    }

    private void Lock()
    {
        if (_unlocked.Count > 0)
        {
            int[] racks = [.. _unlocked];
            _unlocked.Clear();
            Array.ForEach(racks, KeepSpares);
        }
    }

    /// <summary>Decides which of the free chips of a rack are its spares now.</summary>
    private void KeepSpares(int rack)
    {
        if (_spareHosts == 0)
        {
            return;
        }

        Span<ulong> spares = stackalloc ulong[_wordsPerRack];
        if (!_unlocked.Contains(rack))
        {
            ChooseHosts(rack, spares);
        }
        else if (_policy is PlacementPolicy.Cubes or PlacementPolicy.Slices)
        {
            ChooseSurplus(rack, spares);
        }

        for (var word = 0; word < _wordsPerRack; word++)
        {
            var index = (rack * _wordsPerRack) + word;
            var (opened, closed) = (_spare[index] & ~spares[word], spares[word] & ~_spare[index]);
            if (opened != 0 && Open(index) == 0)
            {
                _wordsWithFree.Add(index);
            }

            _spare[index] = spares[word];
            Count(index, opened, 1);
            Close(index, closed);
        }
    }

    /// <summary>The last hosts of a rack whose chips are all free.</summary>
    private void ChooseHosts(int rack, Span<ulong> spares)
    {
        var (size, left) = (_topology.ChipsPerHost, _spareHosts);
        for (var host = _topology.HostsIn(rack) - 1; host >= 0 && left > 0; host--)
        {
            var end = Math.Min((host + 1) * size, _topology.ChipsIn(rack));
            if (IsFree(rack, host * size, end))
            {
                left--;
                for (var slot = host * size; slot < end; slot = WordEnd(slot))
                {
                    spares[slot / RackCommand.SlotsPerWord] |= Slots(slot, Math.Min(end, WordEnd(slot)));
                }
            }
        }
    }

    /// <summary>What a rack has free beyond the chips that a job may use of it.</summary>
    private void ChooseSurplus(int rack, Span<ulong> spares)
    {
        var left = _wholeChips;
        for (var word = 0; word < _wordsPerRack; word++)
        {
            spares[word] = _free[(rack * _wordsPerRack) + word];
            for (; left > 0 && spares[word] != 0; left--)
            {
                spares[word] &= spares[word] - 1;
            }
        }
    }

    private bool IsFree(int rack, int first, int end)
    {
        for (var slot = first; slot < end; slot = WordEnd(slot))
        {
            var mask = Slots(slot, Math.Min(end, WordEnd(slot)));
            if ((_free[(rack * _wordsPerRack) + (slot / RackCommand.SlotsPerWord)] & mask) != mask)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The next rack, from one on, of which a job that takes whole racks may take its share: nobody has chips in it, and none is out
    /// of service unless its spares are unlocked; -1: there is none.
    /// </summary>
    private int NextWhole(int from)
    {
        var rack = _units!.NextWith(_wholeChips, from);
        while (_spareHosts > 0 && rack >= 0 && !IsWhole(rack))
        {
            rack = _units.NextWith(_wholeChips, rack + 1);
        }

        return rack;
    }

    private bool IsWhole(int rack)
    {
        var missing = _topology.ChipsPerRack;
        for (var index = rack * _wordsPerRack; index < (rack + 1) * _wordsPerRack; index++)
        {
            var withdrawn = _unlocked.Contains(rack) ? _outOfService[index] : 0;
            missing -= BitOperations.PopCount(_free[index] | withdrawn);
        }

        return missing == 0;
    }
}
