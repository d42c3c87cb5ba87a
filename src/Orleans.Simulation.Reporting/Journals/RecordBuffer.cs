using System.Buffers.Binary;
using System.Text;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting.Journals;

/// <summary>Collects records as bytes. Numbers take seven bits a byte, so that the small ones, which most are, take one.</summary>
/// <remarks>
/// A day of dense load is two million jobs: with every field at its full width, through a stream, writing them to the journal
/// took 4 % of the time of two silos (bench, silos, profiled). Not thread-safe.
/// </remarks>
internal sealed class RecordBuffer
{
    private const int LongestNumber = 10;

    private byte[] _bytes = new byte[1 << 17];

    /// <summary>Bytes collected.</summary>
    public int Length { get; private set; }

    /// <summary>What was collected; valid until the next change.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Begins anew.</summary>
    public void Clear() => Length = 0;

    /// <summary>Writes a byte.</summary>
    public void WriteByte(byte value) => Reserve(1)[Length++] = value;

    /// <summary>Writes 64 bits as they are.</summary>
    public void WriteHash(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Reserve(sizeof(ulong)).AsSpan(Length), value);
        Length += sizeof(ulong);
    }

    /// <summary>Writes a number that is seldom below zero; then it takes ten bytes.</summary>
    public void WriteCount(long value)
    {
        var (bytes, left) = (Reserve(LongestNumber), unchecked((ulong)value));
        while (left > 0x7F)
        {
            bytes[Length++] = unchecked((byte)(left | 0x80));
            left >>= 7;
        }

        bytes[Length++] = (byte)left;
    }

    /// <summary>Writes a number that may well be below zero: 0, -1, 1, -2 and so on are counted up.</summary>
    public void WriteSigned(long value) => WriteCount((value << 1) ^ (value >> 63));

    /// <summary>Writes 128 bits.</summary>
    public void WriteWide(Int128 value)
    {
        WriteCount(unchecked((long)(ulong)value));
        WriteSigned(unchecked((long)(value >> 64)));
    }

    /// <summary>Writes a byte that says whether there is a time, and the time.</summary>
    public void WriteTime(VirtualTime? time)
    {
        WriteByte(time.HasValue ? (byte)1 : (byte)0);
        if (time is { } present)
        {
            WriteCount(present.Microseconds);
        }
    }

    /// <summary>Writes the length of a text in UTF-8, and the text.</summary>
    public void WriteText(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        WriteCount(bytes);
        Length += Encoding.UTF8.GetBytes(text, Reserve(bytes).AsSpan(Length));
    }

    private byte[] Reserve(int bytes)
    {
        if (bytes > _bytes.Length - Length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, Length + bytes));
        }

        return _bytes;
    }
}
