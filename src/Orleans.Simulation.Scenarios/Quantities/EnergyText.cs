using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Quantities;

/// <summary>Energies as users write them, such as <c>40 MWh</c>.</summary>
internal static class EnergyText
{
    /// <summary>What an energy must look like; completes "must be".</summary>
    public const string Expected = "an energy with its unit (kWh, MWh or GWh), more than 0 kWh and at most 100 GWh, such as 40 MWh";

    private const decimal NanojoulesPerKilowattHour = 3_600_000_000_000_000;

    private static readonly Dictionary<string, decimal> Units = new(StringComparer.Ordinal)
    {
        ["kWh"] = NanojoulesPerKilowattHour,
        ["MWh"] = NanojoulesPerKilowattHour * 1_000,
        ["GWh"] = NanojoulesPerKilowattHour * 1_000_000,
    };

    /// <summary>Reads an energy, exact to the nanojoule.</summary>
    /// <param name="text">The text.</param>
    /// <param name="energy">The energy; zero when the text is none.</param>
    /// <returns>False when the text is no energy, is finer than a nanojoule, not above zero, or too high.</returns>
    public static bool TryParse(string text, out Joules energy)
    {
        var valid = UnitText.TryConvert(text, Units, out var nanojoules)
            && nanojoules > 0
            && (Int128)nanojoules <= StorageSpec.MaxCapacity.Nanojoules;
        energy = valid ? new((Int128)nanojoules) : default;
        return valid;
    }
}
