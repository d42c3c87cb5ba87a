using System.Globalization;

namespace Orleans.Simulation.Core.Time;

/// <summary>A span of simulated time: whole microseconds.</summary>
/// <remarks>The default value is zero. Arithmetic beyond 64 bits throws <see cref="OverflowException"/>.</remarks>
/// <param name="Microseconds">Length in microseconds.</param>
public readonly record struct VirtualDuration(long Microseconds) : IComparable<VirtualDuration>
{
    /// <summary>Microseconds in a second.</summary>
    public const long MicrosecondsPerSecond = 1_000_000;

    private const long SecondsPerDay = 86_400;

    /// <summary>No time at all.</summary>
    public static readonly VirtualDuration Zero;

    /// <summary>The length in seconds, for tables; exact up to 2^53 microseconds (285 years).</summary>
    public double Seconds => Microseconds / (double)MicrosecondsPerSecond;

    /// <summary>Makes a duration from whole seconds.</summary>
    public static VirtualDuration FromSeconds(long seconds) => new(seconds * MicrosecondsPerSecond);

    /// <summary>Makes a duration from whole minutes.</summary>
    public static VirtualDuration FromMinutes(long minutes) => FromSeconds(minutes * 60);

    /// <summary>Makes a duration from whole hours.</summary>
    public static VirtualDuration FromHours(long hours) => FromSeconds(hours * 3600);

    /// <summary>The shorter of two durations.</summary>
    public static VirtualDuration Min(VirtualDuration left, VirtualDuration right) => left < right ? left : right;

    /// <summary>The longer of two durations.</summary>
    public static VirtualDuration Max(VirtualDuration left, VirtualDuration right) => left > right ? left : right;

    /// <inheritdoc/>
    public int CompareTo(VirtualDuration other) => Microseconds.CompareTo(other.Microseconds);

    /// <inheritdoc/>
    public override string ToString() => Format(Microseconds);

    /// <summary>The sum of two durations.</summary>
    public static VirtualDuration operator +(VirtualDuration left, VirtualDuration right) =>
        new(left.Microseconds + right.Microseconds);

    /// <summary>The difference of two durations.</summary>
    public static VirtualDuration operator -(VirtualDuration left, VirtualDuration right) =>
        new(left.Microseconds - right.Microseconds);

    /// <summary>A duration repeated.</summary>
    public static VirtualDuration operator *(VirtualDuration duration, long factor) =>
        new(duration.Microseconds * factor);

    /// <summary>How often a duration fits whole into another.</summary>
    public static long operator /(VirtualDuration left, VirtualDuration right) => left.Microseconds / right.Microseconds;

    /// <summary>Whether one duration is shorter than another.</summary>
    public static bool operator <(VirtualDuration left, VirtualDuration right) => left.Microseconds < right.Microseconds;

    /// <summary>Whether one duration is longer than another.</summary>
    public static bool operator >(VirtualDuration left, VirtualDuration right) => left.Microseconds > right.Microseconds;

    /// <summary>Whether one duration is not longer than another.</summary>
    public static bool operator <=(VirtualDuration left, VirtualDuration right) => left.Microseconds <= right.Microseconds;

    /// <summary>Whether one duration is not shorter than another.</summary>
    public static bool operator >=(VirtualDuration left, VirtualDuration right) => left.Microseconds >= right.Microseconds;

    /// <summary>Writes microseconds as <c>[d.]hh:mm:ss[.ffffff]</c>, the form in progress lines and messages.</summary>
    internal static string Format(long microseconds)
    {
        var (seconds, fraction) = Math.DivRem(Math.Abs(microseconds), MicrosecondsPerSecond);
        var (days, ofDay) = Math.DivRem(seconds, SecondsPerDay);
        var text = string.Create(CultureInfo.InvariantCulture, $"{ofDay / 3600:00}:{ofDay / 60 % 60:00}:{ofDay % 60:00}");
        var prefix = (microseconds < 0 ? "-" : string.Empty) + (days == 0 ? string.Empty : $"{days}.");
        return prefix + text + (fraction == 0 ? string.Empty : $".{fraction:000000}");
    }
}
