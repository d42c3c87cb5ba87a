using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Jobs;

/// <summary>What its peers cost a part of a gang. It has all its chips in all of these times.</summary>
/// <param name="Halts">How often it was stopped because a peer had stopped.</param>
/// <param name="Lost">
/// Work that it lost by that, or because a peer had saved less when all went on; a share of what it lost in all.
/// </param>
/// <param name="Awaiting">
/// Time for which it had all its chips and waited for its peers; a share of the time for which it kept chips without progress.
/// </param>
public readonly record struct PeerLosses(int Halts, VirtualDuration Lost, VirtualDuration Awaiting);
