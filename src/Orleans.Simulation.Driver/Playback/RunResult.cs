using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Driver.Playback;

/// <summary>What came out of a run.</summary>
/// <param name="Summary">Results: equal for equal scenario, seed and version.</param>
/// <param name="Performance">How it went on this machine.</param>
public sealed record RunResult(RunSummary Summary, RunPerformance Performance);
