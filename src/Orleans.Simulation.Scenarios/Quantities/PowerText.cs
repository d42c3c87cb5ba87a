using Orleans.Simulation.Core.Energy;

namespace Orleans.Simulation.Scenarios.Quantities;

/// <summary>Powers as users write them: a number and its unit, such as <c>500 W</c> or <c>1.2 kW</c>.</summary>
public static class PowerText
{
    /// <summary>What a power must look like; completes "must be".</summary>
    public const string Expected = "a power with its unit (mW, W, kW or MW) from 0 W to 1 MW, such as 500 W or 1.2 kW";

    /// <summary>The highest power of a chip, a host or a rack: one megawatt.</summary>
    public static readonly Watts Max = Watts.FromWatts(1_000_000);

    private static readonly Dictionary<string, decimal> Units = new(StringComparer.Ordinal)
    {
        ["mW"] = 1,
        ["W"] = 1_000,
        ["kW"] = 1_000_000,
        ["MW"] = 1_000_000_000,
    };

    /// <summary>Reads a power, exact to the milliwatt, from zero to <see cref="Max"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="power">The power; zero when the text is none.</param>
    /// <returns>False when the text is no power, is finer than a milliwatt, negative or too high.</returns>
    public static bool TryParse(string text, out Watts power)
    {
        ArgumentNullException.ThrowIfNull(text);
        var valid = UnitText.TryConvert(text, Units, out var milliwatts)
            && milliwatts >= 0
            && milliwatts <= Max.Milliwatts;
        power = valid ? new((long)milliwatts) : default;
        return valid;
    }
}
