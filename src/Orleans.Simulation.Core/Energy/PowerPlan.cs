using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Energy;

/// <summary>What is asked of the power of a data center as a whole, that of its facility: IT power times the PUE.</summary>
public sealed record PowerPlan
{
    /// <summary>The <see cref="RampInterval"/> when nothing else is asked for: a minute.</summary>
    public static readonly VirtualDuration DefaultRampInterval = VirtualDuration.FromSeconds(60);

    /// <summary>The <see cref="RangeWindow"/> when nothing else is asked for: a minute.</summary>
    public static readonly VirtualDuration DefaultRangeWindow = VirtualDuration.FromSeconds(60);

    /// <summary>The <see cref="StepEdge"/> when nothing else is asked for: a tenth of a second, a guess [G].</summary>
    public static readonly VirtualDuration DefaultStepEdge = new(100_000);

    /// <summary>The <see cref="RaiseInterval"/> when nothing else is asked for: a minute.</summary>
    public static readonly VirtualDuration DefaultRaiseInterval = VirtualDuration.FromSeconds(60);

    /// <summary>A plan that asks for nothing.</summary>
    public static PowerPlan Plain { get; } = new();

    /// <summary>
    /// Time over which power is averaged before ramps are taken, from one such interval to the next; longer than zero. Default:
    /// <see cref="DefaultRampInterval"/>.
    /// </summary>
    public VirtualDuration RampInterval { get; init; } = DefaultRampInterval;

    /// <summary>
    /// By how much the mean power may rise or fall from one ramp interval to the next; at least zero. Default: null, no limit.
    /// </summary>
    public Watts? RampLimit { get; init; }

    /// <summary>
    /// How far apart the highest and the lowest power of the facility may be within a <see cref="RangeWindow"/>, swings of training steps among
    /// it; greater than zero. Default: null, no limit, and the range is not followed.
    /// </summary>
    public Watts? RangeLimit { get; init; }

    /// <summary>Length of that window; longer than zero. Default: <see cref="DefaultRangeWindow"/>.</summary>
    public VirtualDuration RangeWindow { get; init; } = DefaultRangeWindow;

    /// <summary>By how much the power of the facility may change a second at the edges of training steps. Default: null, no limit.</summary>
    public Watts? RateLimit { get; init; }

    /// <summary>
    /// Time in which the chips of a job go from one level of a training step to the other; longer than zero. Default:
    /// <see cref="DefaultStepEdge"/>.
    /// </summary>
    public VirtualDuration StepEdge { get; init; } = DefaultStepEdge;

    /// <summary>What smooths the swings of training steps. Default: nothing.</summary>
    public StepSmoothing StepSmoothing { get; init; } = StepSmoothing.None;

    /// <summary>What smooths ramps beyond the limit. Default: null, nothing; without meaning where there is no limit.</summary>
    public RampSmoothing? Smoothing { get; init; }

    /// <summary>
    /// The <see cref="Oversubscription"/> of a facility for which as much power is provisioned as it could draw.
    /// </summary>
    public const int Covered = 1_000_000;

    /// <summary>
    /// Power that is provisioned for the facility; greater than zero. Default: null, as <see cref="Oversubscription"/> says.
    /// </summary>
    public Watts? Provisioned { get; init; }

    /// <summary>
    /// How many times the provisioned power the facility could draw, in millionths; greater than zero. Default: null, power has no
    /// limit unless <see cref="Provisioned"/> says so.
    /// </summary>
    public int? Oversubscription { get; init; }

    /// <summary>Whether power is provisioned for the facility; otherwise it is without limit.</summary>
    public bool IsProvisioned => Provisioned is not null || Oversubscription is not null;

    /// <summary>
    /// What happens where that is not enough. Default: <see cref="PowerControl.Admit"/>; without meaning where nothing is
    /// provisioned.
    /// </summary>
    public PowerControl Control { get; init; } = PowerControl.Admit;

    /// <summary>
    /// Chips become slower as soon as power is short, and faster again only at multiples of this, so that they do not change with
    /// every job; longer than zero. Default: <see cref="DefaultRaiseInterval"/>; without meaning unless chips are slowed.
    /// </summary>
    public VirtualDuration RaiseInterval { get; init; } = DefaultRaiseInterval;
}
