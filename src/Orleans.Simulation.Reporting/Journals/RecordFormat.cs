using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting.Journals;

/// <summary>Records as bytes and back, every field exactly.</summary>
internal static class RecordFormat
{
    /// <summary>Writes a job.</summary>
    public static void Write(this RecordBuffer buffer, JobRecord job)
    {
        buffer.WriteCount(job.Arrival.Number);
        buffer.WriteCount(job.Arrival.Source);
        buffer.WriteSigned(job.Arrival.Row);
        buffer.WriteText(job.Arrival.Id);
        buffer.WriteSigned(job.Arrival.DataCenter);
        buffer.WriteCount(job.Arrival.Chips);
        buffer.WriteCount(job.Arrival.Submit.Microseconds);
        buffer.WriteCount(job.Arrival.Work.Microseconds);
        buffer.Write(job.Arrival.Shrink);
        buffer.Write(job.Arrival.Flops);
        buffer.WriteCount(job.Arrival.Postponed.Microseconds);
        buffer.Write(job.Arrival.Part);
        buffer.WriteCount(job.DataCenter);
        buffer.WriteByte((byte)job.State);
        buffer.WriteTime(job.FirstStart);
        buffer.WriteTime(job.End);
        buffer.WriteCount(job.Restarts);
        buffer.WriteCount(job.Held.Microseconds);
        buffer.WriteCount(job.Lost.Microseconds);
        buffer.WriteWide(job.Energy.Nanojoules);
        buffer.WriteCount(job.Interruptions);
        buffer.WriteCount(job.Hung.Microseconds);
        buffer.WriteCount(job.Restarting.Microseconds);
        buffer.WriteCount(job.Checkpointing.Microseconds);
        buffer.WriteCount(job.Slowed.Microseconds);
        buffer.WriteCount(job.Requeued.Microseconds);
        buffer.WriteCount(job.Awaiting.Microseconds);
        buffer.WriteWide(job.Wasted.Nanojoules);
        buffer.Write(job.Site);
        buffer.Write(job.AtOnce);
        buffer.WriteCount(job.Shrinks);
        buffer.Write(job.Partial);
        buffer.Write(job.Peers);
    }

    /// <summary>Reads a job.</summary>
    public static JobRecord ReadJob(this BinaryReader reader) => new(
        new(
            reader.ReadInt(),
            reader.ReadInt(),
            reader.ReadSigned(),
            reader.ReadString(),
            reader.ReadSignedInt(),
            reader.ReadInt(),
            reader.ReadTime(),
            new(reader.ReadCount()))
        {
            Shrink = reader.ReadOptionalShrink(),
            Flops = reader.ReadOptionalFlops(),
            Postponed = new(reader.ReadCount()),
            Part = reader.ReadOptionalPart(),
        },
        reader.ReadInt(),
        (JobState)reader.ReadByte(),
        reader.ReadOptionalTime(),
        reader.ReadOptionalTime(),
        reader.ReadInt(),
        new(reader.ReadCount()),
        new(reader.ReadCount()),
        new Joules(reader.ReadWide()))
    {
        Interruptions = reader.ReadInt(),
        Hung = new(reader.ReadCount()),
        Restarting = new(reader.ReadCount()),
        Checkpointing = new(reader.ReadCount()),
        Slowed = new(reader.ReadCount()),
        Requeued = new(reader.ReadCount()),
        Awaiting = new(reader.ReadCount()),
        Wasted = new(reader.ReadWide()),
        Site = reader.ReadOptionalSite(),
        AtOnce = reader.ReadOptionalSite(),
        Shrinks = reader.ReadInt(),
        Partial = reader.ReadOptionalChipTime(),
        Peers = reader.ReadOptionalPeers(),
    };

