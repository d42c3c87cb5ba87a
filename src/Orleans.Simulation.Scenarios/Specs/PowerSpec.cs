using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>
/// What a scenario asks of the power of a data center as a whole, or of all that do not say it themselves. All of it may be left
/// out.
/// </summary>
public sealed record PowerSpec
{
    /// <summary>The shortest ramp interval: a second.</summary>
    public static readonly VirtualDuration MinRampInterval = VirtualDuration.FromSeconds(1);

    /// <summary>The longest ramp interval: a day.</summary>
    public static readonly VirtualDuration MaxRampInterval = VirtualDuration.FromHours(24);

    /// <summary>The highest power of a site: 100 GW; the largest campuses announced want 10.</summary>
    public static readonly Watts MaxPower = Watts.FromWatts(100_000_000_000);

    /// <summary>
    /// Time over which power is averaged for ramps, <see cref="MinRampInterval"/> to <see cref="MaxRampInterval"/>. Default: null;
    /// then <see cref="PowerPlan.DefaultRampInterval"/>.
    /// </summary>
    public VirtualDuration? RampInterval { get; init; }

    /// <summary>
    /// By how much the mean power of the facility may change from one such interval to the next, up to <see cref="MaxPower"/>.
    /// Default: null, no limit.
    /// </summary>
    public Watts? RampLimit { get; init; }

    /// <summary>Power provisioned for the facility, up to <see cref="MaxPower"/>. Default: null, without limit.</summary>
    public Watts? Provisioned { get; init; }

    /// <summary>
    /// What happens where that is not enough. Default: null; then <see cref="PowerControl.Admit"/>. Must be left out where nothing
    /// is provisioned.
    /// </summary>
    public PowerControl? Control { get; init; }
}
