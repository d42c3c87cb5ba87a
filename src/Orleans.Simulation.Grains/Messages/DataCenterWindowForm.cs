using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Jobs;

namespace Orleans.Simulation.Grains.Messages;

/// <summary>A <see cref="DataCenterWindow"/> on its way to another silo.</summary>
[GenerateSerializer, Immutable, Alias("ois.data-center-window")]
internal readonly record struct DataCenterWindowForm(
    [property: Id(0)] long Horizon,
    [property: Id(1)] Packed<JobArrivalForm> Arrivals,
    [property: Id(2)] string Names,
    [property: Id(3)] bool MayStop,
    [property: Id(4)] Packed<JobFlopsForm> Flops,
    [property: Id(5)] Packed<GangDirective> Directives);

/// <summary>Brings windows of data centers into their form and back.</summary>
[RegisterConverter]
internal sealed class DataCenterWindowConverter : IConverter<DataCenterWindow, DataCenterWindowForm>
{
    public DataCenterWindow ConvertFromSurrogate(in DataCenterWindowForm surrogate)
    {
        var (names, flops) = (new PackedText(surrogate.Names), new PackedFlops(surrogate.Flops));
        return new(new(surrogate.Horizon), surrogate.Arrivals.Read(job => job.Read(names, flops)), surrogate.MayStop)
        {
            Directives = surrogate.Directives.Read(),
        };
    }

    public DataCenterWindowForm ConvertToSurrogate(in DataCenterWindow value) => new(
        value.Horizon.Microseconds,
        Packed<JobArrivalForm>.Of(value.Arrivals, JobArrivalForm.Of),
        string.Concat(value.Arrivals.Select(job => job.Id)),
        value.MayStop,
        JobFlopsForm.Of(value.Arrivals),
        Packed<GangDirective>.Of(value.Directives, directive => directive));
}
