using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Chips;

/// <summary>What the simulation needs to know of a chip type.</summary>
/// <param name="Name">Name in the catalog.</param>
/// <param name="Idle">Power of a healthy chip without a job.</param>
/// <param name="Busy">Power of a healthy chip that is held by a job, on average under training.</param>
/// <param name="Failed">Power of a chip from its failure to the end of its repair.</param>
/// <param name="MeanTimeToFailure">Mean time from healthy to failed of a chip that is always busy; zero: it never fails.</param>
/// <param name="Causes">Causes of failure with their weights; at least one when it can fail.</param>
public sealed record ChipModel(
    string Name,
    Watts Idle,
    Watts Busy,
    Watts Failed,
    VirtualDuration MeanTimeToFailure,
    IReadOnlyList<FailureCause> Causes)
{
    /// <summary>The <see cref="IdleRatePerMille"/> of chips that age the same whether they are busy or idle.</summary>
    public const int SameRate = 1000;

    /// <summary>
    /// Shape of the Weibull time to failure: below 1 infant mortality, above 1 wear-out. Default: 1, exponential.
    /// </summary>
    public double Shape { get; init; } = 1;

    /// <summary>
    /// Rate at which a healthy chip without a job ages and fails, in thousandths of that of a busy one; 0 to
    /// <see cref="SameRate"/>. Default: <see cref="SameRate"/>, load makes no difference.
    /// </summary>
    public int IdleRatePerMille { get; init; } = SameRate;

    /// <summary>Its power while jobs only keep a model in its memory; at least <see cref="Idle"/>. Default: null, as under training.</summary>
    public Watts? Loaded { get; init; }

    /// <summary>Its power while jobs wait for memory; at least <see cref="Idle"/>. Default: null, as under training.</summary>
    public Watts? MemoryBound { get; init; }

    /// <summary>Its power while jobs only compute; at least <see cref="Idle"/>. Default: null, as under training.</summary>
    public Watts? ComputeBound { get; init; }

    /// <summary>Its power at full speed while a job holds it.</summary>
    public ActivityPower Power => new(Busy, Loaded ?? Busy, MemoryBound ?? Busy, ComputeBound ?? Busy);

    /// <summary>
    /// Speeds below full at which its chips can work when power is short, the fastest first; none draws less than an idle chip.
    /// Default: none.
    /// </summary>
    public IReadOnlyList<ChipSpeed> LowSpeeds { get; init; } = [];

    /// <summary>The slowest of its speed levels.</summary>
    public int SlowestLevel => LowSpeeds.Count;

    /// <summary>Whether failures depend on load.</summary>
    public bool AgesByLoad => IdleRatePerMille != SameRate;

    /// <summary>The speed at a level.</summary>
    /// <param name="level">0, full speed, to <see cref="SlowestLevel"/>.</param>
    public ChipSpeed SpeedAt(int level) => level == 0 ? new(ChipSpeed.Full, Power) : LowSpeeds[level - 1];

    /// <summary>
    /// Parts of its exposure budget that a chip uses up in a microsecond: thousandths of what a busy one does, or whole ones
    /// where load makes no difference. A chip that is down does not age.
    /// </summary>
    /// <param name="status">What it does.</param>
    public int ExposureOf(ChipStatus status) => status switch
    {
        ChipStatus.Busy => AgesByLoad ? SameRate : 1,
        ChipStatus.Idle => AgesByLoad ? IdleRatePerMille : 1,
        _ => 0,
    };
}
