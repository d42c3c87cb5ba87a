using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Traces.Validation;

/// <summary>What a trace holds, in virtual time: after time scale and shift.</summary>
/// <param name="Jobs">Number of jobs; at least 1.</param>
/// <param name="FirstSubmit">Submission of the first job.</param>
/// <param name="LastSubmit">Submission of the last job.</param>
/// <param name="LargestJob">Most chips of any job.</param>
/// <param name="ChipMicroseconds">Chips times run time, summed over the jobs that state it, in chip-microseconds; exact.</param>
public sealed record TraceOverview(
    long Jobs,
    VirtualTime FirstSubmit,
    VirtualTime LastSubmit,
    int LargestJob,
    Int128 ChipMicroseconds)
{
    private const double MicrosecondsPerHour = 3.6e9;

    /// <summary>The chip-time in hours, for tables.</summary>
    public double ChipHours => (double)ChipMicroseconds / MicrosecondsPerHour;
}
