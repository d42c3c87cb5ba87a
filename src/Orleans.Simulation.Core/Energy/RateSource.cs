namespace Orleans.Simulation.Core.Energy;

/// <summary>A file from which a rate of a site comes, and how it is read.</summary>
/// <param name="Key">Where the scenario names it, for messages.</param>
/// <param name="DataCenter">Index of the data center.</param>
/// <param name="Kind">Which rate.</param>
/// <param name="File">Path of the file.</param>
/// <param name="Column">Column of the values; null: the one that a known header has.</param>
/// <param name="Fill">Longest gap, in steps, that the value before it fills.</param>
/// <param name="Repeats">Whether the series starts over.</param>
/// <param name="Weather">What the weather in the file makes of the PUE; null: the file holds the rate itself.</param>
public sealed record RateSource(
    string Key, int DataCenter, RateKind Kind, string File, string? Column, int Fill, bool Repeats, WeatherPue? Weather);
