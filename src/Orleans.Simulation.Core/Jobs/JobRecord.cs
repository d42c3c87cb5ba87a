using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Jobs;

/// <summary>What became of a job: a row of the <c>jobs</c> table.</summary>
/// <param name="Arrival">The job as it was submitted.</param>
/// <param name="DataCenter">Index of the data center that took it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="FirstStart">When it first got its chips; null when it never did. A part of a gang may still wait for its peers then.</param>
/// <param name="End">When it completed, failed or was rejected; null while it is queued or running.</param>
/// <param name="Restarts">
/// How often it started again after an interruption, or after it had been stopped for lack of power or because a peer had stopped.
/// </param>
/// <param name="Held">Time during which it held its chips, over all attempts.</param>
/// <param name="Lost">Time for work that was done and lost to failures, to lack of power, or because a peer had stopped.</param>
/// <param name="Energy">What its chips drew while it held them.</param>
public sealed record JobRecord(
    JobArrival Arrival,
    int DataCenter,
    JobState State,
    VirtualTime? FirstStart,
    VirtualTime? End,
    int Restarts,
    VirtualDuration Held,
    VirtualDuration Lost,
    Joules Energy)
{
    /// <summary>How often a failure stopped it.</summary>
    public int Interruptions { get; init; }

    /// <summary>Time from failures until they were noticed, during which it held its chips in vain.</summary>
    public VirtualDuration Hung { get; init; }

    /// <summary>Time that its restarts took.</summary>
    public VirtualDuration Restarting { get; init; }

    /// <summary>Time during which it stood still to write checkpoints.</summary>
    public VirtualDuration Checkpointing { get; init; }

    /// <summary>Time that it took longer because something that it needed was degraded, or its chips were slowed.</summary>
    public VirtualDuration Slowed { get; init; }

    /// <summary>Time for which it waited for chips after it had had some, and held none.</summary>
    public VirtualDuration Requeued { get; init; }

    /// <summary>
    /// Time for which it kept chips without progress: after interruptions until it had enough of them again, as a part of a gang
    /// until its peers had theirs.
    /// </summary>
    public VirtualDuration Awaiting { get; init; }

    /// <summary>
    /// What its chips drew for nothing: while it hung, restarted, wrote checkpoints, was slowed down by something degraded, kept
    /// chips in vain, and did what was lost.
    /// </summary>
    public Joules Wasted { get; init; }

    /// <summary>
    /// What its energy comes to at a site whose rates change. Default: null, they do not, and it follows from
    /// <see cref="Energy"/>.
    /// </summary>
    public SiteTotals? Site { get; init; }

    /// <summary>
    /// What its energy would have come to at the same data center if everything that happened to it had happened as much
    /// earlier as it was postponed. Default: null, it was not.
    /// </summary>
    public SiteTotals? AtOnce { get; init; }

    /// <summary>
    /// What its postponement saved: above zero what it saved, below zero what it cost. Zero where it was not postponed.
    /// </summary>
    public SiteTotals Saved => AtOnce is { } atOnce && Site is { } site ? atOnce - site : default;

    /// <summary>How often it started again with fewer chips than it had asked for.</summary>
    public int Shrinks { get; init; }

    /// <summary>What its peers cost it, if it is a part of a gang. Default: null, it is not.</summary>
    public PeerLosses? Peers { get; init; }

    /// <summary>
    /// Its accounts in chip-time where it held fewer chips than it had asked for at some time. Default: null, all its chips for
    /// each of its times.
    /// </summary>
    public JobChipTime? Partial { get; init; }

    /// <summary>
    /// Time for work that it has done and not lost: held = productive + lost + hung + restarting + checkpointing + slowed +
    /// awaiting, to the microsecond. Longer than the work itself where it had fewer chips than it had asked for.
    /// </summary>
    public VirtualDuration Productive => Held - Lost - Hung - Restarting - Checkpointing - Slowed - Awaiting;

    /// <summary>Its accounts in chip-time.</summary>
    public JobChipTime ChipTime => Partial ?? WithAllChips;

    /// <summary>What its accounts are in chip-time if it held all its chips for all of its times.</summary>
    internal JobChipTime WithAllChips => new(
        InChipTime(Held),
        InChipTime(Lost),
        InChipTime(Hung),
        InChipTime(Restarting),
        InChipTime(Checkpointing),
        InChipTime(Slowed),
        InChipTime(Awaiting));

    /// <summary>Most accounts of most jobs are zero.</summary>
    private Int128 InChipTime(VirtualDuration time) =>
        time == VirtualDuration.Zero ? Int128.Zero : Math.BigMul(time.Microseconds, Arrival.Chips);
}
