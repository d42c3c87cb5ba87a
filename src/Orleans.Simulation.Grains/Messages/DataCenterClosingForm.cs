using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Metrics;

namespace Orleans.Simulation.Grains.Messages;

/// <summary>A <see cref="DataCenterClosing"/> on its way to another silo.</summary>
/// <remarks>
/// Its jobs look as they do in replies, whose reading and writing is compiled by then: 680 jobs as JSON took a run's last 0.22 s, and
/// take 0.1 with all that goes with them (bench, silos).
/// </remarks>
[GenerateSerializer, Immutable, Alias("ois.data-center-closing")]
internal readonly record struct DataCenterClosingForm(
    [property: Id(0)] DataCenterAccount Account,
    [property: Id(1)] JobRecordsForm Unfinished,
    [property: Id(2)] FailureRecord[] Unrepaired,
    [property: Id(3)] IntervalSample[] Samples,
    [property: Id(4)] WindowHashForm[] Hashes,
    [property: Id(5)] long ChipCalls);

/// <summary>Brings the closings of data centers into their form and back.</summary>
[RegisterConverter]
internal sealed class DataCenterClosingConverter : IConverter<DataCenterClosing, DataCenterClosingForm>
{
    public DataCenterClosing ConvertFromSurrogate(in DataCenterClosingForm surrogate) => new(
        surrogate.Account,
        surrogate.Unfinished.Read(),
        surrogate.Unrepaired,
        surrogate.Samples,
        Array.ConvertAll(surrogate.Hashes, window => window.Read()),
        surrogate.ChipCalls);

    public DataCenterClosingForm ConvertToSurrogate(in DataCenterClosing value) => new(
        value.Account,
        JobRecordsForm.Of(value.Unfinished),
        [.. value.Unrepaired],
        [.. value.Samples],
        [.. value.Hashes.Select(WindowHashForm.Of)],
        value.ChipCalls);
}
