using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Events;

/// <summary>The place of an event in the total order of a logical process: no two pending events share a key.</summary>
/// <param name="Time">When it happens.</param>
/// <param name="Class">What it is; decides between events of one instant.</param>
/// <param name="Entity">Job number, rack index or number of a site that fails; decides between events of one class.</param>
/// <param name="Sequence">Decides between events of one entity: attempt, insertion number or number of the failure.</param>
public readonly record struct EventKey(VirtualTime Time, EventClass Class, int Entity, int Sequence) : IComparable<EventKey>
{
    /// <summary>The order of time and class alone: which of two kinds of event comes first.</summary>
    public static int CompareInstant(VirtualTime time, EventClass kind, VirtualTime otherTime, EventClass otherKind)
    {
        var order = time.CompareTo(otherTime);
        return order != 0 ? order : ((int)kind).CompareTo((int)otherKind);
    }

    /// <inheritdoc/>
    public int CompareTo(EventKey other)
    {
        var order = CompareInstant(Time, Class, other.Time, other.Class);
        if (order != 0)
        {
            return order;
        }

        order = Entity.CompareTo(other.Entity);
        return order != 0 ? order : Sequence.CompareTo(other.Sequence);
    }

    /// <summary>Whether one event comes before another.</summary>
    public static bool operator <(EventKey left, EventKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether one event comes after another.</summary>
    public static bool operator >(EventKey left, EventKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether one event does not come after another.</summary>
    public static bool operator <=(EventKey left, EventKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one event does not come before another.</summary>
    public static bool operator >=(EventKey left, EventKey right) => left.CompareTo(right) >= 0;
}
