using System.Globalization;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>Writes values as a scenario would.</summary>
internal static class ValueText
{
    private static readonly (string Unit, long Microseconds)[] Units =
    [
        ("d", 86_400_000_000), ("h", 3_600_000_000), ("m", 60_000_000), ("s", 1_000_000), ("ms", 1_000), ("us", 1),
    ];

    /// <summary>The text of a value; durations in the largest unit that leaves them whole.</summary>
    public static string Of<T>(T value) => value switch
    {
        VirtualDuration { Microseconds: 0 } => "0s",
        VirtualDuration duration => Duration(duration.Microseconds),
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? string.Empty,
    };

    private static string Duration(long microseconds)
    {
        var (unit, length) = Units.First(each => microseconds % each.Microseconds == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{microseconds / length}{unit}");
    }
}
