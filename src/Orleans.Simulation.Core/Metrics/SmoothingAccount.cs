using Orleans.Simulation.Core.Energy;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>What smoothing of ramps did and cost. Energies of the facility in femtojoules.</summary>
/// <param name="LargestRise">Largest ramp upwards of what the grid gives; zero when there was none.</param>
/// <param name="LargestFall">Largest ramp downwards, as a positive number.</param>
/// <param name="RampsOutside">Ramps of what the grid gives that are beyond the limit all the same.</param>
/// <param name="Burned">Energy that was burned for nothing.</param>
/// <param name="Charged">Energy that the storage took from the grid.</param>
/// <param name="Given">Energy that it gave.</param>
/// <param name="Extra">
/// What the grid gave more than the load drew, less what it gave less, as IT energy at the rates of the instants: its carbon and cost.
/// </param>
public readonly record struct SmoothingAccount(
    Int128 LargestRise,
    Int128 LargestFall,
    long RampsOutside,
    Int128 Burned,
    Int128 Charged,
    Int128 Given,
    SiteTotals Extra);
