using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Brokers;

/// <summary>What the broker expects of a data center: a queue, first in, first out, of the jobs that it has sent there.</summary>
/// <remarks>
/// Nothing comes back from the data center. The book knows chips as a number, and run times without failures, so it is wrong by
/// what failures, racks and other orders make of the queue, and right about them in the same way for any window and silo.
/// <para>
/// No job starts before one that was booked earlier, so the book is cut in two at the last start, the frontier: up to it
/// chips are taken and given back, after it they are only given back. A look at it costs as many steps as jobs have to end
/// before the asked chips are free. Times saturate at <see cref="Latest"/>.
/// </para>
/// </remarks>
internal sealed class ChipBook
{
    /// <summary>The last instant that the book knows, 146,000 years from the start: later ones count as this one.</summary>
    public static readonly VirtualTime Latest = new(long.MaxValue / 2);

    /// <summary>The longest run time that it knows, the longest run of a scenario: longer ones count as this one.</summary>
    public static readonly VirtualDuration Longest = VirtualDuration.FromHours(876_600);

    private readonly Queue<BookedChange> _changes = new();
    private readonly SortedSet<Booking> _ends = [];
    private VirtualTime _now;
    private VirtualTime _frontier;
    private long _busy;
    private long _free;

    /// <summary>Opens the book of a data center that has been sent nothing.</summary>
    /// <param name="chips">Chips that jobs can have at once.</param>
    public ChipBook(int chips) => _free = chips;

    /// <summary>Opens a book as it was at a checkpoint.</summary>
    public ChipBook(ChipBookSnapshot saved)
    {
        (_now, _frontier, _busy, _free, Outstanding) = (saved.Now, saved.Frontier, saved.Busy, saved.Free, saved.Outstanding);
        _changes = new(saved.Changes);
        _ends = [.. saved.Ends];
    }

    /// <summary>Chip-microseconds of the jobs booked that are still to be done.</summary>
    public Int128 Outstanding { get; private set; }

    /// <summary>Goes on to an instant, not before the last one.</summary>
    public void MoveTo(VirtualTime time)
    {
        if (time > _frontier)
        {
            MoveFrontierTo(time);
        }

        while (_changes.TryPeek(out var change) && change.Time <= time)
        {
            WorkTo(change.Time);
            _busy += change.Chips;
            _changes.Dequeue();
        }

        WorkTo(time);
    }

    /// <summary>When a job that is sent now would start.</summary>
    /// <param name="chips">Its chips, at most those of the book.</param>
    public VirtualTime StartOf(int chips)
    {
        var free = _free;
        if (chips <= free)
        {
            return _frontier;
        }

        foreach (var booking in _ends)
        {
            free += booking.Chips;
            if (chips <= free)
            {
                return booking.End;
            }
        }

        throw new SimulationFaultException($"the broker books {chips} chips where there are {free}");
    }

    /// <summary>Books a job that is sent now.</summary>
    /// <param name="job">Its number.</param>
    /// <param name="chips">Its chips, at most those of the book.</param>
    /// <param name="service">How long it runs; at least zero.</param>
    public void Add(int job, int chips, VirtualDuration service)
    {
        var start = StartOf(chips);
        var end = EndOf(start, service);
        MoveFrontierTo(start);
        if (end > start)
        {
            _free -= chips;
            _changes.Enqueue(new(start, chips));
            _ends.Add(new(end, job, chips));
            Outstanding += Math.BigMul((end - start).Microseconds, (long)chips);
        }
    }

    /// <summary>When a job is done.</summary>
    /// <param name="start">When it starts.</param>
    /// <param name="service">How long it runs.</param>
    public static VirtualTime EndOf(VirtualTime start, VirtualDuration service) =>
        VirtualTime.Min(start + VirtualDuration.Min(service, Longest), Latest);

    /// <summary>Says all that the book knows.</summary>
    public ChipBookSnapshot Save() => new(_now, _frontier, _busy, _free, Outstanding, [.. _changes], [.. _ends]);

    private void MoveFrontierTo(VirtualTime time)
    {
        while (_ends.Count > 0 && _ends.Min.End <= time)
        {
            var booking = _ends.Min;
            _ends.Remove(booking);
            _changes.Enqueue(new(booking.End, -booking.Chips));
            _free += booking.Chips;
        }

        _frontier = time;
    }

    private void WorkTo(VirtualTime time)
    {
        Outstanding -= Math.BigMul((time - _now).Microseconds, _busy);
        _now = time;
    }
}