    /// <summary>Writes a failure.</summary>
    public static void Write(this RecordBuffer buffer, FailureRecord failure)
    {
        buffer.WriteCount(failure.DataCenter);
        buffer.WriteSigned(failure.Rack);
        buffer.WriteSigned(failure.Slot);
        buffer.WriteSigned(failure.Cause);
        buffer.WriteCount(failure.Failed.Microseconds);
        buffer.WriteTime(failure.Detected);
        buffer.WriteTime(failure.Repaired);
        buffer.WriteSigned(failure.Job);
        buffer.WriteCount(failure.Lost.Microseconds);
        buffer.WriteCount(failure.LostChips);
        buffer.WriteTime(failure.RepairStart);
        buffer.WriteCount(failure.Chips);
        buffer.WriteCount(failure.JobsHit);
        buffer.WriteWide(failure.LostChipTime);
    }

    /// <summary>Reads a failure.</summary>
    public static FailureRecord ReadFailure(this BinaryReader reader) => new(
        reader.ReadInt(),
        reader.ReadSignedInt(),
        reader.ReadSignedInt(),
        reader.ReadSignedInt(),
        reader.ReadTime(),
        reader.ReadOptionalTime(),
        reader.ReadOptionalTime(),
        reader.ReadSignedInt(),
        new(reader.ReadCount()),
        reader.ReadInt())
    {
        RepairStart = reader.ReadOptionalTime(),
        Chips = reader.ReadInt(),
        JobsHit = reader.ReadInt(),
        LostChipTime = reader.ReadWide(),
    };

    /// <summary>Writes an interval of the time series.</summary>
    public static void Write(this RecordBuffer buffer, IntervalSample sample)
    {
        buffer.WriteCount(sample.DataCenter);
        buffer.WriteCount(sample.Start.Microseconds);
        buffer.WriteCount(sample.End.Microseconds);
        buffer.WriteWide(sample.Queued);
        buffer.WriteWide(sample.Running);
        buffer.WriteWide(sample.Idle);
        buffer.WriteWide(sample.Busy);
        buffer.WriteWide(sample.Failed);
        buffer.WriteWide(sample.Energy.Nanojoules);
        buffer.Write(sample.Site);
    }

    /// <summary>Reads an interval of the time series.</summary>
    public static IntervalSample ReadSample(this BinaryReader reader) => new(
        reader.ReadInt(),
        reader.ReadTime(),
        reader.ReadTime(),
        reader.ReadWide(),
        reader.ReadWide(),
        reader.ReadWide(),
        reader.ReadWide(),
        reader.ReadWide(),
        new Joules(reader.ReadWide()),
        reader.ReadSite());

    /// <summary>Writes a window of the rolling hashes; racks as the steps between them, mostly one byte each.</summary>
    public static void Write(this RecordBuffer buffer, WindowHash window)
    {
        buffer.WriteCount(window.DataCenter);
        buffer.WriteCount(window.End.Microseconds);
        buffer.WriteHash(window.Hash);
        buffer.WriteCount(window.Racks.Count);
        var last = 0;
        foreach (var (rack, hash) in window.Racks)
        {
            buffer.WriteCount(rack - last);
            buffer.WriteHash(hash);
            last = rack;
        }
    }

    /// <summary>Reads a window of the rolling hashes.</summary>
    public static WindowHash ReadWindowHash(this BinaryReader reader)
    {
        var (dataCenter, end) = (reader.Read7BitEncodedInt(), reader.ReadTime());
        var hash = reader.ReadUInt64();
        var racks = new RackHash[reader.Read7BitEncodedInt()];
        var last = 0;
        for (var index = 0; index < racks.Length; index++)
        {
            last += reader.Read7BitEncodedInt();
            racks[index] = new(last, reader.ReadUInt64());
        }

        return new(dataCenter, end, hash, racks);
    }

    private static int ReadInt(this BinaryReader reader) => (int)reader.ReadCount();

    private static int ReadSignedInt(this BinaryReader reader) => (int)reader.ReadSigned();

    private static long ReadCount(this BinaryReader reader) => reader.Read7BitEncodedInt64();

