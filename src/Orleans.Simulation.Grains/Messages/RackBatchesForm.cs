using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Grains.Racks;

namespace Orleans.Simulation.Grains.Messages;

/// <summary><see cref="RackBatches"/> on their way to another silo: all commands beside each other.</summary>
[GenerateSerializer, Immutable, Alias("ois.rack-batches")]
internal readonly record struct RackBatchesForm(
    [property: Id(0)] Packed<RackBatchHead> Heads, [property: Id(1)] Packed<RackCommand> Commands, [property: Id(2)] int AtOnce);

/// <summary>A <see cref="RackBatch"/> without its commands.</summary>
/// <param name="Rack">Index of the rack.</param>
/// <param name="Commands">How many of the commands are its own.</param>
/// <param name="Horizon">See <see cref="RackBatch"/>.</param>
internal readonly record struct RackBatchHead(int Rack, int Commands, long Horizon);

/// <summary>Brings batches for many racks into their form and back.</summary>
[RegisterConverter]
internal sealed class RackBatchesConverter : IConverter<RackBatches, RackBatchesForm>
{
    public RackBatches ConvertFromSurrogate(in RackBatchesForm surrogate)
    {
        var commands = new PackedParts<RackCommand>(surrogate.Commands);
        return new(
            surrogate.Heads.Read(head => new RackBatch(head.Rack, commands.Take(head.Commands), new(head.Horizon))),
            surrogate.AtOnce);
    }

    public RackBatchesForm ConvertToSurrogate(in RackBatches value) => new(
        Packed<RackBatchHead>.Of(value.Batches, batch => new(batch.Rack, batch.Commands.Length, batch.Horizon.Microseconds)),
        Packed<RackCommand>.OfAll(value.Batches, batch => batch.Commands),
        value.AtOnce);
}
