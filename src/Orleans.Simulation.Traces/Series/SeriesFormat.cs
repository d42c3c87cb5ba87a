using Orleans.Simulation.Core.Energy;

namespace Orleans.Simulation.Traces.Series;

/// <summary>A known header of a series.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Time">Column of the times.</param>
/// <param name="Value">Column of the values: grams of CO2-equivalent a kilowatt-hour, or US dollars a megawatt-hour.</param>
internal sealed record SeriesFormat(RateKind Kind, string Time, string Value)
{
    /// <summary>
    /// All formats: HPE's dc-rl (carbon computed from the generation mix), OpenDC's carbon traces, HPE's sustain-cluster
    /// (prices), and this project's own, which differ by their columns alone.
    /// </summary>
    public static IReadOnlyList<SeriesFormat> All { get; } =
    [
        new(RateKind.Carbon, "timestamp", "avg_CI"),
        new(RateKind.Carbon, "timestamp", "carbon_intensity"),
        new(RateKind.Price, "Datetime (UTC)", "Price (USD/MWh)"),
        new(RateKind.Carbon, "time", "carbon_grams_per_kwh"),
        new(RateKind.Price, "time", "price_usd_per_mwh"),
    ];
}
