using System.Numerics;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;

namespace Orleans.Simulation.Core.Racks;

/// <summary>What jobs have the chips of a rack do, as the rack knows it from commands.</summary>
/// <remarks>Only what is not training is kept: where all jobs train, it is nothing.</remarks>
/// <param name="words">Words of a mask over all chips of the rack.</param>
internal sealed class RackActivities(int words)
{
    private ulong[]?[]? _slots;

    /// <summary>A job has some chips do something.</summary>
    public void Set(int word, ulong mask, JobActivity activity)
    {
        if (_slots is null && activity == JobActivity.Training)
        {
            return;
        }

        _slots ??= new ulong[ActivityPower.Activities.Length][];
        foreach (var slots in _slots)
        {
            if (slots is not null)
            {
                slots[word] &= ~mask;
            }
        }

        if (activity != JobActivity.Training)
        {
            (_slots[(int)activity] ??= new ulong[words])[word] |= mask;
        }
    }

    /// <summary>Chips that jobs hold are in another status.</summary>
    /// <param name="levels">Levels of the rack.</param>
    /// <param name="word">Which 64 chips the mask is about.</param>
    /// <param name="mask">The chips, all of which jobs hold.</param>
    /// <param name="from">Their status, busy before or afterwards.</param>
    /// <param name="to">Their new status.</param>
    public void Move(ChipLevels levels, int word, ulong mask, ChipStatus from, ChipStatus to)
    {
        for (var index = 1; index < _slots?.Length; index++)
        {
            var some = mask & (_slots[index]?[word] ?? 0);
            levels.Move(from, to, BitOperations.PopCount(some), (JobActivity)index);
            mask &= ~some;
        }

        levels.Move(from, to, BitOperations.PopCount(mask));
    }
}
