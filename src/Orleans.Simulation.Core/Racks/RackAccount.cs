using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;

namespace Orleans.Simulation.Core.Racks;

/// <summary>The books of a rack at a settlement; its own integrals and its chips' accounts agree to the nanojoule.</summary>
/// <param name="Rack">Index of the rack.</param>
/// <param name="Idle">Idle chip-microseconds.</param>
/// <param name="Busy">Busy chip-microseconds.</param>
/// <param name="Failed">Failed chip-microseconds.</param>
/// <param name="ChipEnergy">Energy of the chips.</param>
/// <param name="Energy">Energy of chips, hosts and rack.</param>
/// <param name="Chips">The chips' own accounts, by slot.</param>
public sealed record RackAccount(
    int Rack,
    Int128 Idle,
    Int128 Busy,
    Int128 Failed,
    Joules ChipEnergy,
    Joules Energy,
    IReadOnlyList<ChipAccount> Chips);
