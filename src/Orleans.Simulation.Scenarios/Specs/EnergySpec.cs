using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>
/// Settings of sites that hold for every data center without its own, and what chips stand for besides their energy.
/// </summary>
public sealed record EnergySpec
{
    /// <summary>1.13: what AWS reports for Ohio in 2024 [GSF], the proxy for sites that publish none.</summary>
    public const decimal DefaultPue = 1.13m;

    /// <summary>The <see cref="ChipPrice"/> when a scenario gives none.</summary>
    public const PriceKind DefaultChipPrice = PriceKind.OnDemand;

    /// <summary>Six years of 365 days [G]: cloud operators write servers off over five to six.</summary>
    public static readonly VirtualDuration DefaultLifetime = VirtualDuration.FromHours(6 * 365 * 24);

    /// <summary>What holds for sites. Default: a PUE of <see cref="DefaultPue"/>, nothing else is known.</summary>
    public SiteSpec Site { get; init; } = new() { Pue = DefaultPue };

    /// <summary>
    /// Time over which the embodied carbon of a chip is amortised, longer than zero. Default: <see cref="DefaultLifetime"/>.
    /// </summary>
    public VirtualDuration Lifetime { get; init; } = DefaultLifetime;

    /// <summary>Which of the chips' prices counts where a data center does not say it. Default: <see cref="DefaultChipPrice"/>.</summary>
    public PriceKind ChipPrice { get; init; } = DefaultChipPrice;
}
