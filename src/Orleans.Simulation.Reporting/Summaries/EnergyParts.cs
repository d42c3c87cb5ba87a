namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>
/// What the energy of facilities went to, each of it in one part: exactly their sum, and without <see cref="Cooling"/> the IT energy.
/// </summary>
/// <param name="Chips">Chips, behind the conversion in their racks.</param>
/// <param name="Hosts">Hosts besides their chips, NICs included, behind the conversion.</param>
/// <param name="Network">Racks' shares in the network, behind the conversion.</param>
/// <param name="Racks">Racks besides all that, behind the conversion.</param>
/// <param name="ConversionLoss">
/// What the conversion in racks loses: one less its efficiency of the IT energy. Zero where that is 1; what is lost there is in
/// <see cref="Hosts"/>.
/// </param>
/// <param name="Cooling">
/// Cooling, distribution of power and whatever else of the facility is no IT: its energy less the IT energy, by the PUE of each
/// instant.
/// </param>
public sealed record EnergyParts(
    EnergyPart Chips,
    EnergyPart Hosts,
    EnergyPart Network,
    EnergyPart Racks,
    EnergyPart ConversionLoss,
    EnergyPart Cooling);

/// <summary>A part of an energy.</summary>
/// <param name="KilowattHours">To six digits, half to even.</param>
/// <param name="Femtojoules">Exact.</param>
public sealed record EnergyPart(decimal KilowattHours, Int128 Femtojoules);
