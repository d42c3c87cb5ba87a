using Orleans.Simulation.Core.Jobs;

namespace Orleans.Simulation.Grains.Messages;

/// <summary>Jobs that ended, or never did, on their way to another silo.</summary>
/// <param name="Jobs">The jobs.</param>
/// <param name="Names">Their names, one after the other.</param>
/// <param name="Flops">What those compute that state it.</param>
[GenerateSerializer, Immutable, Alias("ois.job-records")]
internal readonly record struct JobRecordsForm(
    [property: Id(0)] Packed<JobRecordForm> Jobs,
    [property: Id(1)] string Names,
    [property: Id(2)] Packed<JobFlopsForm> Flops)
{
    public static JobRecordsForm Of(IReadOnlyList<JobRecord> jobs) => new(
        Packed<JobRecordForm>.Of(jobs, JobRecordForm.Of),
        string.Concat(jobs.Select(job => job.Arrival.Id)),
        JobFlopsForm.Of(jobs.Select(job => job.Arrival)));

    public JobRecord[] Read()
    {
        var (names, flops) = (new PackedText(Names), new PackedFlops(Flops));
        return Jobs.Read(job => job.Read(names, flops));
    }
}
