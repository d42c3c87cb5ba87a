using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Fleets;

/// <summary>A gang over several data centers, as the fleet knows it.</summary>
internal sealed class Gang
{
    private readonly List<GangPart> _parts = [];
    private readonly int _priority;

    /// <summary>Makes a gang without parts.</summary>
    /// <param name="priority">Priority of the job.</param>
    public Gang(int priority) => _priority = priority;

    /// <summary>Makes a gang as it was at a checkpoint.</summary>
    public Gang(GangSnapshot saved)
        : this(saved.Priority)
    {
        _parts.AddRange(saved.Parts);
        (IsAdmitted, Outcome) = (saved.IsAdmitted, saved.Outcome);
    }

    /// <summary>Number of its first part.</summary>
    public int Number => _parts[0].Job;

    /// <summary>Its place among all gangs: those of higher priority come first, then those that came first.</summary>
    public (int Rank, int Number) Place => (-_priority, Number);

    /// <summary>Its parts by number.</summary>
    public IReadOnlyList<GangPart> Parts => _parts;

    /// <summary>Its parts that have not ended.</summary>
    public IEnumerable<GangPart> Live => _parts.Where(part => part.State != PartState.Ended);

    /// <summary>Whether it may hold and wait for chips.</summary>
    public bool IsAdmitted { get; set; }

    /// <summary>How all parts that have not ended are to end; null: they are not.</summary>
    public JobState? Outcome { get; set; }

    /// <summary>A part of it is submitted.</summary>
    public void Add(JobArrival part, int dataCenter) =>
        _parts.Add(new(part.Number, dataCenter, part.Chips, PartState.Waiting, VirtualDuration.Zero));

    /// <summary>Whether all parts that have not ended are in a state.</summary>
    public bool Are(PartState state) => Live.All(part => part.State == state);

    /// <summary>A part is in another state from now on.</summary>
    public void Note(int job, PartState state, VirtualDuration saved = default)
    {
        var index = _parts.FindIndex(part => part.Job == job);
        _parts[index] = _parts[index] with { State = state, Saved = saved };
    }

    /// <summary>Says all that is known of the gang.</summary>
    public GangSnapshot Save() => new(_priority, [.. _parts], IsAdmitted, Outcome);
}
