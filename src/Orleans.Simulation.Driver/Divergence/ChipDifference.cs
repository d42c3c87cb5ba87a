using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Driver.Divergence;

/// <summary>The first chip and field in which two states of a rack differ.</summary>
/// <param name="Slot">The chip.</param>
/// <param name="Field">The field, as the first that differs in the order of <see cref="ChipSnapshot"/>.</param>
/// <param name="Left">Its value in one run.</param>
/// <param name="Right">Its value in the other.</param>
/// <param name="Chips">How many chips of the rack differ.</param>
internal sealed record ChipDifference(int Slot, string Field, string Left, string Right, int Chips)
{
    private static readonly PropertyInfo[] Fields =
    [
        .. typeof(ChipSnapshot).GetConstructors()
            .MaxBy(constructor => constructor.GetParameters().Length)!
            .GetParameters()
            .Select(parameter => typeof(ChipSnapshot).GetProperty(parameter.Name!)!),
    ];

    /// <summary>Compares two states of a rack chip by chip; null: all chips that both have are the same.</summary>
    public static ChipDifference? Between(RackSnapshot left, RackSnapshot right)
    {
        ChipDifference? first = null;
        var count = 0;
        foreach (var (one, other) in left.Chips.Zip(right.Chips))
        {
            if (one != other)
            {
                count++;
                first ??= Between(one, other);
            }
        }

        return first is null ? null : first with { Chips = count };
    }

    private static ChipDifference Between(ChipSnapshot left, ChipSnapshot right)
    {
        var field = Fields.First(each => !Equals(each.GetValue(left), each.GetValue(right)));
        return new(
            left.Slot,
            JsonNamingPolicy.CamelCase.ConvertName(field.Name),
            Describe(field, field.GetValue(left)),
            Describe(field, field.GetValue(right)),
            1);
    }

    private static string Describe(PropertyInfo field, object? value) => value switch
    {
        VirtualDuration duration => string.Create(
            CultureInfo.InvariantCulture, $"{duration.Microseconds / (decimal)VirtualDuration.MicrosecondsPerSecond:0.######} s"),
        int job when field.Name == nameof(ChipSnapshot.Job) && job == ChipSnapshot.NoJob => "none",
        bool yes => yes ? "true" : "false",
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };
}
