using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>Turns peaks and MFUs into the speeds at which jobs that state their FLOPs run.</summary>
internal static class SpeedCompiler
{
    private const decimal MicrosecondsPerSecond = 1_000_000;

    /// <summary>Whether jobs of a source state their FLOPs.</summary>
    public static bool StatesFlops(SourceSpec source) =>
        source.Generator?.Sizes.Any(size => size.StatesFlops) == true || source.Trace?.StatesFlops == true;

    /// <summary>Whether any job of a scenario states its FLOPs.</summary>
    public static bool StatesFlops(Scenario scenario) => scenario.Workload.Sources.Any(StatesFlops);

    // Rows of a trace that states FLOPs may state their MFU, too.
    private static bool StatesMfu(Scenario scenario) => scenario.Workload.Sources.Any(source =>
        source.Generator?.Sizes.Any(size => size.Mfu is not null) == true || source.Trace?.StatesFlops == true);

    /// <summary>The MFU of jobs that are not large; null: nothing says it.</summary>
    public static decimal? MfuOf(ComputeSpec compute, ChipTypeSpec chip) => compute.Mfu ?? chip.Mfu?.Value;

    /// <summary>How fast a chip type computes.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="chip">The chip type.</param>
    /// <returns>Null: no job states its FLOPs, or the chip has no peak in this precision, or no MFU.</returns>
    public static EffectiveSpeed? Speed(Scenario scenario, ChipTypeSpec chip)
    {
        var compute = scenario.Compute;
        if (!StatesFlops(scenario)
            || chip.Peak.GetValueOrDefault(compute.Precision) is not { } peak
            || MfuOf(compute, chip) is not { } mfu)
        {
            return null;
        }

        IEnumerable<MfuStepSpec> steps = compute.Scaling is [{ Chips: 1 }, ..]
            ? compute.Scaling
            : compute.Scaling.Prepend(new() { Chips = 1, Factor = 1 });
        return new([.. steps.Select(step => new SpeedStep(step.Chips, FlopPerMicrosecond(peak.Value, mfu * step.Factor)))])
        {
            Peak = StatesMfu(scenario) ? FlopPerMicrosecond(peak.Value, mfu: 1) : 0,
        };
    }

    // Whole FLOP a microsecond: of a chip with an effective TFLOP/s the millionth part is lost.
    private static long FlopPerMicrosecond(decimal peak, decimal mfu) =>
        (long)Math.Min(EffectiveSpeed.MaxFlopPerMicrosecond, decimal.Floor(peak / MicrosecondsPerSecond * mfu));
}
