using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Jobs;

/// <summary>What became of a job: a row of the <c>jobs</c> table.</summary>
/// <param name="Arrival">The job as it was submitted.</param>
/// <param name="DataCenter">Index of the data center that took it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="FirstStart">When it first got its chips; null when it never did.</param>
/// <param name="End">When it completed, failed or was rejected; null while it is queued or running.</param>
/// <param name="Restarts">How often it started again after an interruption.</param>
/// <param name="Held">Time during which it held its chips, over all attempts.</param>
/// <param name="Lost">Work that was done and lost to failures, in time of the whole gang.</param>
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

    /// <summary>Time that it took longer because something that it needed was degraded.</summary>
    public VirtualDuration Slowed { get; init; }

    /// <summary>Time for which it waited for chips after interruptions.</summary>
    public VirtualDuration Requeued { get; init; }

    /// <summary>What its chips drew for nothing: while it hung, restarted, wrote checkpoints, was slowed down, and did what was lost.</summary>
    public Joules Wasted { get; init; }

    /// <summary>
    /// Work that it has done and not lost: held = productive + lost + hung + restarting + checkpointing + slowed, to the microsecond.
    /// </summary>
    public VirtualDuration Productive => Held - Lost - Hung - Restarting - Checkpointing - Slowed;
}
