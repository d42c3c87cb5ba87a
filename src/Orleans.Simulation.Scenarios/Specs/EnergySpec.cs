namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>Energy settings that hold for every data center without its own.</summary>
public sealed record EnergySpec
{
    /// <summary>1.13: what AWS reports for Ohio in 2024 [GSF], the proxy for sites that publish none.</summary>
    public const decimal DefaultPue = 1.13m;

    /// <summary>Facility over IT power, 1 to <see cref="DataCenterSpec.MaxPue"/>. Default: <see cref="DefaultPue"/>.</summary>
    public decimal Pue { get; init; } = DefaultPue;
}
