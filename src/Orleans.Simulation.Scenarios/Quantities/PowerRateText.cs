using Orleans.Simulation.Core.Energy;

namespace Orleans.Simulation.Scenarios.Quantities;

/// <summary>Changes of the power of whole data centers as users write them, such as <c>10 MW/s</c>.</summary>
internal static class PowerRateText
{
    /// <summary>What such a change must look like; completes "must be".</summary>
    public const string Expected = "a change of power with its unit (W/s, kW/s, MW/s or GW/s), more than 0 W/s and at most 100 GW/s, such as 10 MW/s";

    private const string ASecond = "/s";

    /// <summary>Reads the power by which it changes in a second, exact to the milliwatt.</summary>
    /// <param name="text">The text.</param>
    /// <param name="power">The power; zero when the text is none.</param>
    /// <returns>False when the text is no change of power, is finer than a milliwatt, not above zero, or too high.</returns>
    public static bool TryParse(string text, out Watts power)
    {
        power = default;
        return text.EndsWith(ASecond, StringComparison.Ordinal) && SitePowerText.TryParse(text[..^ASecond.Length], out power);
    }
}
