using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;

namespace Orleans.Simulation.Core.DataCenters;

/// <content>Parts of gangs over data centers: they do what the fleet directs, and it hears what becomes of them.</content>
/// <remarks>
/// A part is barred until it is admitted to the queue. When it gets its chips it keeps them, idle, with the power for them, and is
/// ready; it starts when it is told to go. What it loses meanwhile it waits for like any job that has been interrupted.
/// <para>
/// Directives come before anything is noticed at their instant, and rest on all that happened before it. So they find a part
/// as the fleet knows it, unless it has completed at this very instant.
/// </para>
/// </remarks>
internal sealed partial class JobDesk
{
    private readonly SortedDictionary<int, Job> _parts = [];
    private readonly SortedDictionary<int, Job> _barred = [];
    private readonly List<GangNews> _news = [];

    /// <summary>Parts of gangs that may not join the queue, by number.</summary>
    public IEnumerable<Job> Barred => _barred.Values;

    /// <summary>Hands over what became of parts of gangs since the last time.</summary>
    public IReadOnlyList<GangNews> TakeNews()
    {
        if (_news.Count == 0)
        {
            return [];
        }

        GangNews[] news = [.. _news];
        _news.Clear();
        return news;
    }

    /// <summary>A part of a gang does what the fleet directs.</summary>
    /// <exception cref="SimulationFaultException">It cannot.</exception>
    public void Follow(in GangDirective directive)
    {
        _state.EventCount++;
        if (!_parts.TryGetValue(directive.Job, out var job))
        {
            return;
        }

        switch (directive.Kind)
        {
            case GangDirectiveKind.Admit when _barred.Remove(directive.Job):
                _state.Meter.QueuedJobs--;
                Enqueue(job);
                break;
            case GangDirectiveKind.Bar when !IsRunning(job):
                GiveBack(job);
                Bar(job);
                break;
            case GangDirectiveKind.Go when job.IsReady:
                Leave(job);
                job.FallBackTo(directive.Saved);
                Start(job, job.Chips);
                break;
            case GangDirectiveKind.Halt when IsRunning(job):
                Halt(job);
                break;
            case GangDirectiveKind.Abort:
                Abort(job, directive.Outcome);
                break;
            default:
                throw new SimulationFaultException(
                    $"{_state.Plan.Name}: part {directive.Job} cannot {directive.Kind} at {_state.Now}");
        }
    }

    private bool IsRunning(Job job) => _state.Running.Find(job.Arrival.Number, job.Attempt) is not null;

    private Job PartOf(JobArrival arrival)
    {
        var job = JobOf(arrival);
        job.JoinGang();
        return Known(job);
    }

    /// <summary>Keeps a job in mind if the fleet may direct it.</summary>
    private Job Known(Job job)
    {
        if (job.IsInGang)
        {
            _parts.Add(job.Arrival.Number, job);
        }

        return job;
    }

    private void Bar(Job job)
    {
        _barred.Add(job.Arrival.Number, job);
        _state.Meter.QueuedJobs++;
    }

    /// <summary>A job gets all its chips: it starts, or waits for its peers.</summary>
    private void Give(Job job, IReadOnlyList<ChipSet> chips)
    {
        if (job.IsInGang)
        {
            Hold(job, chips);
        }
        else
        {
            Start(job, chips);
        }
    }

    /// <summary>A part that has got all its chips keeps them until its peers have theirs.</summary>
    private void Hold(Job job, IReadOnlyList<ChipSet> chips)
    {
        job.Hold(_state.Now, chips, _state.Down.CountUnknownAmong(chips));
        BecomeReady(job);
    }

    private void BecomeReady(Job job)
    {
        _state.Awaiting.Add(job);
        _state.Meter.RunningJobs++;
        _power.Start(job.Size, job.Activity);
        _news.Add(GangNews.IsReady(job.Arrival.Number, job.Saved));
    }

    /// <summary>A part that keeps chips is not looked after any more.</summary>
    private void Leave(Job job)
    {
        if (job.IsReady)
        {
            _power.Stop(job.Size, job.Activity);
        }

        _recovery.Leave(job);
    }

    /// <summary>A part that does not run gives back what it keeps, and leaves the queue.</summary>
    private void GiveBack(Job job)
    {
        if (job.IsAwaiting)
        {
            if (job.IsReady)
            {
                _power.Stop(job.Size, job.Activity);
            }

            _recovery.GiveUp(job);
            RequestPass();
        }
        else if (_barred.Remove(job.Arrival.Number) || _queue.Remove(job))
        {
            _state.Meter.QueuedJobs--;
        }
    }

    /// <summary>Parts that were ready turn out to lack chips.</summary>
    private void LoseHolds(IReadOnlyList<ChipSet> chips)
    {
        if (_parts.Count == 0)
        {
            return;
        }

        foreach (var job in chips.SelectMany(_state.Awaiting.HoldersOf).Where(job => job.IsReady).Distinct()
            .OrderBy(job => job.Arrival.Number).ToArray())
        {
            _power.Stop(job.Size, job.Activity);
            job.LoseHold(_state.Now);
            _recovery.BeginPatience(job);
            NoteWaiting(job);
        }
    }

    private void Halt(Job job)
    {
        Stop(job, RackCommandKind.Interrupt);
        var missing = _state.Down.OutOfServiceAmong(job.Chips);
        var kept = ChipSets.Except(job.Chips, missing);
        _state.Allocator.Release(kept.Count > 0 ? missing : job.Chips);
        job.Halt(_state.Now, kept, _state.Down.CountUnknownAmong(kept), missing);
        if (job.IsReady)
        {
            BecomeReady(job);
        }
        else
        {
            KeepOrEnqueue(job);
        }

        RequestPass();
    }

    private void Abort(Job job, JobState outcome)
    {
        if (IsRunning(job))
        {
            Stop(job, RackCommandKind.Interrupt);
            _state.Allocator.Release(job.Chips);
            job.Halt(_state.Now, kept: [], failedChips: 0, missing: []);
            RequestPass();
        }
        else
        {
            GiveBack(job);
            job.GiveUp(_state.Now);
        }

        End(job, outcome);
    }

    private void NoteWaiting(Job job)
    {
        if (job.IsInGang)
        {
            _news.Add(GangNews.Waits(job.Arrival.Number));
        }
    }

    private void NoteEnd(Job job, JobState outcome)
    {
        if (job.IsInGang)
        {
            _parts.Remove(job.Arrival.Number);
            _news.Add(GangNews.HasEnded(job.Arrival.Number, outcome));
        }
    }
}
