namespace Orleans.Simulation.Verification.Schedules;

/// <summary>What a schedule adds up to, in seconds, as summaries state it.</summary>
/// <param name="MeanWait">Mean of start - submission.</param>
/// <param name="P99Wait">Element floor(0.99 (n - 1)) of these.</param>
/// <param name="MaxWait">The longest of them.</param>
/// <param name="MeanJct">Mean of end - submission.</param>
/// <param name="Makespan">Last end - first submission.</param>
internal sealed record ScheduleTotals(decimal MeanWait, decimal P99Wait, decimal MaxWait, decimal MeanJct, decimal Makespan);
