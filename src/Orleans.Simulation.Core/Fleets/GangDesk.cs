using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Fleets;

/// <summary>Has the parts of gangs start, stop and go on together.</summary>
/// <remarks>
/// What happens to a part is known here at the next tick, a multiple of the news' duration, and what is decided then takes effect
/// at that instant. Decisions rest on what happened before it alone, so they do not depend on windows.
/// <para>
/// Nobody waits for each other in a circle. Gangs are admitted by priority and then in the order of their submission, up to the first one, of all that share
/// a data center, for which there are not enough chips. It keeps what it gets until it has all. Who comes behind it and does not have all by a
/// tick at which it does not either is barred, and gives back what it keeps. So a gang waits for jobs that
/// end, for crews, and for gangs that come before it.
/// </para>
/// <para>
/// How many chips are free is what data centers say at the tick; placement, spares and other jobs in the queue are not looked at. What is
/// wrong about it costs a tick.
/// </para>
/// </remarks>
internal sealed class GangDesk
{
    private readonly long _interval;
    private readonly Dictionary<int, Gang> _byJob = [];
    private readonly SortedDictionary<int, Gang> _all = [];
    private readonly SortedDictionary<(int Rank, int Number), Gang> _open = [];
    private readonly List<(int DataCenter, GangDirective Directive)> _directives = [];

    /// <summary>Opens the desk without gangs.</summary>
    /// <param name="news">After what multiples of time news is known; greater than zero.</param>
    public GangDesk(VirtualDuration news) => _interval = news.Microseconds;

    /// <summary>Opens the desk as it was at a checkpoint.</summary>
    public GangDesk(VirtualDuration news, IReadOnlyList<GangSnapshot> saved)
        : this(news)
    {
        foreach (var gang in saved.Select(each => new Gang(each)))
        {
            foreach (var part in gang.Live)
            {
                _byJob.Add(part.Job, gang);
            }

            _all.Add(gang.Number, gang);
            _open.Add(gang.Place, gang);
        }
    }

    /// <summary>Whether all gangs so far have ended.</summary>
    public bool IsEmpty => _all.Count == 0;

    /// <summary>The first tick after an instant.</summary>
    public VirtualTime TickAfter(VirtualTime time) => new(((time.Microseconds / _interval) + 1) * _interval);

    /// <summary>A part of a gang is submitted; parts of a gang come one after the other.</summary>
    /// <param name="part">The part.</param>
    /// <param name="dataCenter">Index of its data center.</param>
    /// <param name="priority">Priority of the job.</param>
    /// <param name="fits">Whether it is small enough for one; otherwise the gang is rejected at the next tick.</param>
    public void Add(JobArrival part, int dataCenter, int priority, bool fits)
    {
        var first = part.Number - part.Part!.Value.Index;
        if (!_all.TryGetValue(first, out var gang))
        {
            gang = new(priority);
            _all.Add(first, gang);
        }

        gang.Add(part, dataCenter);
        _open.TryAdd(gang.Place, gang);
        _byJob.Add(part.Number, gang);
        gang.Outcome ??= fits ? null : JobState.Rejected;
    }

    /// <summary>A data center tells what became of a part.</summary>
    public void Note(in GangNews news)
    {
        if (!_byJob.TryGetValue(news.Job, out var gang))
        {
            // The gang has been aborted, and the part ended at that very instant or does so now.
            return;
        }

        gang.Note(news.Job, news.State, news.Saved);
        _open.TryAdd(gang.Place, gang);
        if (news.State == PartState.Ended)
        {
            _byJob.Remove(news.Job);
            gang.Outcome ??= news.Outcome == JobState.Completed ? null : news.Outcome;
            if (!gang.Live.Any())
            {
                Close(gang);
            }
        }
    }

    /// <summary>Decides at the beginning of a window.</summary>
    /// <param name="now">When it begins.</param>
    /// <param name="freeChips">Chips of each data center that are healthy and idle.</param>
    /// <returns>What parts are to do, by number; nothing when it is not the instant of a tick.</returns>
    public IReadOnlyList<(int DataCenter, GangDirective Directive)> Decide(VirtualTime now, IReadOnlyList<long> freeChips)
    {
        _directives.Clear();
        if (now.Microseconds % _interval != 0)
        {
            return _directives;
        }

        foreach (var gang in _open.Values.Where(gang => gang.Outcome is not null).ToArray())
        {
            foreach (var part in gang.Live)
            {
                var directive = GangDirective.Of(now, part.Job, GangDirectiveKind.Abort);
                _directives.Add((part.DataCenter, directive with { Outcome = gang.Outcome!.Value }));
                _byJob.Remove(part.Job);
            }

            Close(gang);
        }

        long[] free = [.. freeChips];
        foreach (var part in _open.Values.SelectMany(gang => gang.Live).Where(part => part.State == PartState.Ready))
        {
            free[part.DataCenter] -= part.Chips;
        }

        // Data centers where a gang that comes first waits for chips.
        var taken = new HashSet<int>();
        foreach (var gang in _open.Values.ToArray())
        {
            Decide(gang, now, free, taken);
        }

        return [.. _directives.OrderBy(each => each.Directive.Job)];
    }

    /// <summary>Says all that the desk knows.</summary>
    public IReadOnlyList<GangSnapshot> Save() => [.. _all.Values.Select(gang => gang.Save())];

    private void Decide(Gang gang, VirtualTime now, long[] free, HashSet<int> taken)
    {
        if (gang.Are(PartState.Ready))
        {
            var saved = gang.Live.Min(part => part.Saved);
            foreach (var part in gang.Live.ToArray())
            {
                var go = GangDirective.Of(now, part.Job, GangDirectiveKind.Go) with { Saved = saved };
                _directives.Add((part.DataCenter, go));
                gang.Note(part.Job, PartState.Running);
            }
        }

        if (gang.Are(PartState.Running))
        {
            _open.Remove(gang.Place);
            return;
        }

        DirectAll(gang, GangDirectiveKind.Halt, now, part => part.State == PartState.Running);
        var isBlocked = gang.Live.Any(part => taken.Contains(part.DataCenter));
        if (gang.IsAdmitted == isBlocked)
        {
            DirectAll(gang, isBlocked ? GangDirectiveKind.Bar : GangDirectiveKind.Admit, now, _ => true);
        }

        if (!isBlocked && (gang.IsAdmitted || !TryTake(gang, free)))
        {
            taken.UnionWith(gang.Live.Select(part => part.DataCenter));
        }

        gang.IsAdmitted = !isBlocked;
    }

    /// <summary>Takes the chips of a gang from those that are free, if there are enough.</summary>
    private static bool TryTake(Gang gang, long[] free)
    {
        if (gang.Live.Any(part => part.Chips > free[part.DataCenter]))
        {
            return false;
        }

        foreach (var part in gang.Live)
        {
            free[part.DataCenter] -= part.Chips;
        }

        return true;
    }

    private void DirectAll(Gang gang, GangDirectiveKind kind, VirtualTime now, Func<GangPart, bool> which)
    {
        foreach (var part in gang.Live.Where(which).ToArray())
        {
            _directives.Add((part.DataCenter, GangDirective.Of(now, part.Job, kind)));
            gang.Note(part.Job, PartState.Waiting);
        }
    }

    private void Close(Gang gang)
    {
        _all.Remove(gang.Number);
        _open.Remove(gang.Place);
    }
}
