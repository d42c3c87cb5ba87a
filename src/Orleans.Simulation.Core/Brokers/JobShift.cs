using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Brokers;

/// <summary>How far the broker may postpone the jobs of a source.</summary>
/// <param name="Deadline">Time from submission by which a job is to be done; longer than zero.</param>
/// <param name="Goal">What for.</param>
public sealed record JobShift(VirtualDuration Deadline, ShiftGoal Goal);
