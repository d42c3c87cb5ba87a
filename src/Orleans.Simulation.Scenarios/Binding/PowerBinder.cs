using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Binding;

/// <summary>Binds what a scenario asks of the power of data centers.</summary>
internal static class PowerBinder
{
    private static readonly ScalarFormat<VirtualDuration> RampInterval = ScalarFormats.Between(
        PowerSpec.MinRampInterval, PowerSpec.MaxRampInterval, "1s to 1d");

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
            Provisioned = section.Maybe("provisioned", ScalarFormats.SitePower),
            Control = section.Maybe("control", ScalarFormats.PowerControls),
        };
        section.Close();
        return power;
    }
}
