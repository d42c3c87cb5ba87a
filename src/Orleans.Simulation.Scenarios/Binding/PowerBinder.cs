using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Scenarios.Quantities;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>Binds what a scenario asks of the power of data centers.</summary>
internal static class PowerBinder
{
    private static readonly ScalarFormat<VirtualDuration> RampInterval = ScalarFormats.Between(
        PowerSpec.MinRampInterval, PowerSpec.MaxRampInterval, "1s to 1d");

    private static readonly ScalarFormat<VirtualDuration> StepEdge = ScalarFormats.Between(
        PowerSpec.MinStepEdge, PowerSpec.MaxStepEdge, "1ms to 1m");

    private static readonly ScalarFormat<decimal> Share = ScalarFormats.Number(0.000001m, 1);

    private static readonly ScalarFormat<decimal> Speed = new(
        "a share of full speed from 0.01 to 0.99 with at most 2 digits after the point",
        (string text, out decimal value) =>
            UnitText.TryNumber(text, out value) && value is >= 0.01m and <= 0.99m && decimal.IsInteger(value * 100));

    private static readonly ScalarFormat<decimal> Oversubscription =
        ScalarFormats.Number(PowerSpec.MinOversubscription, PowerSpec.MaxOversubscription);

    /// <summary>Binds the section of a data center.</summary>
    public static PowerSpec OfDataCenter(MappingBinder section) =>
        Bind(section, section.Maybe("rampInterval", RampInterval));

    /// <summary>Binds the section for all data centers.</summary>
    public static PowerSpec OfAll(MappingBinder section) =>
        Bind(section, section.Optional("rampInterval", RampInterval, PowerPlan.DefaultRampInterval));

    private static PowerSpec Bind(MappingBinder section, VirtualDuration? rampInterval)
    {
        var power = new PowerSpec
        {
            RampInterval = rampInterval,
            RampLimit = section.Maybe("rampLimit", ScalarFormats.SitePower),
            Filler = section.Maybe("filler", ScalarFormats.Boolean),
            Storage = section.Mapping("storage") is { } storage ? Storage(storage) : null,
            RangeLimit = section.Maybe("rangeLimit", ScalarFormats.SitePower),
            RangeWindow = section.Maybe("rangeWindow", RampInterval),
            RateLimit = section.Maybe("rateLimit", ScalarFormats.PowerRate),
            StepEdge = section.Maybe("stepEdge", StepEdge),
            StepStorage = section.Mapping("stepStorage") is { } stepStorage ? StepStorage(stepStorage) : null,
            StepFiller = section.Maybe("stepFiller", Share),
            Provisioned = section.Maybe("provisioned", ScalarFormats.SitePower),
            Oversubscription = section.Maybe("oversubscription", Oversubscription),
            Control = section.Maybe("control", ScalarFormats.PowerControls),
            Speeds = section.Mappings("speeds", PowerSpec.MaxSpeeds, ChipSpeed),
            RaiseInterval = section.Maybe("raiseInterval", RampInterval),
        };
        section.Close();
        return power;
    }

    private static StorageSpec Storage(MappingBinder section)
    {
        var storage = new StorageSpec
        {
            Power = section.Required("power", ScalarFormats.SitePower, PowerSpec.MaxPower),
            Capacity = section.Required("capacity", ScalarFormats.Energy, StorageSpec.MaxCapacity),
            Efficiency = section.Optional("efficiency", Share, StorageSpec.DefaultEfficiency),
        };
        section.Close();
        return storage;
    }

    private static StepStorageSpec StepStorage(MappingBinder section)
    {
        var storage = new StepStorageSpec
        {
            Share = section.Required("share", Share, 1m),
            Efficiency = section.Optional("efficiency", Share, StorageSpec.DefaultEfficiency),
        };
        section.Close();
        return storage;
    }

    private static ChipSpeedSpec ChipSpeed(MappingBinder section)
    {
        var speed = new ChipSpeedSpec
        {
            Speed = section.Required("speed", Speed, 0.01m),
            Power = section.Required("power", ScalarFormats.Number(0, 1), 0m),
        };
        section.Close();
        return speed;
    }
}
