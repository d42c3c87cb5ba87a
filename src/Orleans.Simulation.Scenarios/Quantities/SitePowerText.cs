using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Quantities;

/// <summary>Powers of whole data centers as users write them, such as <c>250 MW</c>.</summary>
internal static class SitePowerText
{
    /// <summary>What such a power must look like; completes "must be".</summary>
    public const string Expected = "a power with its unit (W, kW, MW or GW), more than 0 W and at most 100 GW, such as 250 MW";

    private static readonly Dictionary<string, decimal> Units = new(StringComparer.Ordinal)
    {
        ["W"] = 1_000,
        ["kW"] = 1_000_000,
        ["MW"] = 1_000_000_000,
        ["GW"] = 1_000_000_000_000,
    };

    /// <summary>Reads a power, exact to the milliwatt.</summary>
    /// <param name="text">The text.</param>
    /// <param name="power">The power; zero when the text is none.</param>
    /// <returns>False when the text is no power, is finer than a milliwatt, not above zero, or too high.</returns>
    public static bool TryParse(string text, out Watts power)
    {
        var valid = UnitText.TryConvert(text, Units, out var milliwatts)
            && milliwatts > 0
            && milliwatts <= PowerSpec.MaxPower.Milliwatts;
        power = valid ? new((long)milliwatts) : default;
        return valid;
    }
}
