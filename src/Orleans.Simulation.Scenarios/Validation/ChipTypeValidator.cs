using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Catalog;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Validation;

/// <summary>Checks what figures of a chip type say about each other.</summary>
internal static class ChipTypeValidator
{
    // Halving the width of a number doubles the rate of a matrix unit: 1,979 / 989 TFLOP/s in FP8 and BF16 of an H100. Twice
    // that again is what vendors call sparse. The margin takes up their rounding.
    private const decimal MaxRateOf8Bits = 2.05m;

    // MXFP8 has its own paths in Trainium3: 2,517 / 671 TFLOP/s [N3].
    private const decimal MaxRateOfMxfp8 = 4.05m;

    /// <summary>Checks chip types, in the order of their names.</summary>
    /// <param name="chips">The chip types.</param>
    /// <param name="activities">What jobs have chips do: the powers of other activities may be inherited, and nobody asks for them.</param>
    public static IEnumerable<InputIssue> Validate(
        IReadOnlyDictionary<string, ChipTypeSpec> chips, IReadOnlyList<JobActivity> activities)
    {
        foreach (var (name, chip) in chips)
        {
            var path = $"chipTypes.{name}";
            foreach (var issue in Power(chip, path, activities).Concat(Peaks(chip, path)))
            {
                yield return issue;
            }
        }
    }

    private static IEnumerable<InputIssue> Power(ChipTypeSpec chip, string path, IReadOnlyList<JobActivity> activities)
    {
        foreach (var (key, power, limitKey, limit) in (IEnumerable<(string, Sourced<Watts>?, string, Sourced<Watts>?)>)
        [
            ("idle", chip.Idle, "busy", chip.Busy),
            ("busy", chip.Busy, "tdp", chip.Tdp),
            ("failed", chip.Failed, "tdp", chip.Tdp),
            .. activities.SelectMany(activity => OfActivity(chip, activity)),
        ])
        {
            if (IsSound(power) && IsSound(limit) && power!.Value.Milliwatts > limit!.Value.Milliwatts)
            {
                yield return new InputIssue($"{path}.{key}", $"{power.Text}", $"at most {limitKey}, which is {limit.Text}");
            }
        }
    }

    private static IEnumerable<(string, Sourced<Watts>?, string, Sourced<Watts>?)> OfActivity(ChipTypeSpec chip, JobActivity activity)
    {
        var (key, power) = (FigureKey.Of(activity), chip.PowerOf(activity));
        return power == chip.Busy ? [] : [("idle", chip.Idle, key, power), (key, power, "tdp", chip.Tdp)];
    }

    // What stands in for a figure that is wrong has been objected to.
    private static bool IsSound<T>(Sourced<T>? figure)
        where T : struct => figure is not null && figure.Text != FigureText.None;

    private static IEnumerable<InputIssue> Peaks(ChipTypeSpec chip, string path)
    {
        if (!chip.Peak.TryGetValue(Precision.Bf16, out var bf16) || !IsSound(bf16))
        {
            yield break;
        }

        foreach (var (precision, peak) in chip.Peak)
        {
            var limit = precision switch
            {
                Precision.Fp8 or Precision.Cfp8 or Precision.Int8 => MaxRateOf8Bits,
                Precision.Mxfp8 => MaxRateOfMxfp8,
                _ => decimal.MaxValue,
            };
            if (peak.Value / limit > bf16.Value)
            {
                yield return new InputIssue(
                    $"{path}.peak.{FigureKey.Of(precision)}",
                    $"{peak.Text} beside {bf16.Text} in bf16",
                    $"a dense figure, at most {limit} times that; figures with sparsity are not meant");
            }
        }
    }
}
