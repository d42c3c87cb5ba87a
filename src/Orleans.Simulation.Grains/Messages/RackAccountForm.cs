using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Racks;

namespace Orleans.Simulation.Grains.Messages;

/// <summary>A <see cref="RackAccount"/> on its way to another silo.</summary>
[GenerateSerializer, Immutable, Alias("ois.rack-account")]
internal readonly record struct RackAccountForm(
    [property: Id(0)] int Rack,
    [property: Id(1)] Int128 Idle,
    [property: Id(2)] Int128 Busy,
    [property: Id(3)] Int128 Failed,
    [property: Id(4)] Int128 ChipEnergy,
    [property: Id(5)] Int128 Energy,
    [property: Id(6)] Packed<ChipAccountForm> Chips);

/// <summary>A <see cref="ChipAccount"/> on its way to another silo.</summary>
internal readonly record struct ChipAccountForm(
    int Slot, ChipStatus Status, long Idle, long Busy, long Failed, Int128 Energy, int Failures, long Changes, long ExposureLeft)
{
    public static ChipAccountForm Of(ChipAccount chip) => new(
        chip.Slot,
        chip.Status,
        chip.Idle.Microseconds,
        chip.Busy.Microseconds,
        chip.Failed.Microseconds,
        chip.Energy.Nanojoules,
        chip.Failures,
        chip.Changes,
        chip.ExposureLeft);

    public ChipAccount Read() =>
        new(Slot, Status, new(Idle), new(Busy), new(Failed), new(Energy), Failures, Changes) { ExposureLeft = ExposureLeft };
}

/// <summary>Brings accounts of racks into their form and back.</summary>
[RegisterConverter]
internal sealed class RackAccountConverter : IConverter<RackAccount, RackAccountForm>
{
    public RackAccount ConvertFromSurrogate(in RackAccountForm surrogate) => new(
        surrogate.Rack,
        surrogate.Idle,
        surrogate.Busy,
        surrogate.Failed,
        new(surrogate.ChipEnergy),
        new(surrogate.Energy),
        surrogate.Chips.Read(chip => chip.Read()));

    public RackAccountForm ConvertToSurrogate(in RackAccount value) => new(
        value.Rack,
        value.Idle,
        value.Busy,
        value.Failed,
        value.ChipEnergy.Nanojoules,
        value.Energy.Nanojoules,
        Packed<ChipAccountForm>.Of(value.Chips, ChipAccountForm.Of));
}
