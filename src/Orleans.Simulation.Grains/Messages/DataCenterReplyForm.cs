using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Grains.Messages;

/// <summary>A <see cref="DataCenterReply"/> on its way to another silo. Failures and samples are few and go as JSON.</summary>
[GenerateSerializer, Immutable, Alias("ois.data-center-reply")]
internal readonly record struct DataCenterReplyForm(
    [property: Id(0)] VirtualTime? Stopped,
    [property: Id(1)] JobRecordsForm Ended,
    [property: Id(2)] FailureRecord[] Failures,
    [property: Id(3)] IntervalSample[] Samples,
    [property: Id(4)] WindowHashForm[] Hashes,
    [property: Id(5)] DataCenterLoad Load,
    [property: Id(6)] long Events,
    [property: Id(7)] long RackCalls,
    [property: Id(8)] long ChipCalls,
    [property: Id(9)] Packed<GangNews> News);

/// <summary>A <see cref="WindowHash"/> on its way to another silo.</summary>
[GenerateSerializer, Immutable, Alias("ois.window-hash")]
internal readonly record struct WindowHashForm(
    [property: Id(0)] int DataCenter,
    [property: Id(1)] long End,
    [property: Id(2)] ulong Hash,
    [property: Id(3)] Packed<RackHash> Racks)
{
    public static WindowHashForm Of(WindowHash window) =>
        new(window.DataCenter, window.End.Microseconds, window.Hash, Packed<RackHash>.Of(window.Racks, rack => rack));

    public WindowHash Read() => new(DataCenter, new(End), Hash, Racks.Read());
}

/// <summary>Brings replies of data centers into their form and back.</summary>
[RegisterConverter]
internal sealed class DataCenterReplyConverter : IConverter<DataCenterReply, DataCenterReplyForm>
{
    public DataCenterReply ConvertFromSurrogate(in DataCenterReplyForm surrogate) => new(
        surrogate.Stopped,
        surrogate.Ended.Read(),
        surrogate.Failures,
        surrogate.Samples,
        Array.ConvertAll(surrogate.Hashes, window => window.Read()),
        surrogate.Load,
        surrogate.Events,
        surrogate.RackCalls,
        surrogate.ChipCalls)
    {
        News = surrogate.News.Read(),
    };

    public DataCenterReplyForm ConvertToSurrogate(in DataCenterReply value) => new(
        value.Stopped,
        JobRecordsForm.Of(value.Ended),
        [.. value.Failures],
        [.. value.Samples],
        [.. value.Hashes.Select(WindowHashForm.Of)],
        value.Load,
        value.Events,
        value.RackCalls,
        value.ChipCalls,
        Packed<GangNews>.Of(value.News, news => news));
}
