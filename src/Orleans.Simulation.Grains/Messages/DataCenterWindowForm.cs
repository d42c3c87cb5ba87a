using Orleans.Simulation.Core.DataCenters;

namespace Orleans.Simulation.Grains.Messages;

/// <summary>A <see cref="DataCenterWindow"/> on its way to another silo.</summary>
[GenerateSerializer, Immutable, Alias("ois.data-center-window")]
internal readonly record struct DataCenterWindowForm(
    [property: Id(0)] long Horizon, [property: Id(1)] JobArrivalForm[] Arrivals, [property: Id(2)] bool MayStop);

/// <summary>Brings windows of data centers into their form and back.</summary>
[RegisterConverter]
internal sealed class DataCenterWindowConverter : IConverter<DataCenterWindow, DataCenterWindowForm>
{
    public DataCenterWindow ConvertFromSurrogate(in DataCenterWindowForm surrogate) =>
        new(new(surrogate.Horizon), Array.ConvertAll(surrogate.Arrivals, job => job.Read()), surrogate.MayStop);

    public DataCenterWindowForm ConvertToSurrogate(in DataCenterWindow value) =>
        new(value.Horizon.Microseconds, [.. value.Arrivals.Select(JobArrivalForm.Of)], value.MayStop);
}
