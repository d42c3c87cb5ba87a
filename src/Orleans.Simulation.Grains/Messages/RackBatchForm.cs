using Orleans.Simulation.Core.Racks;

namespace Orleans.Simulation.Grains.Messages;

/// <summary>A <see cref="RackBatch"/> on its way to another silo: a data center may have racks on several.</summary>
[GenerateSerializer, Immutable, Alias("ois.rack-batch")]
internal readonly record struct RackBatchForm(
    [property: Id(0)] int Rack, [property: Id(1)] Packed<RackCommand> Commands, [property: Id(2)] long Horizon);

/// <summary>Brings batches of commands into their form and back.</summary>
[RegisterConverter]
internal sealed class RackBatchConverter : IConverter<RackBatch, RackBatchForm>
{
    public RackBatch ConvertFromSurrogate(in RackBatchForm surrogate) =>
        new(surrogate.Rack, surrogate.Commands.Read(), new(surrogate.Horizon));

    public RackBatchForm ConvertToSurrogate(in RackBatch value) =>
        new(value.Rack, Packed<RackCommand>.Of(value.Commands), value.Horizon.Microseconds);
}
