using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>How the power of a data center has moved, at a checkpoint.</summary>
/// <param name="Account">Its account.</param>
/// <param name="IntervalEnd">End of the ramp interval that is going on.</param>
/// <param name="IntervalEnergy">Energy of the facility in it so far, in femtojoules.</param>
/// <param name="EnergyBefore">Energy of the facility in the interval before, in femtojoules; null: there is none.</param>
/// <param name="Unserved">IT power that jobs would draw more if there were power for them.</param>
/// <param name="IsOnBatteries">Whether the facility draws from its batteries.</param>
/// <param name="Smoothing">How ramps are smoothed; null: they are not.</param>
public sealed record PowerSnapshot(
    PowerAccount Account,
    VirtualTime IntervalEnd,
    Int128 IntervalEnergy,
    Int128? EnergyBefore,
    Watts Unserved,
    bool IsOnBatteries,
    SmoothingSnapshot? Smoothing);
