using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Checkpoints;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>How and where a run is played.</summary>
/// <param name="Engine">Name of the engine.</param>
/// <param name="Folder">Where results go; null: a new folder.</param>
/// <param name="IgnoresMemory">Whether to start even what is estimated not to fit in memory.</param>
/// <param name="Checkpoints">When to save it.</param>
/// <param name="Window">Length of every window; null: they adapt.</param>
internal sealed record RunRequest(
    string Engine, string? Folder, bool IgnoresMemory, CheckpointPolicy Checkpoints, VirtualDuration? Window);
