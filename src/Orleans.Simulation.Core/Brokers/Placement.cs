using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Brokers;

/// <summary>What the broker decides about a job.</summary>
/// <param name="DataCenter">Index of its data center.</param>
/// <param name="Postponed">For how long after its submission it does not join the queue there.</param>
/// <param name="Fits">Whether any data center could take it.</param>
internal readonly record struct Placement(int DataCenter, VirtualDuration Postponed, bool Fits);
