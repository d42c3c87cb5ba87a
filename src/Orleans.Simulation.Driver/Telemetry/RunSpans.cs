using System.Diagnostics;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Driver.Telemetry;

/// <summary>
/// The phases of a run as spans. Each lasts until it is disposed; without anybody who listens they are null and free.
/// </summary>
public static class RunSpans
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = "Orleans.Simulation";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>A run, from activation to results.</summary>
    /// <param name="scenario">Name of the scenario.</param>
    /// <param name="engine">Name of the engine.</param>
    public static Activity? Run(string scenario, string engine) =>
        Source.StartActivity("run")?.SetTag("simulation.scenario", scenario).SetTag("simulation.engine", engine);

    /// <summary>The making of a fleet.</summary>
    public static Activity? Activation(FleetPlan fleet) => Source.StartActivity("activation")?
        .SetTag("simulation.data_centers", fleet.DataCenters.Count)
        .SetTag("simulation.racks", fleet.Racks)
        .SetTag("simulation.chips", fleet.Chips);

    /// <summary>A window, up to a horizon.</summary>
    public static Activity? Window(VirtualTime horizon) => At("window", horizon);

    /// <summary>The writing of a checkpoint.</summary>
    /// <param name="time">The horizon that it stands for.</param>
    public static Activity? Checkpoint(VirtualTime time) => At("checkpoint", time);

    /// <summary>The restoring of a checkpoint.</summary>
    /// <param name="time">The horizon that it stands for.</param>
    public static Activity? Restore(VirtualTime time) => At("restore", time);

    /// <summary>The settlement of all accounts at the end.</summary>
    public static Activity? Settlement(VirtualTime end) => At("settlement", end);

    private static Activity? At(string name, VirtualTime time) =>
        Source.StartActivity(name)?.SetTag("simulation.time_s", time.Seconds);
}
