using Orleans.Simulation.Core.Jobs;

namespace Orleans.Simulation.Grains.Messages;

/// <summary>A <see cref="JobArrival"/> on its way to another silo.</summary>
/// <remarks>
/// Forms are values of primitives, so that Orleans neither tracks references to them nor asks for their types: a million
/// jobs a day go to another silo and back (bench, silos).
/// </remarks>
[GenerateSerializer, Immutable, Alias("ois.job-arrival")]
internal readonly record struct JobArrivalForm(
    [property: Id(0)] int Number,
    [property: Id(1)] int Source,
    [property: Id(2)] long Row,
    [property: Id(3)] string Name,
    [property: Id(4)] int DataCenter,
    [property: Id(5)] int Chips,
    [property: Id(6)] long Submit,
    [property: Id(7)] long Work)
{
    public static JobArrivalForm Of(JobArrival job) => new(
        job.Number, job.Source, job.Row, job.Id, job.DataCenter, job.Chips, job.Submit.Microseconds, job.Work.Microseconds);

    public JobArrival Read() => new(Number, Source, Row, Name, DataCenter, Chips, new(Submit), new(Work));
}
