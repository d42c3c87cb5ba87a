using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Grains.Messages;

/// <summary>A <see cref="JobRecord"/> on its way to another silo.</summary>
[GenerateSerializer, Immutable, Alias("ois.job-record")]
internal readonly record struct JobRecordForm(
    [property: Id(0)] JobArrivalForm Arrival,
    [property: Id(1)] int DataCenter,
    [property: Id(2)] JobState State,
    [property: Id(3)] long? FirstStart,
    [property: Id(4)] long? End,
    [property: Id(5)] int Restarts,
    [property: Id(6)] long Held,
    [property: Id(7)] long Lost,
    [property: Id(8)] Int128 Energy)
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
        job.Energy.Nanojoules);

    public JobRecord Read() => new(
        Arrival.Read(),
        DataCenter,
        State,
        FirstStart is { } start ? new VirtualTime(start) : null,
        End is { } end ? new VirtualTime(end) : null,
        Restarts,
        new(Held),
        new(Lost),
        new Joules(Energy));
}
