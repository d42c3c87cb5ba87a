using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Jobs;

/// <summary>
/// How fast the chips of a data center compute for jobs: their peak times the MFU (model FLOPs utilization), which depends on how
/// many chips the job has asked for, or which the job states itself. Says how long a job runs there that states its FLOPs.
/// </summary>
/// <param name="Steps">Speeds by size of the job, in ascending order; the first holds from one chip on.</param>
public sealed record EffectiveSpeed(IReadOnlyList<SpeedStep> Steps)
{
    /// <summary>The highest speed: 10^21 FLOP/s a chip.</summary>
    public const long MaxFlopPerMicrosecond = 1_000_000_000_000_000;

    /// <summary>
    /// The longest run time, 10^12 s, as of jobs in traces: no run lasts long enough for the difference to be seen.
    /// </summary>
    public static readonly VirtualDuration LongestRunTime = VirtualDuration.FromSeconds(1_000_000_000_000);

    /// <summary>
    /// FLOP that a chip would do in a microsecond at its dense peak, for jobs that state their MFU; at most
    /// <see cref="MaxFlopPerMicrosecond"/>. Default: 0, none does.
    /// </summary>
    public long Peak { get; init; }

    /// <summary>FLOP that each chip does in a microsecond of a job's work: in millions, FLOP/s; at least 1.</summary>
    /// <param name="flops">What the job computes, and its MFU where it states that.</param>
    /// <param name="chips">Its chips.</param>
    public long PerChip(ModelFlops flops, int chips)
    {
        ArgumentNullException.ThrowIfNull(flops);
        return flops.Mfu == 0 ? PerChip(chips) : Math.Max(1, (long)((Int128)Peak * flops.Mfu / ModelFlops.WholeMfu));
    }

    /// <summary>FLOP that each chip does in a microsecond of work of a job that has the MFU of the chips.</summary>
    /// <param name="chips">Chips of the job.</param>
    public long PerChip(int chips)
    {
        var speed = Steps[0].FlopPerMicrosecond;
        for (var index = 1; index < Steps.Count && Steps[index].FromChips <= chips; index++)
        {
            speed = Steps[index].FlopPerMicrosecond;
        }

        return speed;
    }

    /// <summary>How long a job runs on all its chips, healthy, without interruption.</summary>
    /// <param name="flops">What it computes.</param>
    /// <param name="chips">Its chips.</param>
    /// <returns>Rounded up to a microsecond; at most <see cref="LongestRunTime"/>.</returns>
    public VirtualDuration RunTimeOf(ModelFlops flops, int chips)
    {
        var together = (Int128)PerChip(flops, chips) * chips;
        var microseconds = (flops.Count + together - 1) / together;
        return microseconds < LongestRunTime.Microseconds ? new((long)microseconds) : LongestRunTime;
    }

    /// <summary>FLOP of a job that are done and not lost.</summary>
    /// <param name="flops">What it computes.</param>
    /// <param name="chips">Its chips.</param>
    /// <param name="productive">Chip-microseconds of work done and not lost.</param>
    /// <returns>All of them for a job that is complete: the last microsecond of its run time is not always full.</returns>
    public Int128 DoneIn(ModelFlops flops, int chips, Int128 productive) =>
        Int128.Min(flops.Count, productive * PerChip(flops, chips));
}

/// <summary>A speed from some size of jobs on.</summary>
/// <param name="FromChips">Chips of the smallest job for which it holds; at least 1.</param>
/// <param name="FlopPerMicrosecond">
/// FLOP that a chip does in a microsecond; 1 to <see cref="EffectiveSpeed.MaxFlopPerMicrosecond"/>.
/// </param>
public readonly record struct SpeedStep(int FromChips, long FlopPerMicrosecond);
