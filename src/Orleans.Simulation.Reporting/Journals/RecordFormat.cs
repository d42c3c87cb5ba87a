using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting.Journals;

/// <summary>Records as bytes and back: every field exactly, little-endian, a byte before each optional one.</summary>
internal static class RecordFormat
{
    /// <summary>Writes a job.</summary>
    public static void Write(this BinaryWriter writer, JobRecord job)
    {
        writer.Write(job.Arrival.Number);
        writer.Write(job.Arrival.Source);
        writer.Write(job.Arrival.Row);
        writer.Write(job.Arrival.Id);
        writer.Write(job.Arrival.DataCenter);
        writer.Write(job.Arrival.Chips);
        writer.Write(job.Arrival.Submit.Microseconds);
        writer.Write(job.Arrival.Work.Microseconds);
        writer.Write(job.DataCenter);
        writer.Write((byte)job.State);
        writer.Write(job.FirstStart);
        writer.Write(job.End);
        writer.Write(job.Restarts);
        writer.Write(job.Held.Microseconds);
        writer.Write(job.Lost.Microseconds);
        writer.Write(job.Energy.Nanojoules);
        writer.Write(job.Interruptions);
        writer.Write(job.Hung.Microseconds);
        writer.Write(job.Restarting.Microseconds);
        writer.Write(job.Checkpointing.Microseconds);
        writer.Write(job.Slowed.Microseconds);
        writer.Write(job.Requeued.Microseconds);
        writer.Write(job.Wasted.Nanojoules);
    }

    /// <summary>Reads a job.</summary>
    public static JobRecord ReadJob(this BinaryReader reader) => new(
        new(
            reader.ReadInt32(),
            reader.ReadInt32(),
            reader.ReadInt64(),
            reader.ReadString(),
            reader.ReadInt32(),
            reader.ReadInt32(),
            reader.ReadTime(),
            new(reader.ReadInt64())),
        reader.ReadInt32(),
        (JobState)reader.ReadByte(),
        reader.ReadOptionalTime(),
        reader.ReadOptionalTime(),
        reader.ReadInt32(),
        new(reader.ReadInt64()),
        new(reader.ReadInt64()),
        new Joules(reader.ReadInt128()))
    {
        Interruptions = reader.ReadInt32(),
        Hung = new(reader.ReadInt64()),
        Restarting = new(reader.ReadInt64()),
        Checkpointing = new(reader.ReadInt64()),
        Slowed = new(reader.ReadInt64()),
        Requeued = new(reader.ReadInt64()),
        Wasted = new(reader.ReadInt128()),
    };

    /// <summary>Writes a failure.</summary>
    public static void Write(this BinaryWriter writer, FailureRecord failure)
    {
        writer.Write(failure.DataCenter);
        writer.Write(failure.Rack);
        writer.Write(failure.Slot);
        writer.Write(failure.Cause);
        writer.Write(failure.Failed.Microseconds);
        writer.Write(failure.Detected);
        writer.Write(failure.Repaired);
        writer.Write(failure.Job);
        writer.Write(failure.Lost.Microseconds);
        writer.Write(failure.LostChips);
        writer.Write(failure.RepairStart);
        writer.Write(failure.Chips);
        writer.Write(failure.JobsHit);
        writer.Write(failure.LostChipTime);
    }

    /// <summary>Reads a failure.</summary>
    public static FailureRecord ReadFailure(this BinaryReader reader) => new(
        reader.ReadInt32(),
        reader.ReadInt32(),
        reader.ReadInt32(),
        reader.ReadInt32(),
        reader.ReadTime(),
        reader.ReadOptionalTime(),
        reader.ReadOptionalTime(),
        reader.ReadInt32(),
        new(reader.ReadInt64()),
        reader.ReadInt32())
    {
        RepairStart = reader.ReadOptionalTime(),
        Chips = reader.ReadInt32(),
        JobsHit = reader.ReadInt32(),
        LostChipTime = reader.ReadInt128(),
    };

    /// <summary>Writes an interval of the time series.</summary>
    public static void Write(this BinaryWriter writer, IntervalSample sample)
    {
        writer.Write(sample.DataCenter);
        writer.Write(sample.Start.Microseconds);
        writer.Write(sample.End.Microseconds);
        writer.Write(sample.Queued);
        writer.Write(sample.Running);
        writer.Write(sample.Idle);
        writer.Write(sample.Busy);
        writer.Write(sample.Failed);
        writer.Write(sample.Energy.Nanojoules);
    }

    /// <summary>Reads an interval of the time series.</summary>
    public static IntervalSample ReadSample(this BinaryReader reader) => new(
        reader.ReadInt32(),
        reader.ReadTime(),
        reader.ReadTime(),
        reader.ReadInt128(),
        reader.ReadInt128(),
        reader.ReadInt128(),
        reader.ReadInt128(),
        reader.ReadInt128(),
        new Joules(reader.ReadInt128()));

    /// <summary>Writes a window of the rolling hashes; racks as the steps between them, mostly one byte each.</summary>
    public static void Write(this BinaryWriter writer, WindowHash window)
    {
        writer.Write7BitEncodedInt(window.DataCenter);
        writer.Write7BitEncodedInt64(window.End.Microseconds);
        writer.Write(window.Hash);
        writer.Write7BitEncodedInt(window.Racks.Count);
        var last = 0;
        foreach (var (rack, hash) in window.Racks)
        {
            writer.Write7BitEncodedInt(rack - last);
            writer.Write(hash);
            last = rack;
        }
    }

    /// <summary>Reads a window of the rolling hashes.</summary>
    public static WindowHash ReadWindowHash(this BinaryReader reader)
    {
        var (dataCenter, end) = (reader.Read7BitEncodedInt(), new VirtualTime(reader.Read7BitEncodedInt64()));
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

    private static void Write(this BinaryWriter writer, VirtualTime? time)
    {
        writer.Write(time.HasValue);
        if (time is { } present)
        {
            writer.Write(present.Microseconds);
        }
    }

    private static void Write(this BinaryWriter writer, Int128 value)
    {
        writer.Write((ulong)(value & ulong.MaxValue));
        writer.Write((long)(value >> 64));
    }

    private static VirtualTime ReadTime(this BinaryReader reader) => new(reader.ReadInt64());

    private static VirtualTime? ReadOptionalTime(this BinaryReader reader) => reader.ReadBoolean() ? reader.ReadTime() : null;

    private static Int128 ReadInt128(this BinaryReader reader)
    {
        var low = reader.ReadUInt64();
        return ((Int128)reader.ReadInt64() << 64) | low;
    }
}
