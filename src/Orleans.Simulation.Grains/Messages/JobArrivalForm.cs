using Orleans.Simulation.Core.Jobs;

namespace Orleans.Simulation.Grains.Messages;

/// <summary>A <see cref="JobArrival"/> on its way to another silo, without its name and what it computes.</summary>
internal readonly record struct JobArrivalForm(
    int Number,
    int Source,
    long Row,
    int NameLength,
    int DataCenter,
    int Chips,
    long Submit,
    long Work,
    JobShrink? Shrink,
    long Postponed,
    JobPart? Part)
{
    public static JobArrivalForm Of(JobArrival job) => new(
        job.Number,
        job.Source,
        job.Row,
        job.Id.Length,
        job.DataCenter,
        job.Chips,
        job.Submit.Microseconds,
        job.Work.Microseconds,
        job.Shrink,
        job.Postponed.Microseconds,
        job.Part);

    public JobArrival Read(PackedText names, PackedFlops flops) =>
        new(Number, Source, Row, names.Take(NameLength), DataCenter, Chips, new(Submit), new(Work))
        {
            Shrink = Shrink,
            Flops = flops.Take(Number),
            Postponed = new(Postponed),
            Part = Part,
        };
}
