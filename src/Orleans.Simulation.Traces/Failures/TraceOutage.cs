using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Traces.Failures;

/// <summary>A time during which a part of a fleet is down, as a failure trace gives it.</summary>
/// <param name="Start">When it goes down; from the start of the run to <see cref="SubmissionClock.Latest"/>.</param>
/// <param name="Duration">How long it is down; greater than zero, at most 10^12 s.</param>
/// <param name="Target">What goes down; not compared with any fleet yet.</param>
/// <param name="Cause">Why, in the user's words; empty when the trace does not say.</param>
/// <param name="Line">
/// Line of the file, from 1, for issues. Rows of Parquet count as if the table were CSV: the first one is line 2.
/// </param>
public sealed record TraceOutage(
    VirtualTime Start,
    VirtualDuration Duration,
    OutageTarget Target,
    string Cause,
    long Line);
