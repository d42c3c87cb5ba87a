using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <content>A job that is a part of a gang over data centers: it waits for its peers and stops with them.</content>
/// <remarks>It never shrinks, so the work that it has saved is a time.</remarks>
internal sealed partial class Job
{
    private PeerLosses? _peers;

    /// <summary>Whether it has all its chips, and power for them, and waits for its peers only.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Whether it is a part of a gang.</summary>
    public bool IsInGang => _peers is not null;

    /// <summary>Work that is safe in a checkpoint.</summary>
    public VirtualDuration Saved => new((long)(_saved / Arrival.Chips));

    /// <summary>It is a part of a gang.</summary>
    public void JoinGang() => _peers = default(PeerLosses);

    /// <summary>It has got all its chips and keeps them until its peers have theirs.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="chips">Its chips, those among them that it kept.</param>
    /// <param name="failedChips">Chips among them that are down without anybody knowing.</param>
    public void Hold(VirtualTime now, IReadOnlyList<ChipSet> chips, int failedChips)
    {
        EndWait(now);
        SetChips(chips, missing: []);
        (IsAwaiting, IsReady, Since) = (true, true, now);
        AccrueFrom(now);
        _firstStart ??= now;
        _failedChips = failedChips;
    }

    /// <summary>It turns out that it lacks chips: it waits for others, as after an interruption.</summary>
    public void LoseHold(VirtualTime now)
    {
        AccrueTo(now);
        (IsReady, Since) = (false, now);
    }

    /// <summary>It stops because a peer has, and falls back to its last good checkpoint.</summary>
    /// <param name="now">The instant.</param>
    /// <param name="kept">Chips that it keeps.</param>
    /// <param name="failedChips">Chips among them that are down without anybody knowing.</param>
    /// <param name="missing">Chips that it had and cannot keep; none: it waits for its peers only.</param>
    public void Halt(VirtualTime now, IReadOnlyList<ChipSet> kept, int failedChips, IReadOnlyList<ChipSet> missing)
    {
        var lost = StopShort(now, kept, failedChips, missing);
        var peers = _peers!.Value;
        _peers = peers with { Halts = peers.Halts + 1, Lost = peers.Lost + lost };
        IsReady = IsAwaiting && missing.Count == 0;
    }

    /// <summary>It goes on from where all its peers can: what it has saved beyond that is lost.</summary>
    /// <param name="saved">Work that all of them have saved.</param>
    public void FallBackTo(VirtualDuration saved)
    {
        var (own, beyond) = (Saved, Saved - saved);
        if (beyond <= VirtualDuration.Zero)
        {
            return;
        }

        // What it drew and did not waste is the work that it has saved. In parts: the product would not stay within 128 bits.
        var (each, rest) = Int128.DivRem((_energy - _losses.Wasted).Nanojoules, own.Microseconds);
        var wasted = (each * beyond.Microseconds) + (rest * beyond.Microseconds / own.Microseconds);
        _losses.Add(beyond, default, default, default, default, new Joules(wasted), Arrival.Chips);
        _saved = Math.BigMul(saved.Microseconds, Arrival.Chips);
        _peers = _peers!.Value with { Lost = _peers.Value.Lost + beyond };
    }

    private void AwaitPeers(VirtualDuration time) => _peers = _peers!.Value with { Awaiting = _peers.Value.Awaiting + time };
}
