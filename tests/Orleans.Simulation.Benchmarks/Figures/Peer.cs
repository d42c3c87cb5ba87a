namespace Orleans.Simulation.Benchmarks.Figures;

/// <summary>A figure of another simulator.</summary>
/// <param name="Name">The simulator and what it ran.</param>
/// <param name="Value">The figure, in the unit of ours that it is compared with.</param>
internal sealed record Peer(string Name, double Value)
{
    // All of them: single runs in September 2026 on a machine of the same kind, 2 vCPU and 24 GiB; see facts/peers.md of
    // the shared material. An event of theirs is what one entity does at one instant, as is a state change of a chip.

    /// <summary>Events/s of ROSS, PHOLD, sequential: 1M entities, 9.9M events in 51.7 s.</summary>
    public static readonly Peer Ross = new("ROSS PHOLD, 1M entities", 192_000);

    /// <summary>Activities/s of SimGrid 3.32, S4U: 100k hosts with an actor each, 1.06M activities in 14.3 s.</summary>
    public static readonly Peer SimGrid = new("SimGrid S4U, 100k hosts", 75_000);

    /// <summary>
    /// Simulated hours per second of ExaDigiT RAPS, OCIZettascale10: 600,048 nodes, 500 jobs, power every 60 s; 13.2 s and
    /// from then on 1.24 GB more an hour.
    /// </summary>
    public static readonly Peer Raps = new("RAPS, 600,048 nodes", 1 / 13.2);

    /// <summary>Jobs/s of Gavel, FIFO: 1,000 jobs on 1,536 GPUs in 26.8 s.</summary>
    public static readonly Peer Gavel = new("Gavel FIFO", 37);

    /// <summary>Compares a figure with it.</summary>
    public PeerRatio Compare(double value) => new(Name, Value, value / Value);
}
