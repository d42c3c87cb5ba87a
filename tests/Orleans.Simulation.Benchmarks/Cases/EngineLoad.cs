using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>A load that the engines are compared on.</summary>
/// <param name="Name">Name of the case.</param>
/// <param name="Title">What is measured.</param>
/// <param name="DataCenters">Data centers that share the chips.</param>
/// <param name="Scenario">Makes the scenario for a fleet and a simulated time.</param>
/// <param name="Duration">Simulated time: long enough to time the engines against each other.</param>
/// <param name="QuickDuration">The same where only the results are compared.</param>
internal sealed record EngineLoad(
    string Name,
    string Title,
    int DataCenters,
    Func<FleetShape, VirtualDuration, RunSpecification> Scenario,
    VirtualDuration Duration,
    VirtualDuration QuickDuration)
{
    /// <summary>A day in two data centers: each schedules while the other's chips work.</summary>
    public static readonly EngineLoad Dense = new(
        "dense",
        "both engines, chips change all the time",
        2,
        LoadScenarios.Dense,
        VirtualDuration.FromHours(24),
        VirtualDuration.FromHours(2))
    {
        WallTarget = Target.AtMost(1.0),
        CpuTarget = Target.AtMost(1.8),
    };

    /// <summary>One data center: a single scheduler feeds all chips.</summary>
    public static readonly EngineLoad DenseOneDataCenter = Dense with
    {
        Name = "dense-one",
        Title = "both engines, chips change all the time, one data center",
        DataCenters = 1,
    };

    /// <summary>Half a year: the reference engine plays a week in less time than noise takes.</summary>
    public static readonly EngineLoad Sparse = new(
        "sparse",
        "both engines, hardly anything happens to a chip",
        2,
        LoadScenarios.Sparse,
        VirtualDuration.FromHours(26 * 7 * 24),
        VirtualDuration.FromHours(7 * 24))
    {
        WallTarget = Target.AtMost(1.2),
        SampleInterval = VirtualDuration.FromMinutes(5),
    };

    /// <summary>Orleans : reference, wall; null: nothing was promised.</summary>
    public Target? WallTarget { get; init; }

    /// <summary>Orleans : reference, CPU; null: nothing was promised.</summary>
    public Target? CpuTarget { get; init; }

    /// <summary>Length of an interval of the time series.</summary>
    public VirtualDuration SampleInterval { get; init; } = VirtualDuration.FromMinutes(1);
}
