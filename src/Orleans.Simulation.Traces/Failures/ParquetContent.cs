using System.Buffers.Binary;

namespace Orleans.Simulation.Traces.Failures;

/// <summary>A Parquet file in memory, in which the library cannot run past an end without noticing.</summary>
/// <remarks>
/// Parquet.Net 6.1.0 takes the end of its input for a number that goes on: in a damaged file it would read there for ever.
/// So a read at the end of the file throws, and the footer, which the library copies before it reads, is padded with zeros,
/// which end any number and structure. A whole footer ends itself and leaves them unread.
/// </remarks>
internal sealed class ParquetContent : MemoryStream
{
    /// <summary>Largest file in bytes; bounds memory.</summary>
    public const int MaxBytes = 512 * 1024 * 1024;

    private const int Padding = 65_536;

    // Behind the footer: its length in 4 bytes, and the magic bytes that the file begins with too.
    private const int TailBytes = 8;

    private ParquetContent(byte[] content)
        : base(content, writable: false)
    {
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file, at its start.</param>
    /// <exception cref="InvalidDataException">It is too large, or too short for the footer that it claims to have.</exception>
    public static ParquetContent Read(Stream file)
    {
        if (file.Length > MaxBytes)
        {
            throw new InvalidDataException($"larger than {MaxBytes} bytes");
        }

        var length = (int)file.Length;
        var content = new byte[length + Padding];
        file.ReadExactly(content, 0, length);
        if (length < TailBytes)
        {
            throw new InvalidDataException("no footer");
        }

        var tail = content.AsSpan(length - TailBytes, TailBytes);
        var footer = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (footer <= 0 || footer > length - TailBytes)
        {
            throw new InvalidDataException("no footer");
        }

        tail.CopyTo(content.AsSpan(^TailBytes));
        tail.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(^TailBytes), footer + Padding);
        return new ParquetContent(content);
    }

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">Nothing is left.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ThrowAtEnd(count);
        return base.Read(buffer, offset, count);
    }

    /// <inheritdoc/>
    /// <exception cref="EndOfStreamException">Nothing is left.</exception>
    public override int ReadByte()
    {
        ThrowAtEnd(1);
        return base.ReadByte();
    }

    private void ThrowAtEnd(int wanted)
    {
        if (wanted > 0 && Position >= Length)
        {
            throw new EndOfStreamException("the file ends too early");
        }
    }
}
