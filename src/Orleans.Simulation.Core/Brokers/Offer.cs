using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Brokers;

/// <summary>What a data center could do for a job, as the broker expects it.</summary>
/// <param name="DataCenter">Its index.</param>
/// <param name="Rank">How much the job likes it: 0 the most.</param>
/// <param name="Release">When the job would join the queue.</param>
/// <param name="Start">When it would start.</param>
/// <param name="Service">How long it would run; zero where nobody asks.</param>
internal readonly record struct Offer(
    int DataCenter, int Rank, VirtualTime Release, VirtualTime Start, VirtualDuration Service)
{
    /// <summary>How long it would wait.</summary>
    public VirtualDuration Wait => Start - Release;

    /// <summary>When it would be done.</summary>
    public VirtualTime End => ChipBook.EndOf(Start, Service);
}
