using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Orleans.Simulation.Reporting.Hashing;

/// <summary>A SHA-256 over values in one fixed binary form: little-endian, strings as their UTF-8 length and bytes.</summary>
/// <remarks>An absent value is a byte 0, a present optional one a byte 1 and the value. Not thread-safe.</remarks>
internal sealed class CanonicalHash : IDisposable
{
    private const int BufferBytes = 1 << 14;
    private const int LargestValueBytes = 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _used;

    /// <summary>Appends 8 bits.</summary>
    public void Add(byte value) => Reserve(sizeof(byte))[0] = value;

    /// <summary>Appends 32 bits.</summary>
    public void Add(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(sizeof(int)), value);

    /// <summary>Appends 64 bits.</summary>
    public void Add(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(sizeof(long)), value);

    /// <summary>Appends 128 bits.</summary>
    public void Add(Int128 value) => BinaryPrimitives.WriteInt128LittleEndian(Reserve(LargestValueBytes), value);

    /// <summary>Appends a byte that says whether there is a value, and the value.</summary>
    public void Add(long? value)
    {
        Add(value.HasValue ? (byte)1 : (byte)0);
        if (value is { } present)
        {
            Add(present);
        }
    }

    /// <summary>Appends a text.</summary>
    public void Add(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Add(length);
        if (length > BufferBytes)
        {
            Add(Encoding.UTF8.GetBytes(value));
            return;
        }

        Encoding.UTF8.GetBytes(value, Reserve(length));
    }

    /// <summary>Appends bytes without their length.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BufferBytes - _used)
        {
            Flush();
        }

        if (bytes.Length > BufferBytes)
        {
            _hash.AppendData(bytes);
            return;
        }

        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    /// <summary>The hash of all that has been appended so far; more may follow.</summary>
    public byte[] Current()
    {
        Flush();
        return _hash.GetCurrentHash();
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private Span<byte> Reserve(int bytes)
    {
        if (bytes > BufferBytes - _used)
        {
            Flush();
        }

        var span = _buffer.AsSpan(_used, bytes);
        _used += bytes;
        return span;
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _used);
        _used = 0;
    }
}
