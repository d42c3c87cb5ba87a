using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Reporting;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Verification.Playing;

/// <summary>A run that was played for a check.</summary>
/// <param name="Specification">What was played.</param>
/// <param name="Summary">Its results.</param>
/// <param name="Ledger">What its parts say of themselves.</param>
internal sealed record VerifiedRun(RunSpecification Specification, RunSummary Summary, Ledger Ledger)
{
    /// <summary>Plays a run; results go into summary and hash only.</summary>
    public static async Task<VerifiedRun> PlayAsync(
        RunSpecification specification, ISimulationEngine engine, CancellationToken cancellation)
    {
        var ledger = new Ledger(engine);
        using var recorder = new ResultRecorder(RunLabels.Of(specification.Fleet, specification.Sources));
        var run = new SimulationRun(specification, ledger, recorder, PlaybackOptions.Default);
        return new(specification, (await run.PlayAsync(cancellation)).Summary, ledger);
    }
}
