using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Brokers;

/// <summary>A job that the broker has postponed, and that its book does not have yet.</summary>
/// <param name="Release">When it joins the queue.</param>
/// <param name="Job">Its number.</param>
/// <param name="DataCenter">Index of its data center.</param>
/// <param name="Chips">Its chips.</param>
/// <param name="Service">How long it runs.</param>
public sealed record PostponedJob(VirtualTime Release, int Job, int DataCenter, int Chips, VirtualDuration Service);
