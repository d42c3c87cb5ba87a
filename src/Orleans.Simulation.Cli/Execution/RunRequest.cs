using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Checkpoints;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>How and where a run is played.</summary>
/// <param name="Engine">Name of the engine.</param>
/// <param name="Folder">Where results go; null: a new folder.</param>
/// <param name="IgnoresMemory">Whether to start even what is estimated not to fit in memory.</param>
/// <param name="Checkpoints">When to save it; null: as is usual where it is played.</param>
/// <param name="Window">Length of every window; null: they adapt.</param>
/// <param name="Silos">Silos of its own that share it, each a process; null: this process plays it.</param>
/// <param name="SiloPatience">How long it waits for its silos.</param>
/// <param name="Otlp">Collector of OpenTelemetry; null: nothing is exported.</param>
internal sealed record RunRequest(
    string Engine,
    string? Folder,
    bool IgnoresMemory,
    CheckpointPolicy? Checkpoints,
    VirtualDuration? Window,
    int? Silos,
    TimeSpan SiloPatience,
    Uri? Otlp);
