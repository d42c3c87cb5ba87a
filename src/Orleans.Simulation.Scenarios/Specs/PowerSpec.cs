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

    /// <summary>Most <see cref="Speeds"/>.</summary>
    public const int MaxSpeeds = 100;

    /// <summary>
    /// The <see cref="Speeds"/> when a scenario gives none: down to half of full speed, by tenths, with the power that a chip draws
    /// beyond an idle one as the cube of its speed. Dynamic power is proportional to frequency and to the square of the voltage, which
    /// is about proportional to the frequency [R+]; that whole chips follow it down to half of their speed is a guess [G].
    /// </summary>
    public static readonly IReadOnlyList<ChipSpeedSpec> DefaultSpeeds =
        [.. new[] { 0.9m, 0.8m, 0.7m, 0.6m, 0.5m }.Select(speed => new ChipSpeedSpec { Speed = speed, Power = speed * speed * speed })];

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

    /// <summary>
    /// Whether power is burned for nothing rather than that it falls faster than the limit. Default: null, it is not. Must be left out
    /// where there is no limit.
    /// </summary>
    public bool? Filler { get; init; }

    /// <summary>
    /// A storage that takes and gives what changes faster than the limit. Default: null, none. Must be left out where there is no limit.
    /// </summary>
    public StorageSpec? Storage { get; init; }

    /// <summary>
    /// How far apart the highest and the lowest power of the facility may be within a <see cref="RangeWindow"/>, up to <see cref="MaxPower"/>.
    /// Default: null, no limit.
    /// </summary>
    public Watts? RangeLimit { get; init; }

    /// <summary>
    /// Length of that window, <see cref="MinRampInterval"/> to <see cref="MaxRampInterval"/>. Default: null; then
    /// <see cref="PowerPlan.DefaultRangeWindow"/>. Must be left out where there is no limit.
    /// </summary>
    public VirtualDuration? RangeWindow { get; init; }

    /// <summary>
    /// By how much the power of the facility may change a second at the edges of training steps, up to <see cref="MaxPower"/>. Default: null, no
    /// limit. This and all below must be left out where no job has training steps.
    /// </summary>
    public Watts? RateLimit { get; init; }

    /// <summary>The shortest <see cref="StepEdge"/>: 1 ms.</summary>
    public static readonly VirtualDuration MinStepEdge = new(1_000);

    /// <summary>The longest <see cref="StepEdge"/>: 1 min.</summary>
    public static readonly VirtualDuration MaxStepEdge = VirtualDuration.FromMinutes(1);

    /// <summary>
    /// Time in which the chips of a job go from one level of a training step to the other, <see cref="MinStepEdge"/> to
    /// <see cref="MaxStepEdge"/>. Default: null; then <see cref="PowerPlan.DefaultStepEdge"/>.
    /// </summary>
    public VirtualDuration? StepEdge { get; init; }

    /// <summary>Storage in racks that smooths training steps. Default: null, none.</summary>
    public StepStorageSpec? StepStorage { get; init; }

    /// <summary>
    /// Share of the swing that the storage leaves by which chips burn power for nothing while they communicate, in whole millionths above 0, up to 1.
    /// Default: null, none.
    /// </summary>
    public decimal? StepFiller { get; init; }

    /// <summary>The lowest <see cref="Oversubscription"/>: ten times the power that the facility could draw.</summary>
    public const decimal MinOversubscription = 0.1m;

    /// <summary>The highest <see cref="Oversubscription"/>; beyond, there is hardly power for chips without jobs.</summary>
    public const decimal MaxOversubscription = 10;

    /// <summary>
    /// Power provisioned for the facility, up to <see cref="MaxPower"/>. Default: null, as <see cref="Oversubscription"/> says.
    /// </summary>
    public Watts? Provisioned { get; init; }

    /// <summary>
    /// How many times the provisioned power the facility could draw, <see cref="MinOversubscription"/> to
    /// <see cref="MaxOversubscription"/>, in whole millionths. Default: null, power has no limit. Must be left out beside
    /// <see cref="Provisioned"/>.
    /// </summary>
    public decimal? Oversubscription { get; init; }

    /// <summary>Whether it says how much power is provisioned.</summary>
    public bool SaysProvisioned => Provisioned is not null || Oversubscription is not null;

    /// <summary>
    /// What happens where that is not enough. Default: null; then <see cref="PowerControl.Admit"/>. Must be left out where nothing
    /// is provisioned.
    /// </summary>
    public PowerControl? Control { get; init; }

    /// <summary>
    /// Speeds at which chips can work when power is short, the fastest first. Default: null; then <see cref="DefaultSpeeds"/>. Must be
    /// left out where chips are not slowed.
    /// </summary>
    public IReadOnlyList<ChipSpeedSpec>? Speeds { get; init; }

    /// <summary>
    /// Chips become faster again only at multiples of this, <see cref="MinRampInterval"/> to <see cref="MaxRampInterval"/>. Default:
    /// null; then <see cref="PowerPlan.DefaultRaiseInterval"/>. Must be left out where chips are not slowed.
    /// </summary>
    public VirtualDuration? RaiseInterval { get; init; }
}

/// <summary>A speed at which chips can work when power is short.</summary>
public sealed record ChipSpeedSpec
{
    /// <summary>Share of full speed, in whole hundredths from 0.01 to 0.99.</summary>
    public required decimal Speed { get; init; }

    /// <summary>Share of what a busy chip draws more than an idle one at full speed, in whole millionths from 0 to 1.</summary>
    public required decimal Power { get; init; }
}
