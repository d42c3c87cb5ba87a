using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>Batteries of a data center at a checkpoint.</summary>
/// <param name="Charge">For how long they could bridge a dip at <paramref name="Since"/>.</param>
/// <param name="Since">When the dip that goes on began, or since when they recharge.</param>
/// <param name="DipEnd">When the dip that goes on is over, whether they can bridge it or not; null: there is none.</param>
public sealed record BatterySnapshot(VirtualDuration Charge, VirtualTime Since, VirtualTime? DipEnd);
