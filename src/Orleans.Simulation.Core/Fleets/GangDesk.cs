using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Fleets;

/// <summary>Has the parts of gangs start, stop and go on together.</summary>
/// <remarks>
/// What happens to a part is known here at the next tick, a multiple of the news' duration, and what is decided then takes effect
/// at that instant. Decisions rest on what happened before it alone, so they do not depend on windows.
/// <para>
/// Nobody waits for each other in a circle. A gang that has been admitted and does not have all its chips by the next tick keeps what it
/// has, and all that came later and share a data center with it are barred from then on, and give back what they keep; unless
/// all their parts are ready, and they start. So a gang waits for jobs that end, and for crews, and for gangs that came before it.
/// </para>
/// </remarks>
internal sealed class GangDesk
{
    private readonly long _interval;
    private readonly Dictionary<int, Gang> _byJob = [];
    private readonly SortedDictionary<int, Gang> _all = [];
    private readonly SortedDictionary<int, Gang> _open = [];
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
            _open.Add(gang.Number, gang);
        }
    }

    /// <summary>Whether all gangs so far have ended.</summary>
    public bool IsEmpty => _all.Count == 0;

    /// <summary>The first tick after an instant.</summary>
    public VirtualTime TickAfter(VirtualTime time) => new(((time.Microseconds / _interval) + 1) * _interval);

    /// <summary>A part of a gang is submitted; parts of a gang come one after the other.</summary>
    /// <param name="part">The part.</param>
    /// <param name="dataCenter">Index of its data center.</param>
    /// <param name="fits">Whether it is small enough for one; otherwise the gang is rejected at the next tick.</param>
    public void Add(JobArrival part, int dataCenter, bool fits)
    {
        var first = part.Number - part.Part!.Value.Index;
        if (!_all.TryGetValue(first, out var gang))
        {
            gang = new();
            _all.Add(first, gang);
            _open.Add(first, gang);
        }

        gang.Add(part.Number, dataCenter);
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
        _open.TryAdd(gang.Number, gang);
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
    /// <returns>What parts are to do, by number; nothing when it is not the instant of a tick.</returns>
    public IReadOnlyList<(int DataCenter, GangDirective Directive)> Decide(VirtualTime now)
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

        // Data centers where a gang that came earlier waits for chips.
        var taken = new HashSet<int>();
        foreach (var gang in _open.Values.ToArray())
        {
            Decide(gang, now, taken);
        }

        return [.. _directives.OrderBy(each => each.Directive.Job)];
    }

    /// <summary>Says all that the desk knows.</summary>
    public IReadOnlyList<GangSnapshot> Save() => [.. _all.Values.Select(gang => gang.Save())];

    private void Decide(Gang gang, VirtualTime now, HashSet<int> taken)
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
            _open.Remove(gang.Number);
            return;
        }

        DirectAll(gang, GangDirectiveKind.Halt, now, part => part.State == PartState.Running);
        var isBlocked = gang.Live.Any(part => taken.Contains(part.DataCenter));
        if (gang.IsAdmitted && isBlocked)
        {
            DirectAll(gang, GangDirectiveKind.Bar, now, _ => true);
        }
        else if (gang.IsAdmitted)
        {
            taken.UnionWith(gang.Live.Select(part => part.DataCenter));
        }
        else if (!isBlocked)
        {
            DirectAll(gang, GangDirectiveKind.Admit, now, _ => true);
        }

        gang.IsAdmitted = !isBlocked;
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
        _open.Remove(gang.Number);
    }
}
