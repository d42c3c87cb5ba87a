using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Brokers;

/// <summary>Chips that a job will have until an instant, by the broker's book.</summary>
/// <param name="End">When it gives them back.</param>
/// <param name="Job">Number of the job.</param>
/// <param name="Chips">How many.</param>
public readonly record struct Booking(VirtualTime End, int Job, int Chips) : IComparable<Booking>
{
    /// <summary>By end, then by job.</summary>
    public int CompareTo(Booking other) => End != other.End ? End.CompareTo(other.End) : Job.CompareTo(other.Job);

    /// <summary>Whether one comes before another.</summary>
    public static bool operator <(Booking left, Booking right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes after another.</summary>
    public static bool operator >(Booking left, Booking right) => left.CompareTo(right) > 0;

    /// <summary>Whether one does not come after another.</summary>
    public static bool operator <=(Booking left, Booking right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one does not come before another.</summary>
    public static bool operator >=(Booking left, Booking right) => left.CompareTo(right) >= 0;
}

/// <summary>Chips that are taken or given back at an instant, by the broker's book.</summary>
/// <param name="Time">When.</param>
/// <param name="Chips">How many are taken; below zero: given back.</param>
public readonly record struct BookedChange(VirtualTime Time, int Chips);
