using System.Numerics;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Core.Failures;

/// <summary>The failures of a data center that nobody has noticed yet.</summary>
internal sealed class ChipFailures(DataCenterTopology topology)
{
    private readonly SortedDictionary<int, UndetectedFailure> _undetected = [];

    // The same chips by 64 slots of a rack: a start asks for each set of its chips, not for each failure.
    private readonly Dictionary<(int Rack, byte Word), ulong> _masks = [];

    /// <summary>The failures, by chip.</summary>
    public IEnumerable<UndetectedFailure> Undetected => _undetected.Values;

    /// <summary>How many of some chips have failed.</summary>
    public int CountAmong(IReadOnlyList<ChipSet> chips)
    {
        var count = 0;
        for (var index = 0; _masks.Count > 0 && index < chips.Count; index++)
        {
            var (rack, word, mask) = chips[index];
            count += _masks.TryGetValue((rack, word), out var failed) ? BitOperations.PopCount(mask & failed) : 0;
        }

        return count;
    }

    /// <summary>Notes a failure.</summary>
    public void Add(UndetectedFailure failure)
    {
        _undetected.Add(failure.Chip, failure);
        Flip(failure.Chip);
    }

    /// <summary>Takes out a failure that is noticed now.</summary>
    public UndetectedFailure Detect(int chip)
    {
        var failure = _undetected[chip];
        _undetected.Remove(chip);
        Flip(chip);
        return failure;
    }

    private void Flip(int chip)
    {
        var (rack, slot) = Math.DivRem(chip, topology.ChipsPerRack);
        var (word, bit) = Math.DivRem(slot, RackCommand.SlotsPerWord);
        var key = (rack, (byte)word);
        var mask = _masks.GetValueOrDefault(key) ^ (1UL << bit);
        if (mask == 0)
        {
            _masks.Remove(key);
        }
        else
        {
            _masks[key] = mask;
        }
    }
}
