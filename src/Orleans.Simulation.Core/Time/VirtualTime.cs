namespace Orleans.Simulation.Core.Time;

/// <summary>An instant of the simulated clock: whole microseconds since the start of the run.</summary>
/// <remarks>
/// The default value is the start of the run. 64 bits reach 292,000 years; arithmetic beyond that throws
/// <see cref="OverflowException"/>. Integer time makes runs reproducible: no sum depends on its order.
/// </remarks>
/// <param name="Microseconds">Microseconds since the start of the run.</param>
public readonly record struct VirtualTime(long Microseconds) : IComparable<VirtualTime>
{
    /// <summary>The start of the run.</summary>
    public static readonly VirtualTime Zero;

    /// <summary>Later than any event: the promise of something that does nothing of its own accord.</summary>
    public static readonly VirtualTime Never = new(long.MaxValue);

    /// <summary>Gets a value indicating whether this is <see cref="Never"/>.</summary>
    public bool IsNever => Microseconds == long.MaxValue;

    /// <summary>The instant in seconds, for tables; exact up to 2^53 microseconds (285 years).</summary>
    public double Seconds => Microseconds / (double)VirtualDuration.MicrosecondsPerSecond;

    /// <summary>Makes an instant from whole seconds.</summary>
    /// <param name="seconds">Seconds since the start of the run.</param>
    public static VirtualTime FromSeconds(long seconds) => new(seconds * VirtualDuration.MicrosecondsPerSecond);

    /// <summary>The earlier of two instants.</summary>
    public static VirtualTime Min(VirtualTime left, VirtualTime right) => left < right ? left : right;

    /// <summary>The later of two instants.</summary>
    public static VirtualTime Max(VirtualTime left, VirtualTime right) => left > right ? left : right;

    /// <inheritdoc/>
    public int CompareTo(VirtualTime other) => Microseconds.CompareTo(other.Microseconds);

    /// <inheritdoc/>
    public override string ToString() => IsNever ? "never" : VirtualDuration.Format(Microseconds);

    /// <summary>The instant that lies a duration later.</summary>
    public static VirtualTime operator +(VirtualTime time, VirtualDuration duration) =>
        new(time.Microseconds + duration.Microseconds);

    /// <summary>The instant that lies a duration earlier.</summary>
    public static VirtualTime operator -(VirtualTime time, VirtualDuration duration) =>
        new(time.Microseconds - duration.Microseconds);

    /// <summary>The time from one instant to another.</summary>
    public static VirtualDuration operator -(VirtualTime end, VirtualTime start) =>
        new(end.Microseconds - start.Microseconds);

    /// <summary>Whether one instant lies before another.</summary>
    public static bool operator <(VirtualTime left, VirtualTime right) => left.Microseconds < right.Microseconds;

    /// <summary>Whether one instant lies after another.</summary>
    public static bool operator >(VirtualTime left, VirtualTime right) => left.Microseconds > right.Microseconds;

    /// <summary>Whether one instant does not lie after another.</summary>
    public static bool operator <=(VirtualTime left, VirtualTime right) => left.Microseconds <= right.Microseconds;

    /// <summary>Whether one instant does not lie before another.</summary>
    public static bool operator >=(VirtualTime left, VirtualTime right) => left.Microseconds >= right.Microseconds;
}
