using Orleans.Simulation.Core.Racks;

namespace Orleans.Simulation.Grains.Messages;

/// <summary>A <see cref="RackBatch"/> on its way to another silo: a data center may have racks on several.</summary>
[GenerateSerializer, Immutable, Alias("ois.rack-batch")]
internal readonly record struct RackBatchForm(
    [property: Id(0)] int Rack, [property: Id(1)] RackCommandForm[] Commands, [property: Id(2)] long Horizon);

/// <summary>A <see cref="RackCommand"/> on its way to another silo.</summary>
[GenerateSerializer, Immutable, Alias("ois.rack-command")]
internal readonly record struct RackCommandForm(
    [property: Id(0)] long Time,
    [property: Id(1)] ulong Mask,
    [property: Id(2)] int Job,
    [property: Id(3)] RackCommandKind Kind,
    [property: Id(4)] byte Word)
{
    public static RackCommandForm Of(RackCommand command) =>
        new(command.Time.Microseconds, command.Mask, command.Job, command.Kind, command.Word);

    public RackCommand Read() => new(new(Time), Mask, Job, Kind, Word);
}

/// <summary>Brings batches of commands into their form and back.</summary>
[RegisterConverter]
internal sealed class RackBatchConverter : IConverter<RackBatch, RackBatchForm>
{
    public RackBatch ConvertFromSurrogate(in RackBatchForm surrogate) =>
        new(surrogate.Rack, Array.ConvertAll(surrogate.Commands, command => command.Read()), new(surrogate.Horizon));

    public RackBatchForm ConvertToSurrogate(in RackBatch value) =>
        new(value.Rack, Array.ConvertAll(value.Commands, RackCommandForm.Of), value.Horizon.Microseconds);
}
