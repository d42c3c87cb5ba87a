using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Racks;

/// <summary>
/// What the chips of a rack can still bear, as the rack works it out from its commands; only where they age by load.
/// </summary>
/// <remarks>
/// The chips say it whenever they are called, and must say then what the rack has worked out. In between starts and stops move
/// the instants at which chips fail, and chips need not be called for that.
/// </remarks>
/// <param name="chip">Their type.</param>
/// <param name="chips">How many they are.</param>
internal sealed class RackExposure(ChipModel chip, int chips)
{
    private readonly ExposureBudget[] _budgets = new ExposureBudget[chips];

    /// <summary>A chip has said what it can still bear.</summary>
    public void Note(int slot, ExposureBudget budget) => _budgets[slot] = budget;

    /// <summary>A chip that is up begins to do something else.</summary>
    /// <param name="slot">Its place in the rack.</param>
    /// <param name="time">When.</param>
    /// <param name="from">What it has done up to now.</param>
    /// <param name="to">What it does from now on.</param>
    /// <returns>When it fails if that goes on.</returns>
    public VirtualTime Change(int slot, VirtualTime time, ChipStatus from, ChipStatus to)
    {
        ref var budget = ref _budgets[slot];
        budget = budget.At(time, chip.ExposureOf(from));
        return to == ChipStatus.Failed ? VirtualTime.Never : budget.EndsAt(chip.ExposureOf(to));
    }

    /// <summary>What a chip can still bear at an instant.</summary>
    /// <param name="slot">Its place in the rack.</param>
    /// <param name="time">The instant; not before the last command.</param>
    /// <param name="status">What it has done since the last command.</param>
    public long LeftAt(int slot, VirtualTime time, ChipStatus status) =>
        _budgets[slot].At(time, chip.ExposureOf(status)).Left;
}
