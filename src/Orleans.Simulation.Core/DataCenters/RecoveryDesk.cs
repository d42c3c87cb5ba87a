using Orleans.Simulation.Core.Events;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Scheduling;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>
/// Looks after interrupted jobs that keep the chips that still serve: those that start again in place, and those that may shrink.
/// </summary>
/// <remarks>
/// A pass tries them before the queue, in its order, and none of them stops the others or the queue. Each first takes back those of
/// its own chips that serve again, so it depends on nobody but the crews. One with all its chips again, or with chips in place of
/// those that it lacks, starts; then, one that may shrink and has chips enough for that. Who cannot, and would wait for chips that
/// never come back, has run out of patience, or does not start in place, gives everything back and queues.
/// </remarks>
internal sealed class RecoveryDesk(DataCenterState state)
{
    private readonly FailurePolicy _policy = state.Plan.Failures;

    private bool IsInPlace => _policy.Recovery == RecoveryMode.InPlace;

    /// <summary>Whether a job keeps its chips when it is interrupted.</summary>
    public bool Keeps(Job job) => IsInPlace || job.Arrival.Shrink is not null;

    /// <summary>A job has been interrupted and keeps chips.</summary>
    public void Keep(Job job)
    {
        state.Awaiting.Add(job);
        state.Meter.RunningJobs++;
        BeginPatience(job);
    }

    /// <summary>A job that keeps chips lacks some from now on.</summary>
    public void BeginPatience(Job job)
    {
        if (IsInPlace && _policy.RecoveryPatience is { } patience)
        {
            state.AddEvent(state.Now + patience, EventClass.Patience, job.Arrival.Number, job.Attempt);
        }
    }

    /// <summary>A job starts again: it is not looked after any more.</summary>
    public void Leave(Job job)
    {
        state.Awaiting.Remove(job);
        state.Meter.RunningJobs--;
    }

    /// <summary>A job gives back what it kept.</summary>
    public void GiveUp(Job job)
    {
        Leave(job);
        state.Allocator.Release(job.Chips);
        job.GiveUp(state.Now);
    }

    /// <summary>A job takes back those of its own chips that serve again and that nobody else has taken.</summary>
    public void TakeBack(Job job)
    {
        var taken = state.Allocator.TakeFree(job.Missing);
        if (taken.Count > 0)
        {
            Change(job, ChipSets.Union(job.Chips, taken), ChipSets.Except(job.Missing, taken));
        }
    }

    /// <summary>The chips with which a job starts again now; null: it has too few.</summary>
    public IReadOnlyList<ChipSet>? ChipsFor(Job job) =>
        state.Allocator.TryReplace(job.Chips, job.Missing, job.Arrival.Chips)
        ?? (job.Arrival.Shrink is { } shrink ? state.Allocator.TryShrink(job.Chips, job.Missing, shrink) : null);

    /// <summary>Whether a job that has too few chips waits for more without those that it keeps.</summary>
    public bool MustGiveUp(Job job) =>
        !IsInPlace
        || (_policy.RecoveryPatience is { } patience && state.Now - job.Since >= patience)
        || state.Down.IsAnyEvicted(job.Missing);

    /// <summary>Chips are taken out of service.</summary>
    /// <returns>Jobs that kept no other, by number: they have given up.</returns>
    public IReadOnlyList<Job> Withdraw(IReadOnlyList<ChipSet> chips)
    {
        Job[] holders = [.. chips.SelectMany(state.Awaiting.HoldersOf).Distinct().OrderBy(job => job.Arrival.Number)];
        foreach (var job in holders)
        {
            var lost = ChipSets.Intersect(job.Chips, chips);
            state.Allocator.Release(lost);
            Change(job, ChipSets.Except(job.Chips, lost), ChipSets.Union(job.Missing, lost));
        }

        Job[] empty = [.. holders.Where(job => job.Size == 0)];
        Array.ForEach(empty, GiveUp);
        return empty;
    }

    private void Change(Job job, IReadOnlyList<ChipSet> kept, IReadOnlyList<ChipSet> missing)
    {
        state.Awaiting.Remove(job);
        job.Keep(state.Now, kept, state.Down.CountUnknownAmong(kept), missing);
        state.Awaiting.Add(job);
    }
}
