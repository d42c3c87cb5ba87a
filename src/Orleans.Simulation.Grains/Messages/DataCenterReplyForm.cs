using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Grains.Messages;

/// <summary>A <see cref="DataCenterReply"/> on its way to another silo. Failures and samples are few and go as JSON.</summary>
[GenerateSerializer, Immutable, Alias("ois.data-center-reply")]
internal readonly record struct DataCenterReplyForm(
    [property: Id(0)] VirtualTime? Stopped,
    [property: Id(1)] JobRecordForm[] Ended,
    [property: Id(2)] FailureRecord[] Failures,
    [property: Id(3)] IntervalSample[] Samples,
    [property: Id(4)] WindowHashForm[] Hashes,
    [property: Id(5)] DataCenterLoad Load,
    [property: Id(6)] long Events,
    [property: Id(7)] long RackCalls,
    [property: Id(8)] long ChipCalls);

/// <summary>A <see cref="WindowHash"/> on its way to another silo: racks and their hashes, side by side.</summary>
[GenerateSerializer, Immutable, Alias("ois.window-hash")]
internal readonly record struct WindowHashForm(
    [property: Id(0)] int DataCenter,
    [property: Id(1)] long End,
    [property: Id(2)] ulong Hash,
    [property: Id(3)] int[] Racks,
    [property: Id(4)] ulong[] RackHashes)
{
    public static WindowHashForm Of(WindowHash window) => new(
        window.DataCenter,
        window.End.Microseconds,
        window.Hash,
        [.. window.Racks.Select(rack => rack.Rack)],
        [.. window.Racks.Select(rack => rack.Hash)]);

    public WindowHash Read() =>
        new(DataCenter, new(End), Hash, [.. Racks.Zip(RackHashes, (rack, hash) => new RackHash(rack, hash))]);
}

/// <summary>Brings replies of data centers into their form and back.</summary>
[RegisterConverter]
internal sealed class DataCenterReplyConverter : IConverter<DataCenterReply, DataCenterReplyForm>
{
    public DataCenterReply ConvertFromSurrogate(in DataCenterReplyForm surrogate) => new(
        surrogate.Stopped,
        Array.ConvertAll(surrogate.Ended, job => job.Read()),
        surrogate.Failures,
        surrogate.Samples,
        Array.ConvertAll(surrogate.Hashes, window => window.Read()),
        surrogate.Load,
        surrogate.Events,
        surrogate.RackCalls,
        surrogate.ChipCalls);

    public DataCenterReplyForm ConvertToSurrogate(in DataCenterReply value) => new(
        value.Stopped,
        [.. value.Ended.Select(JobRecordForm.Of)],
        [.. value.Failures],
        [.. value.Samples],
        [.. value.Hashes.Select(WindowHashForm.Of)],
        value.Load,
        value.Events,
        value.RackCalls,
        value.ChipCalls);
}
