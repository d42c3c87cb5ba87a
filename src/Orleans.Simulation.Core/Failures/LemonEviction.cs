using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>When a host counts as a lemon and is taken out of service for good.</summary>
/// <remarks>Its chips and its own components count. Jobs that hold chips of it keep them until they end or are stopped.</remarks>
/// <param name="Failures">Failures noticed within the time; at least 1.</param>
/// <param name="Within">The time; above zero.</param>
public sealed record LemonEviction(int Failures, VirtualDuration Within);
