using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>
/// How the power of a data center as a whole moved from the start of the run. Levels that lasted for no time do not count.
/// </summary>
/// <remarks>
/// Power of the facility is in nanowatts: milliwatts of IT power times the PUE in parts per million. A ramp is the difference
/// between the facility's energies, in femtojoules, in two consecutive ramp intervals, so that it is exact; over the length of the
/// interval it is a power. The last interval counts if it is whole, and the first one has none before it.
/// </remarks>
/// <param name="LowestIt">Lowest IT power; more than <paramref name="HighestIt"/> when no time has passed.</param>
/// <param name="HighestIt">Highest IT power.</param>
/// <param name="LowestFacility">Lowest power of the facility in nanowatts.</param>
/// <param name="HighestFacility">Highest power of the facility in nanowatts.</param>
/// <param name="LargestRise">Largest ramp upwards in femtojoules; zero when there was none.</param>
/// <param name="LargestFall">Largest ramp downwards in femtojoules, as a positive number; zero when there was none.</param>
/// <param name="Ramps">Pairs of consecutive ramp intervals that were compared, those of equal power among them.</param>
/// <param name="RampsOutside">Those among them that differ by more than the limit; zero where there is none.</param>
/// <param name="AboveProvisioned">Time for which the facility drew more than is provisioned.</param>
/// <param name="EnergyAbove">Energy of the facility beyond what is provisioned, in femtojoules.</param>
/// <param name="Limited">Time for which jobs that had chips to start on lacked the power.</param>
/// <param name="Unserved">
/// What they would have drawn meanwhile, more than idle chips do, as energy of the facility in femtojoules.
/// </param>
/// <param name="Preemptions">How often a job was stopped for lack of power.</param>
/// <param name="PreemptedWork">Work that was lost with that, in chip-microseconds.</param>
/// <param name="Slowed">Time for which busy chips worked below full speed for lack of power.</param>
/// <param name="Spared">What they would have drawn more meanwhile at full speed, as energy of the facility in femtojoules.</param>
public readonly record struct PowerAccount(
    Watts LowestIt,
    Watts HighestIt,
    Int128 LowestFacility,
    Int128 HighestFacility,
    Int128 LargestRise,
    Int128 LargestFall,
    long Ramps,
    long RampsOutside,
    VirtualDuration AboveProvisioned,
    Int128 EnergyAbove,
    VirtualDuration Limited,
    Int128 Unserved,
    long Preemptions,
    Int128 PreemptedWork,
    VirtualDuration Slowed,
    Int128 Spared)
{
    /// <summary>What smoothing of ramps did; nothing where there is none.</summary>
    public SmoothingAccount Smoothing { get; init; }

    /// <summary>What batteries did; nothing where there are none.</summary>
    public BatteryAccount Batteries { get; init; }

    /// <summary>Swings within training steps. Default: null, no job has any.</summary>
    public SwingAccount? Swings { get; init; }

    /// <summary>The dynamic range. Default: null, it has no limit.</summary>
    public RangeAccount? Range { get; init; }

    /// <summary>The account of no time at all.</summary>
    public static PowerAccount Nothing { get; } = new(
        new(long.MaxValue), default, Int128.MaxValue, 0, 0, 0, 0, 0, default, 0, default, 0, 0, 0, default, 0);

    /// <summary>Whether no time has passed.</summary>
    public bool IsEmpty => LowestIt.Milliwatts > HighestIt.Milliwatts;

    /// <summary>Whether a power lies between those that were drawn: taking it would change nothing, and an account is long to copy.</summary>
    internal bool Covers(Watts it, Int128 facility) =>
        it.Milliwatts >= LowestIt.Milliwatts
        && it.Milliwatts <= HighestIt.Milliwatts
        && facility >= LowestFacility
        && facility <= HighestFacility;

    /// <summary>Takes a power that was drawn for some time.</summary>
    /// <param name="it">IT power.</param>
    /// <param name="facility">Power of the facility in nanowatts.</param>
    internal PowerAccount With(Watts it, Int128 facility) => this with
    {
        LowestIt = new(Math.Min(LowestIt.Milliwatts, it.Milliwatts)),
        HighestIt = new(Math.Max(HighestIt.Milliwatts, it.Milliwatts)),
        LowestFacility = Int128.Min(LowestFacility, facility),
        HighestFacility = Int128.Max(HighestFacility, facility),
    };

    /// <summary>Takes a ramp.</summary>
    /// <param name="difference">Energy of an interval less that of the one before, in femtojoules.</param>
    /// <param name="limit">What either way is within the limit, in femtojoules; null: everything.</param>
    internal PowerAccount WithRamp(Int128 difference, Int128? limit) => this with
    {
        LargestRise = Int128.Max(LargestRise, difference),
        LargestFall = Int128.Max(LargestFall, -difference),
        Ramps = Ramps + 1,
        RampsOutside = RampsOutside + (Int128.Abs(difference) > limit ? 1 : 0),
    };

    /// <summary>Takes pairs of intervals without any difference.</summary>
    internal PowerAccount WithLevelRamps(long ramps) => this with { Ramps = Ramps + ramps };

    /// <summary>Takes a time for which the facility draws more than is provisioned.</summary>
    /// <param name="excess">By how much, in nanowatts.</param>
    /// <param name="duration">For how long.</param>
    internal PowerAccount WithExcess(Int128 excess, VirtualDuration duration) => this with
    {
        AboveProvisioned = AboveProvisioned + duration,
        EnergyAbove = EnergyAbove + (excess * duration.Microseconds),
    };

    /// <summary>Takes a time for which jobs lack power.</summary>
    /// <param name="unserved">How much the facility would draw for them, in nanowatts.</param>
    /// <param name="duration">For how long.</param>
    internal PowerAccount WithUnserved(Int128 unserved, VirtualDuration duration) => this with
    {
        Limited = Limited + duration,
        Unserved = Unserved + (unserved * duration.Microseconds),
    };

    /// <summary>Takes a time for which busy chips are slowed.</summary>
    /// <param name="spared">How much more the facility would draw for them at full speed, in nanowatts.</param>
    /// <param name="duration">For how long.</param>
    internal PowerAccount WithSpared(Int128 spared, VirtualDuration duration) => this with
    {
        Slowed = Slowed + duration,
        Spared = Spared + (spared * duration.Microseconds),
    };

    /// <summary>Takes a time for which the facility draws from its batteries.</summary>
    /// <param name="facility">What it draws, in nanowatts.</param>
    /// <param name="duration">For how long.</param>
    internal PowerAccount WithBatteries(Int128 facility, VirtualDuration duration) => this with
    {
        Batteries = Batteries with
        {
            Time = Batteries.Time + duration,
            Energy = Batteries.Energy + (facility * duration.Microseconds),
        },
    };

    /// <summary>Takes a dip that begins.</summary>
    internal PowerAccount WithDip() => this with { Batteries = Batteries with { Dips = Batteries.Dips + 1 } };

    /// <summary>Takes a dip that batteries have bridged, or not.</summary>
    internal PowerAccount WithDipLeft(bool isBridged) => this with
    {
        Batteries = Batteries with
        {
            Bridged = Batteries.Bridged + (isBridged ? 1 : 0),
            Outages = Batteries.Outages + (isBridged ? 0 : 1),
        },
    };

    /// <summary>Takes a job that is stopped for lack of power.</summary>
    /// <param name="lost">Work that it loses, in chip-microseconds.</param>
    internal PowerAccount WithPreemption(Int128 lost) =>
        this with { Preemptions = Preemptions + 1, PreemptedWork = PreemptedWork + lost };
}
