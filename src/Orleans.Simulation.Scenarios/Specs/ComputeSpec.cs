namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>How fast chips compute for jobs that state their FLOPs: peak times MFU (model FLOPs utilization).</summary>
public sealed record ComputeSpec
{
    /// <summary>The <see cref="Precision"/> when a scenario gives none.</summary>
    public const Precision DefaultPrecision = Precision.Bf16;

    /// <summary>Most steps of the <see cref="Scaling"/>.</summary>
    public const int MaxSteps = 100;

    /// <summary>
    /// From 16,384 chips on 41/43 of the MFU: Llama 3 reached 43 % on 8,192 H100 and 41 % on 16,384 [L3].
    /// </summary>
    public static readonly IReadOnlyList<MfuStepSpec> DefaultScaling = [new() { Chips = 16_384, Factor = 0.953488m }];

    /// <summary>
    /// In which precision jobs compute: which peak of the chips counts. Default: <see cref="DefaultPrecision"/>.
    /// </summary>
    public Precision Precision { get; init; } = DefaultPrecision;

    /// <summary>
    /// MFU of jobs that are not large, in whole millionths above 0, up to 1; replaces that of every chip type. Default: null,
    /// that of the chip type.
    /// </summary>
    public decimal? Mfu { get; init; }

    /// <summary>How the MFU changes with the size of jobs, by ascending size. Default: <see cref="DefaultScaling"/>.</summary>
    public IReadOnlyList<MfuStepSpec> Scaling { get; init; } = DefaultScaling;
}

/// <summary>How the MFU changes from some size of jobs on.</summary>
public sealed record MfuStepSpec
{
    /// <summary>The largest factor.</summary>
    public const decimal MaxFactor = 10;

    /// <summary>Chips of the smallest job for which it holds, 1 to <see cref="FleetSpec.MaxChips"/>.</summary>
    public required int Chips { get; init; }

    /// <summary>
    /// What the MFU is multiplied with, in whole millionths above 0, up to <see cref="MaxFactor"/>. The product is at most 1.
    /// </summary>
    public required decimal Factor { get; init; }
}
