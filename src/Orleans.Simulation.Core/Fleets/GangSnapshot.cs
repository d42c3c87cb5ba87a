using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Fleets;

/// <summary>All that a fleet knows of a gang at a checkpoint.</summary>
/// <param name="Priority">Priority of the job.</param>
/// <param name="Parts">Its parts by number.</param>
/// <param name="IsAdmitted">Whether it may hold and wait for chips.</param>
/// <param name="Outcome">How all parts that have not ended are to end; null: they are not.</param>
public sealed record GangSnapshot(int Priority, IReadOnlyList<GangPart> Parts, bool IsAdmitted, JobState? Outcome);