    private static long ReadSigned(this BinaryReader reader)
    {
        var value = unchecked((ulong)reader.ReadCount());
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static void Write(this RecordBuffer buffer, JobShrink? shrink) =>
        buffer.WritePair(shrink is { } present ? (present.MinChips, present.Step) : null);

    private static JobShrink? ReadOptionalShrink(this BinaryReader reader) =>
        reader.ReadBoolean() ? new(reader.ReadInt(), reader.ReadInt()) : null;

    private static void Write(this RecordBuffer buffer, JobPart? part) =>
        buffer.WritePair(part is { } present ? (present.Index, present.Count) : null);

    private static void WritePair(this RecordBuffer buffer, (int First, int Second)? pair)
    {
        buffer.WriteByte(pair.HasValue ? (byte)1 : (byte)0);
        if (pair is { } present)
        {
            buffer.WriteCount(present.First);
            buffer.WriteCount(present.Second);
        }
    }

    private static JobPart? ReadOptionalPart(this BinaryReader reader) =>
        reader.ReadBoolean() ? new(reader.ReadInt(), reader.ReadInt()) : null;

    private static void Write(this RecordBuffer buffer, ModelFlops? flops)
    {
        buffer.WriteByte(flops is null ? (byte)0 : (byte)1);
        if (flops is not null)
        {
            buffer.WriteWide(flops.Count);
            buffer.WriteCount(flops.PerToken);
            buffer.WriteCount(flops.Mfu);
        }
    }

    private static ModelFlops? ReadOptionalFlops(this BinaryReader reader) =>
        reader.ReadBoolean() ? new(reader.ReadWide(), reader.ReadCount()) { Mfu = reader.ReadInt() } : null;

    private static void Write(this RecordBuffer buffer, SiteTotals? site)
    {
        buffer.WriteByte(site.HasValue ? (byte)1 : (byte)0);
        if (site is { } present)
        {
            buffer.Write(present);
        }
    }

    private static void Write(this RecordBuffer buffer, SiteTotals site)
    {
        buffer.WriteWide(site.Facility);
        buffer.WriteWide(site.Carbon);
        buffer.WriteWide(site.Cost);
    }

    private static SiteTotals? ReadOptionalSite(this BinaryReader reader) => reader.ReadBoolean() ? reader.ReadSite() : null;

    private static SiteTotals ReadSite(this BinaryReader reader) => new(reader.ReadWide(), reader.ReadWide(), reader.ReadWide());

    private static void Write(this RecordBuffer buffer, JobChipTime? time)
    {
        buffer.WriteByte(time.HasValue ? (byte)1 : (byte)0);
        if (time is { } present)
        {
            buffer.WriteWide(present.Held);
            buffer.WriteWide(present.Lost);
            buffer.WriteWide(present.Hung);
            buffer.WriteWide(present.Restarting);
            buffer.WriteWide(present.Checkpointing);
            buffer.WriteWide(present.Slowed);
            buffer.WriteWide(present.Awaiting);
        }
    }

    private static JobChipTime? ReadOptionalChipTime(this BinaryReader reader) => reader.ReadBoolean()
        ? new(
            reader.ReadWide(),
            reader.ReadWide(),
            reader.ReadWide(),
            reader.ReadWide(),
            reader.ReadWide(),
            reader.ReadWide(),
            reader.ReadWide())
        : null;

    private static void Write(this RecordBuffer buffer, PeerLosses? peers)
    {
        buffer.WriteByte(peers.HasValue ? (byte)1 : (byte)0);
        if (peers is { } present)
        {
            buffer.WriteCount(present.Halts);
            buffer.WriteCount(present.Lost.Microseconds);
            buffer.WriteCount(present.Awaiting.Microseconds);
        }
    }

    private static PeerLosses? ReadOptionalPeers(this BinaryReader reader) =>
        reader.ReadBoolean() ? new(reader.ReadInt(), new(reader.ReadCount()), new(reader.ReadCount())) : null;

    private static VirtualTime ReadTime(this BinaryReader reader) => new(reader.ReadCount());

    private static VirtualTime? ReadOptionalTime(this BinaryReader reader) => reader.ReadBoolean() ? reader.ReadTime() : null;

    private static Int128 ReadWide(this BinaryReader reader)
    {
        var low = unchecked((ulong)reader.ReadCount());
        return ((Int128)reader.ReadSigned() << 64) | low;
    }
}
