using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>All that a data center knows of a job at a checkpoint.</summary>
/// <param name="Arrival">The job as it was submitted.</param>
/// <param name="Attempt">Attempts so far.</param>
/// <param name="Chips">The chips it holds; empty while it waits.</param>
/// <param name="Missing">Chips that it had and lacks.</param>
/// <param name="IsAwaiting">Whether it keeps its chips until it has enough of them to start again.</param>
/// <param name="IsReady">Whether it has all its chips and waits for its peers only.</param>
/// <param name="FirstStart">When it first got its chips; null: never yet.</param>
/// <param name="AccruedTo">Up to when its time and energy are accrued.</param>
/// <param name="WorksFrom">When this attempt began to make progress.</param>
/// <param name="Pace">How fast it makes progress.</param>
/// <param name="DoneAt">When it will be done unless something fails.</param>
/// <param name="HungSince">Since when it makes none because a chip failed; null: it works.</param>
/// <param name="Saved">Work that is safe in a checkpoint of the job, in chip-microseconds.</param>
/// <param name="Held">Time during which it held its chips.</param>
/// <param name="Lost">Work lost to failures.</param>
/// <param name="Energy">What its chips drew.</param>
/// <param name="Site">What that has come to at a site whose rates change; zero where they do not.</param>
/// <param name="AtOnce">What that would have come to without the postponement; zero where there is none.</param>
/// <param name="FailedChips">Failed chips among those it holds.</param>
/// <param name="Since">Since when it holds its chips, or waits for them.</param>
/// <param name="CorruptSince">Since when its data are corrupt without anybody knowing; null: they are not.</param>
/// <param name="DoneWhenCorrupt">What this attempt had done by then, in time at full pace.</param>
/// <param name="Interruptions">How often a failure stopped it.</param>
/// <param name="Shrinks">How often it started again with fewer chips than it had asked for.</param>
/// <param name="Hung">Time for which it hung.</param>
/// <param name="Restarting">Time that restarts took.</param>
/// <param name="Checkpointing">Time during which it stood still to write checkpoints.</param>
/// <param name="Slowed">Time that it took longer because something was degraded or its chips were slowed for lack of power.</param>
/// <param name="Requeued">Time for which it waited after interruptions.</param>
/// <param name="Awaiting">Time for which it kept chips in vain.</param>
/// <param name="Wasted">Energy drawn for nothing.</param>
/// <param name="ChipTime">What it held chips for.</param>
/// <param name="Spared">What each of its chips would have drawn more in this attempt at full speed.</param>
/// <param name="IsFailurePlanned">Whether the failure that was drawn for this attempt is among the events.</param>
/// <param name="Peers">What its peers cost it; null: it is in no gang.</param>
public sealed record JobSnapshot(
    JobArrival Arrival,
    int Attempt,
    IReadOnlyList<ChipSet> Chips,
    IReadOnlyList<ChipSet> Missing,
    bool IsAwaiting,
    bool IsReady,
    VirtualTime? FirstStart,
    VirtualTime AccruedTo,
    VirtualTime WorksFrom,
    JobPace Pace,
    VirtualTime DoneAt,
    VirtualTime? HungSince,
    Int128 Saved,
    VirtualDuration Held,
    VirtualDuration Lost,
    Joules Energy,
    SiteTotals Site,
    SiteTotals AtOnce,
    int FailedChips,
    VirtualTime Since,
    VirtualTime? CorruptSince,
    VirtualDuration DoneWhenCorrupt,
    int Interruptions,
    int Shrinks,
    VirtualDuration Hung,
    VirtualDuration Restarting,
    VirtualDuration Checkpointing,
    VirtualDuration Slowed,
    VirtualDuration Requeued,
    VirtualDuration Awaiting,
    Joules Wasted,
    JobChipTime ChipTime,
    JobSparing Spared,
    bool IsFailurePlanned,
    PeerLosses? Peers);
