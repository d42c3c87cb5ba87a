using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>A job in a data center, from its submission to its end: its attempts, its progress, its energy.</summary>
internal sealed class Job(JobArrival arrival)
{
    private VirtualTime? _firstStart;
    private VirtualTime _accruedTo;
    private VirtualTime _worksFrom;
    private VirtualTime? _hungSince;
    private VirtualDuration _saved;
    private VirtualDuration _held;
    private VirtualDuration _lost;
    private Joules _energy;
    private int _failedChips;

    /// <summary>Makes a job as it was at a checkpoint.</summary>
    public Job(JobSnapshot saved)
        : this(saved.Arrival)
    {
        (Attempt, Chips, _failedChips) = (saved.Attempt, saved.Chips, saved.FailedChips);
        (_firstStart, _accruedTo, _worksFrom, _hungSince) = (saved.FirstStart, saved.AccruedTo, saved.WorksFrom, saved.HungSince);
        (_saved, _held, _lost, _energy) = (saved.Saved, saved.Held, saved.Lost, saved.Energy);
    }

    /// <summary>The job as it was submitted.</summary>
    public JobArrival Arrival { get; } = arrival;

    /// <summary>Attempts so far; tells the completion of this attempt from those of interrupted ones.</summary>
    public int Attempt { get; private set; }

    /// <summary>The chips it holds; empty while it waits.</summary>
    public IReadOnlyList<ChipSet> Chips { get; private set; } = [];

    /// <summary>Chips that it holds and that work.</summary>
    public int HealthyChips => Arrival.Chips - _failedChips;

    /// <summary>Whether a chip that it holds has failed, so that it makes no progress.</summary>
    public bool IsHung => _hungSince is not null;

    /// <summary>Takes chips and starts, or starts again after an interruption.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="chips">Its chips.</param>
    /// <param name="failedChips">Chips among them that have failed without anybody knowing: it hangs at once.</param>
    /// <param name="policy">What a restart and checkpoints take.</param>
    /// <returns>When it will be done unless something fails.</returns>
    public VirtualTime Start(VirtualTime now, IReadOnlyList<ChipSet> chips, int failedChips, FailurePolicy policy)
    {
        _worksFrom = now + (Attempt == 0 ? VirtualDuration.Zero : policy.Restart);
        Attempt++;
        Chips = chips;
        _firstStart ??= now;
        _accruedTo = now;
        _failedChips = failedChips;
        _hungSince = failedChips > 0 ? now : null;
        var left = Arrival.Work - _saved;
        return _worksFrom + left + (policy.CheckpointWrite * CheckpointsIn(left, policy.CheckpointInterval));
    }

    /// <summary>A chip that it holds fails.</summary>
    public void Hang(VirtualTime now, ChipModel chip)
    {
        AccrueTo(now, chip);
        _failedChips++;
        _hungSince ??= now;
    }

    /// <summary>All its work is done.</summary>
    public void Complete(VirtualTime now, ChipModel chip)
    {
        AccrueTo(now, chip);
        _saved = Arrival.Work;
        Chips = [];
    }

    /// <summary>Its failure is noticed: it gives its chips back and falls back to its last checkpoint.</summary>
    /// <returns>The work lost.</returns>
    public VirtualDuration Interrupt(VirtualTime now, ChipModel chip, FailurePolicy policy)
    {
        AccrueTo(now, chip);
        Chips = [];
        var elapsed = (_hungSince ?? now) - _worksFrom;
        if (elapsed <= VirtualDuration.Zero)
        {
            return VirtualDuration.Zero;
        }

        var (saved, lost) = Progress(elapsed, policy);
        _saved += saved;
        _lost += lost;
        return lost;
    }

    /// <summary>What has become of it by now.</summary>
    /// <param name="dataCenter">Index of its data center.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="now">The instant; its end when the state is final.</param>
    /// <param name="chip">Chip type.</param>
    public JobRecord Record(int dataCenter, JobState state, VirtualTime now, ChipModel chip)
    {
        if (state == JobState.Running)
        {
            AccrueTo(now, chip);
        }

        VirtualTime? end = state is JobState.Queued or JobState.Running ? null : now;
        return new(Arrival, dataCenter, state, _firstStart, end, Math.Max(0, Attempt - 1), _held, _lost, _energy);
    }

    /// <summary>Says all that is known of the job.</summary>
    public JobSnapshot Save() => new(
        Arrival,
        Attempt,
        Chips,
        _firstStart,
        _accruedTo,
        _worksFrom,
        _hungSince,
        _saved,
        _held,
        _lost,
        _energy,
        _failedChips);

    /// <summary>Checkpoints that are written before some work is done. Where it ends, there is none.</summary>
    private static long CheckpointsIn(VirtualDuration work, VirtualDuration interval) =>
        interval == VirtualDuration.Zero || work == VirtualDuration.Zero ? 0 : (work.Microseconds - 1) / interval.Microseconds;

    /// <summary>What an attempt has worked in some time, up to its last complete checkpoint and since then.</summary>
    private static (VirtualDuration Saved, VirtualDuration Since) Progress(VirtualDuration elapsed, FailurePolicy policy)
    {
        if (policy.CheckpointInterval == VirtualDuration.Zero)
        {
            return (VirtualDuration.Zero, elapsed);
        }

        var cycle = policy.CheckpointInterval + policy.CheckpointWrite;
        var complete = elapsed / cycle;
        var since = elapsed - (cycle * complete);
        return (policy.CheckpointInterval * complete, VirtualDuration.Min(since, policy.CheckpointInterval));
    }

    private void AccrueTo(VirtualTime now, ChipModel chip)
    {
        var elapsed = now - _accruedTo;
        _held += elapsed;
        _energy += ((chip.Busy * HealthyChips) + (chip.Failed * _failedChips)) * elapsed;
        _accruedTo = now;
    }
}
