using System.Numerics;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Events;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>When racks have to be asked.</summary>
/// <remarks>
/// That is when they promised a change. Where chips age by load, it may have to be sooner: a chip that was idle when its rack
/// answered, and has started since, is due when what it could bear is used up if it stays busy. What a rack answers then is a
/// promise again. Stops only make promises too early, so nothing is done about them. A rack is asked at most once for each
/// start in vain, however close an idle chip is to its failure.
/// </remarks>
/// <param name="plan">The data center.</param>
/// <param name="addEvent">Adds an event: its time, kind, rack and number.</param>
internal sealed class RackPromises(DataCenterPlan plan, Action<VirtualTime, EventClass, int, int> addEvent)
{
    private readonly VirtualTime[] _due = [.. Enumerable.Repeat(VirtualTime.Never, plan.Topology.Racks)];
    private readonly IdleChips[] _idle = plan.Chip.AgesByLoad ? new IdleChips[plan.Topology.Racks] : [];
    private int _count;

    /// <summary>Notes what a rack has said.</summary>
    /// <param name="rack">The rack.</param>
    /// <param name="now">When it said so.</param>
    /// <param name="reply">What it said.</param>
    public void Note(int rack, VirtualTime now, RackReply reply)
    {
        Plan(rack, reply.Promise);
        if (_idle.Length > 0)
        {
            _idle[rack] = new(now, reply.IdleExposure);
        }
    }

    /// <summary>Chips of a rack start to work on a job.</summary>
    public void Start(int rack, in RackCommand command)
    {
        if (_idle.Length == 0 || _idle[rack].Left is not { Count: > 0 } left)
        {
            return;
        }

        var (due, idle, busy) = (_due[rack], plan.Chip.ExposureOf(ChipStatus.Idle), plan.Chip.ExposureOf(ChipStatus.Busy));
        for (var mask = command.Mask; mask != 0; mask &= mask - 1)
        {
            var slot = (command.Word * RackCommand.SlotsPerWord) + BitOperations.TrailingZeroCount(mask);
            var budget = new ExposureBudget(_idle[rack].Since, left[slot]).At(command.Time, idle);
            due = VirtualTime.Min(due, budget.EndsAt(busy));
        }

        Plan(rack, due);
    }

    /// <summary>Whether a rack is due now; it is then taken to be asked.</summary>
    public bool TakeDue(int rack, VirtualTime now)
    {
        if (_due[rack] != now)
        {
            return false;
        }

        _due[rack] = VirtualTime.Never;
        return true;
    }

    private void Plan(int rack, VirtualTime due)
    {
        if (due != _due[rack])
        {
            _due[rack] = due;
            if (!due.IsNever)
            {
                addEvent(due, EventClass.Failure, rack, ++_count);
            }
        }
    }

    /// <summary>What idle chips of a rack could still bear at an instant, by slot.</summary>
    private readonly record struct IdleChips(VirtualTime Since, IReadOnlyList<long>? Left);
}
