using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Blocks of numbers in a temporary file that nobody else sees and that goes with the process, however it ends.</summary>
internal sealed class SpilledBlocks : IDisposable
{
    private readonly int _length;
    private readonly SafeFileHandle _file;

    /// <summary>Makes the file.</summary>
    /// <param name="length">Numbers in a block.</param>
    /// <exception cref="IOException">The machine's folder for temporary files takes none.</exception>
    public SpilledBlocks(int length)
    {
        _length = length;
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
        {
            // Windows deletes the file of a killed process; elsewhere the name goes at once and the file with its last handle.
            File.Delete(path);
        }
    }

    /// <summary>Blocks in the file.</summary>
    public int Count { get; private set; }

    private long BlockBytes => (long)_length * sizeof(long);

    /// <summary>Adds a block.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Add(ReadOnlySpan<long> block) => RandomAccess.Write(_file, MemoryMarshal.AsBytes(block), Count++ * BlockBytes);

    /// <summary>Reads a block.</summary>
    public void Read(int index, Span<long> block)
    {
        var bytes = MemoryMarshal.AsBytes(block);
        var offset = index * BlockBytes;
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(_file, bytes, offset);
            if (read == 0)
            {
                throw new EndOfStreamException("A temporary file is shorter than what was written to it.");
            }

            bytes = bytes[read..];
            offset += read;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
