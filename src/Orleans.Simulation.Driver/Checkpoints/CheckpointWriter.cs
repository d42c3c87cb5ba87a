using System.Security.Cryptography;

namespace Orleans.Simulation.Driver.Checkpoints;

/// <summary>Writes one file of a checkpoint, a snapshot a line, and takes its hash on the way.</summary>
internal sealed class CheckpointWriter(string folder, string name) : IDisposable
{
    private const int BufferBytes = 1 << 18;

    private readonly FileStream _file =
        new(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Appends a snapshot.</summary>
    public void Write(ReadOnlySpan<byte> snapshot)
    {
        Append(snapshot);
        Append("\n"u8);
    }

    /// <summary>Makes the file safe on the disk.</summary>
    public CheckpointFile Complete()
    {
        _file.Flush(flushToDisk: true);
        return new(name, _file.Length, Convert.ToHexStringLower(_hash.GetCurrentHash()));
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _file.Write(bytes);
    }
}
