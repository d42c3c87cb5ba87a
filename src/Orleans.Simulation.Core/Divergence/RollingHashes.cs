using System.Numerics;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Divergence;

/// <summary>
/// Follows a data center and its racks with rolling hashes, cut into windows of an hour of virtual time: two runs that
/// differ can be compared window by window without keeping what happened in them.
/// </summary>
/// <remarks>
/// Windows here have nothing to do with those of the driver, which follow the wall clock. The hashes tell runs apart by
/// mistake or chance; they are not made to withstand somebody who wants them to collide. A command costs three
/// multiplications.
/// </remarks>
internal sealed class RollingHashes(int dataCenter, int racks)
{
    /// <summary>Length of a window: a day of a million chips takes a few megabytes of log.</summary>
    public static readonly VirtualDuration Window = VirtualDuration.FromHours(1);

    private static readonly VirtualDuration Instant = new(1);

    private readonly List<WindowHash> _windows = [];
    private readonly List<int> _changed = [];
    private readonly bool[] _isChanged = new bool[racks];
    private readonly ulong[] _racks = new ulong[racks];
    private ulong _own;
    private VirtualTime _windowEnd = VirtualTime.Zero + Window;

    /// <summary>Makes the hashes as they were at a checkpoint.</summary>
    public RollingHashes(int dataCenter, HashesSnapshot saved)
        : this(dataCenter, saved.Racks.Count)
    {
        (_windowEnd, _own) = (saved.WindowEnd, saved.Own);
        _racks = [.. saved.Racks];
        foreach (var rack in saved.Changed)
        {
            NoteChange(rack);
        }
    }

    /// <summary>Says all that the hashes know.</summary>
    public HashesSnapshot Save() => new(_windowEnd, _own, [.. _racks], [.. _changed.Order()]);

    /// <summary>A job arrives.</summary>
    public void Add(JobArrival job)
    {
        _own = Mix(_own, (ulong)job.Submit.Microseconds);
        _own = Mix(_own, ((ulong)(uint)job.Number << 32) | (uint)job.Chips);
        _own = Mix(_own, (ulong)job.Work.Microseconds);
        if (job.Shrink is { } shrink)
        {
            _own = Mix(_own, ((ulong)(uint)shrink.MinChips << 32) | (uint)shrink.Step);
        }

        if (job.Flops is { } flops)
        {
            _own = Mix(_own, unchecked((ulong)(flops.Count >> 64)));
            _own = Mix(_own, unchecked((ulong)flops.Count));
            _own = Mix(_own, (ulong)flops.PerToken);
            _own = flops.Mfu == 0 ? _own : Mix(_own, (ulong)flops.Mfu);
        }

        if (job.Part is { } part)
        {
            _own = Mix(_own, ((ulong)(uint)part.Index << 32) | (uint)part.Count);
        }

        if (job.Postponed > VirtualDuration.Zero)
        {
            _own = Mix(_own, (ulong)job.Postponed.Microseconds);
        }
    }

    /// <summary>A rack is told something.</summary>
    public void Add(int rack, in RackCommand command)
    {
        NoteChange(rack);
        var hash = Mix(_racks[rack], (ulong)command.Time.Microseconds);
        hash = Mix(hash, command.Mask);
        _racks[rack] = Mix(hash, ((ulong)unchecked((uint)command.Job) << 32) | ((ulong)command.Activity << 16) | ((ulong)command.Kind << 8) | command.Word);
    }

    /// <summary>A chip of a rack fails.</summary>
    public void Add(int rack, ChipFailure failure)
    {
        NoteChange(rack);
        var hash = Mix(_racks[rack], (ulong)failure.Time.Microseconds);
        _racks[rack] = Mix(hash, ((ulong)(uint)failure.Slot << 32) | (uint)failure.Cause);
    }

    /// <summary>Cuts off the windows that end by an instant, before what happens at it.</summary>
    public void CutTo(VirtualTime time)
    {
        for (; _windowEnd <= time; _windowEnd += Window)
        {
            Cut(_windowEnd);
        }
    }

    /// <summary>Cuts off the last window of a run, with what happened at its very end.</summary>
    public void CutLast(VirtualTime end)
    {
        CutTo(end);
        Cut(end + Instant);
    }

    /// <summary>Hands over the windows that have been cut off since the last time.</summary>
    public IReadOnlyList<WindowHash> TakeWindows()
    {
        WindowHash[] windows = [.. _windows];
        _windows.Clear();
        return windows;
    }

    private void NoteChange(int rack)
    {
        if (!_isChanged[rack])
        {
            _isChanged[rack] = true;
            _changed.Add(rack);
        }
    }

    private void Cut(VirtualTime end)
    {
        _changed.Sort();
        var changed = new RackHash[_changed.Count];
        foreach (var (index, rack) in _changed.Index())
        {
            changed[index] = new(rack, _racks[rack]);
            _own = Mix(_own, _racks[rack] ^ (uint)rack);
            _isChanged[rack] = false;
        }

        _changed.Clear();
        _windows.Add(new(dataCenter, end, _own, changed));
    }

    /// <summary>Takes a value in: a round of the finalizer of SplitMix64 (Steele, Lea, Flood 2014).</summary>
    private static ulong Mix(ulong hash, ulong value)
    {
        unchecked
        {
            var mixed = (BitOperations.RotateLeft(hash, 23) ^ value) * 0xBF58476D1CE4E5B9UL;
            return (mixed ^ (mixed >> 29)) * 0x94D049BB133111EBUL;
        }
    }
}
