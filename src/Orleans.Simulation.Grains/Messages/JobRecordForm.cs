using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Grains.Messages;

/// <summary>A <see cref="JobRecord"/> on its way to another silo, without its name and what it computes.</summary>
internal readonly record struct JobRecordForm(
    JobArrivalForm Arrival,
    int DataCenter,
    JobState State,
    long? FirstStart,
    long? End,
    int Restarts,
    long Held,
    long Lost,
    Int128 Energy,
    int Interruptions,
    long Hung,
    long Restarting,
    long Checkpointing,
    long Slowed,
    long Requeued,
    long Awaiting,
    Int128 Wasted,
    SiteTotals? Site,
    SiteTotals? AtOnce,
    int Shrinks,
    JobChipTime? Partial,
    PeerLosses? Peers)
{
    public static JobRecordForm Of(JobRecord job) => new(
        JobArrivalForm.Of(job.Arrival),
        job.DataCenter,
        job.State,
        job.FirstStart?.Microseconds,
        job.End?.Microseconds,
        job.Restarts,
        job.Held.Microseconds,
        job.Lost.Microseconds,
        job.Energy.Nanojoules,
        job.Interruptions,
        job.Hung.Microseconds,
        job.Restarting.Microseconds,
        job.Checkpointing.Microseconds,
        job.Slowed.Microseconds,
        job.Requeued.Microseconds,
        job.Awaiting.Microseconds,
        job.Wasted.Nanojoules,
        job.Site,
        job.AtOnce,
        job.Shrinks,
        job.Partial,
        job.Peers);

    public JobRecord Read(PackedText names, PackedFlops flops) => new(
        Arrival.Read(names, flops),
        DataCenter,
        State,
        FirstStart is { } start ? new VirtualTime(start) : null,
        End is { } end ? new VirtualTime(end) : null,
        Restarts,
        new(Held),
        new(Lost),
        new Joules(Energy))
    {
        Interruptions = Interruptions,
        Hung = new(Hung),
        Restarting = new(Restarting),
        Checkpointing = new(Checkpointing),
        Slowed = new(Slowed),
        Requeued = new(Requeued),
        Awaiting = new(Awaiting),
        Wasted = new(Wasted),
        Site = Site,
        AtOnce = AtOnce,
        Shrinks = Shrinks,
        Partial = Partial,
        Peers = Peers,
    };
}
