using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Core.Failures;

/// <summary>The failures of a data center that nobody has noticed yet.</summary>
internal sealed class ChipFailures
{
    private readonly SortedDictionary<int, UndetectedFailure> _undetected = [];

    /// <summary>The failures, by chip.</summary>
    public IEnumerable<UndetectedFailure> Undetected => _undetected.Values;

    /// <summary>How many of some chips have failed.</summary>
    public int CountAmong(IReadOnlyList<ChipSet> chips, DataCenterTopology topology)
    {
        var count = 0;
        foreach (var chip in _undetected.Keys)
        {
            var (rack, slot) = Math.DivRem(chip, topology.ChipsPerRack);
            count += chips.Any(set => set.Contains(rack, slot)) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Notes a failure.</summary>
    public void Add(UndetectedFailure failure) => _undetected.Add(failure.Chip, failure);

    /// <summary>Takes out a failure that is noticed now.</summary>
    public UndetectedFailure Detect(int chip)
    {
        var failure = _undetected[chip];
        _undetected.Remove(chip);
        return failure;
    }
}

/// <summary>A chip that has failed without anybody knowing.</summary>
/// <param name="Chip">Index of the chip in the data center, counted in full racks.</param>
/// <param name="Time">When it failed.</param>
/// <param name="Cause">Index of the cause.</param>
/// <param name="Job">The job that held it then, or <see cref="FailureRecord.NoJob"/>.</param>
internal readonly record struct UndetectedFailure(int Chip, VirtualTime Time, int Cause, int Job);
