namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>What became of the jobs of one priority, in all data centers.</summary>
/// <param name="Priority">The priority.</param>
/// <param name="Sources">Names of the sources that have it, in the order of the scenario.</param>
/// <param name="Jobs">Its jobs.</param>
/// <param name="Interruptions">
/// How often failures stopped one. Starts again beyond these follow stops for lack of power, or for peers.
/// </param>
/// <param name="WaitingChipSeconds">
/// Chips that jobs asked for times the time for which they waited after they had had some, held none, and had not ended.
/// </param>
public sealed record PrioritySummary(
    int Priority, IReadOnlyList<string> Sources, JobsSummary Jobs, long Interruptions, decimal WaitingChipSeconds);
