using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Chips;

/// <summary>All that a chip knows at a checkpoint; enough to make it again.</summary>
/// <param name="Slot">Index of the chip in its rack.</param>
/// <param name="Since">Up to when its times are accrued: the instant of the checkpoint.</param>
/// <param name="ExposureLeft">How long it could still be busy before it fails, in whole microseconds.</param>
/// <param name="ExposureParts">The rest of its exposure budget, in parts of a busy microsecond.</param>
/// <param name="Idle">Time spent idle.</param>
/// <param name="Busy">Time spent busy.</param>
/// <param name="Failed">Time spent failed.</param>
/// <param name="Changes">State changes so far.</param>
/// <param name="Job">Number of the job that holds it; <see cref="NoJob"/>: none does.</param>
/// <param name="Failures">Failures so far: addresses its next draw.</param>
/// <param name="IsFailed">Whether it is failed now.</param>
/// <param name="IsOut">Whether something that it hangs on is down now.</param>
/// <param name="SpeedLevel">Level of the speed at which it works, or would.</param>
/// <param name="Activity">What its job has it do; without meaning when none holds it.</param>
/// <param name="Spared">
/// Energy that it would have drawn besides if it had trained at full speed for as long as it was busy; negative where it drew more.
/// </param>
public readonly record struct ChipSnapshot(
    int Slot,
    VirtualTime Since,
    VirtualDuration ExposureLeft,
    int ExposureParts,
    VirtualDuration Idle,
    VirtualDuration Busy,
    VirtualDuration Failed,
    long Changes,
    int Job,
    uint Failures,
    bool IsFailed,
    bool IsOut,
    byte SpeedLevel,
    JobActivity Activity,
    Joules Spared)
{
    /// <summary>No job holds the chip.</summary>
    public const int NoJob = -1;

    /// <summary>What a chip of a type can still bear.</summary>
    public ExposureBudget ExposureOf(ChipModel chip) =>
        new(Since, (ExposureLeft.Microseconds * chip.ExposureOf(ChipStatus.Busy)) + ExposureParts);

    /// <summary>Energy that a chip of a type has drawn by now.</summary>
    public Joules EnergyAs(ChipModel chip) => (chip.Idle * Idle) + (chip.Busy * Busy) + (chip.Failed * Failed) - Spared;
}
