using System.Text;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Reporting.Journals;

namespace Orleans.Simulation.Reporting.Hashing;

/// <summary>The file <c>windows.hash</c> of a result folder: the rolling hashes of the run, window by window.</summary>
/// <remarks>Ten bytes for each rack and each window in which something happened to it, twenty for each data center.</remarks>
public sealed class WindowHashLog : IDisposable
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "windows.hash";

    /// <summary>Changes with the hashes and their form, so that logs of different kinds are never compared.</summary>
    private const string Form = "orleans-simulation-windows/1";

    private readonly BinaryWriter _writer;
    private readonly RecordBuffer _record = new();

    /// <summary>Creates the file in a folder.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    public WindowHashLog(string folder)
    {
        _writer = new(File.Create(Path.Combine(folder, FileName)), Encoding.UTF8);
        _writer.Write(Form);
    }

    /// <summary>Reads the log of a result folder.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is damaged or of another version.</exception>
    public static IReadOnlyList<WindowHash> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var reader = new BinaryReader(File.OpenRead(path), Encoding.UTF8);
            if (reader.ReadString() is var form && form != Form)
            {
                throw new InvalidDataException($"{path}: is of form {form}, must be {Form}");
            }

            var windows = new List<WindowHash>();
            while (reader.BaseStream.Position < reader.BaseStream.Length)
            {
                windows.Add(reader.ReadWindowHash());
            }

            return windows;
        }
        catch (Exception exception) when (exception is IOException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"{path}: is not readable ({exception.Message}), must be the hash log of a run", exception);
        }
    }

    /// <summary>Appends a window.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Write(WindowHash window)
    {
        _record.Clear();
        _record.Write(window);
        _writer.Write(_record.Bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
