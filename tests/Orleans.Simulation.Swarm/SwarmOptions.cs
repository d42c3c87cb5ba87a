using Orleans.Simulation.Swarm.Plans;

namespace Orleans.Simulation.Swarm;

/// <summary>What a swarm plays.</summary>
/// <param name="Seeds">The seeds.</param>
/// <param name="Mode">How all of them are played; null: each draws it.</param>
/// <param name="Keeps">Whether the folders of seeds that passed are kept too.</param>
internal sealed record SwarmOptions(IReadOnlyList<int> Seeds, Mode? Mode, bool Keeps);
