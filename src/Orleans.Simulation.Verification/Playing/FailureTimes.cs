using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Verification.Playing;

/// <summary>When what happened to something that failed.</summary>
/// <param name="Cause">Index of the cause: those of chips, then those of components, then planned outages.</param>
/// <param name="Failed">When it failed.</param>
/// <param name="RepairStart">When its repair began; null: it has not.</param>
/// <param name="Repaired">When its repair ended or will end; null: it has not begun.</param>
internal readonly record struct FailureTimes(int Cause, VirtualTime Failed, VirtualTime? RepairStart, VirtualTime? Repaired)
{
    /// <summary>The times of a failure.</summary>
    public static FailureTimes Of(FailureRecord failure) =>
        new(failure.Cause, failure.Failed, failure.RepairStart, failure.Repaired);
}
