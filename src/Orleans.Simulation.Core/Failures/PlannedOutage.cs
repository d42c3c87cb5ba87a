using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>An outage that is known beforehand: a row of a failure trace, or maintenance.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="Duration">How long it lasts; above zero. Crews have nothing to do with it.</param>
/// <param name="Cause">Index of its name in <see cref="DataCenters.DataCenterPlan.OutageCauses"/>.</param>
/// <param name="Chips">The chips that are down, each once.</param>
public sealed record PlannedOutage(VirtualTime Start, VirtualDuration Duration, int Cause, IReadOnlyList<ChipSet> Chips);
