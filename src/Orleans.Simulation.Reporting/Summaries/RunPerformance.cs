namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>How a run went on its machine: <c>performance.json</c>. It differs from run to run; results do not.</summary>
/// <param name="Engine">Name of the engine that played the run.</param>
/// <param name="WallSeconds">Wall-clock time of the whole run.</param>
/// <param name="ActivationSeconds">Wall-clock time to activate the grains.</param>
/// <param name="PlaySeconds">Wall-clock time to play the events.</param>
/// <param name="SettleSeconds">Wall-clock time to settle the accounts.</param>
/// <param name="CpuSeconds">Processor time over all processors.</param>
/// <param name="Events">Events played.</param>
/// <param name="EventsPerSecond">Events over play time.</param>
/// <param name="ChipStateChanges">State changes over all chips.</param>
/// <param name="ChipStateChangesPerSecond">State changes over the time to play and settle.</param>
/// <param name="GrainCalls">Grain calls by the kind of grain called.</param>
/// <param name="GrainCallsPerSecond">Grain calls after activation, over the time to play and settle.</param>
/// <param name="Windows">Windows that the driver played.</param>
/// <param name="PeakMemoryBytes">Largest resident set of the process.</param>
/// <param name="SimulatedSeconds">Virtual time played.</param>
/// <param name="SimulatedPerWallSecond">Virtual time over wall-clock time.</param>
/// <param name="Machine">Where it ran.</param>
public sealed record RunPerformance(
    string Engine,
    double WallSeconds,
    double ActivationSeconds,
    double PlaySeconds,
    double SettleSeconds,
    double CpuSeconds,
    long Events,
    double EventsPerSecond,
    long ChipStateChanges,
    double ChipStateChangesPerSecond,
    GrainCalls GrainCalls,
    double GrainCallsPerSecond,
    long Windows,
    long PeakMemoryBytes,
    double SimulatedSeconds,
    double SimulatedPerWallSecond,
    MachineFacts Machine);

/// <summary>Grain calls by the kind of grain called.</summary>
/// <param name="Fleet">Calls of the fleet grain.</param>
/// <param name="DataCenter">Calls of data center grains.</param>
/// <param name="Rack">Calls of rack grains.</param>
/// <param name="Chip">Calls of chip grains.</param>
public sealed record GrainCalls(long Fleet, long DataCenter, long Rack, long Chip)
{
    /// <summary>Calls of any grain.</summary>
    public long Total => Fleet + DataCenter + Rack + Chip;
}

/// <summary>The machine that a run ran on.</summary>
/// <param name="Processors">Logical processors available to the process.</param>
/// <param name="MemoryBytes">Memory available to the process.</param>
/// <param name="Os">Operating system and version.</param>
/// <param name="Runtime">.NET runtime and version.</param>
public sealed record MachineFacts(int Processors, long MemoryBytes, string Os, string Runtime);
