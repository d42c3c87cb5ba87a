using System.Security.Cryptography;
using System.Text;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;

namespace Orleans.Simulation.Reporting.Journals;

/// <summary>The records of a run so far, in a file, so that a run that goes on from a checkpoint has them again.</summary>
/// <remarks>
/// Tables, statistics and hashes are made anew from it on the same way on which they were made at first: they cannot
/// be cut off at a checkpoint themselves. Not thread-safe.
/// </remarks>
public sealed class RecordJournal : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly RecordBuffer _buffer = new();

    private RecordJournal(FileStream file) => _file = file;

    /// <summary>Starts a journal, in place of one that may be there.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static RecordJournal Create(string path) => new(Open(path, FileMode.Create));

    /// <summary>Goes on with a journal from a mark; what was written after it is forgotten.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="mark">Where to go on.</param>
    /// <param name="recorder">Gets all records up to the mark.</param>
    /// <returns>The journal and how many of its records are jobs and failures.</returns>
    /// <exception cref="InvalidDataException">The file is not what it was at the mark; the recorder is of no use any more.</exception>
    public static (RecordJournal Journal, long Jobs, long Failures) Resume(
        string path, JournalMark mark, ResultRecorder recorder)
    {
        ArgumentNullException.ThrowIfNull(mark);
        ArgumentNullException.ThrowIfNull(recorder);
        var journal = new RecordJournal(Open(path, FileMode.OpenOrCreate));
        try
        {
            journal.Verify(path, mark);
            var (jobs, failures) = journal.Replay(mark.Bytes, recorder);
            journal._file.SetLength(mark.Bytes);
            journal._file.Position = mark.Bytes;
            return (journal, jobs, failures);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Finds out whether a journal holds what it did at a mark.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="mark">What it must hold.</param>
    /// <exception cref="InvalidDataException">It does not.</exception>
    public static void MustHold(string path, JournalMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        using var journal = new RecordJournal(Open(path, FileMode.OpenOrCreate));
        journal.Verify(path, mark);
    }

    /// <summary>Reads the windows of the rolling hashes that a journal held at a mark; leaves the file as it is.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="mark">What it must hold.</param>
    /// <exception cref="InvalidDataException">It does not.</exception>
    public static IReadOnlyList<WindowHash> ReadWindows(string path, JournalMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        using var journal = new RecordJournal(new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0));
        journal.Verify(path, mark);
        var windows = new List<WindowHash>();
        journal.Read(mark.Bytes, _ => { }, _ => { }, _ => { }, windows.Add);
        return windows;
    }

    /// <summary>Notes a job.</summary>
    public void Write(JobRecord job)
    {
        Begin(RecordKind.Job);
        _buffer.Write(job);
    }

    /// <summary>Notes a failure.</summary>
    public void Write(FailureRecord failure)
    {
        Begin(RecordKind.Failure);
        _buffer.Write(failure);
    }

    /// <summary>Notes an interval of the time series.</summary>
    public void Write(IntervalSample sample)
    {
        Begin(RecordKind.Sample);
        _buffer.Write(sample);
    }

    /// <summary>Notes a window of the rolling hashes.</summary>
    public void Write(WindowHash window)
    {
        Begin(RecordKind.WindowHash);
        _buffer.Write(window);
    }

    /// <summary>Makes all that was written so far safe on the disk.</summary>
    /// <returns>Where the journal stands.</returns>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public JournalMark Mark()
    {
        Flush();
        _file.Flush(flushToDisk: true);
        return new(_file.Position, Convert.ToHexStringLower(_hash.GetCurrentHash()));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
    }

    private static FileStream Open(string path, FileMode mode) =>
        new(path, mode, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    private void Begin(RecordKind kind)
    {
        if (_buffer.Length >= BufferBytes)
        {
            Flush();
        }

        _buffer.WriteByte((byte)kind);
    }

    private void Flush()
    {
        _hash.AppendData(_buffer.Bytes);
        _file.Write(_buffer.Bytes);
        _buffer.Clear();
    }

    /// <summary>Takes the hash of the file up to the mark, which goes on with what is written next.</summary>
    private void Verify(string path, JournalMark mark)
    {
        if (_file.Length < mark.Bytes)
        {
            throw new InvalidDataException($"{path} is {_file.Length} bytes long, must be at least {mark.Bytes}");
        }

        _file.Position = 0;
        var chunk = new byte[BufferBytes];
        for (var left = mark.Bytes; left > 0;)
        {
            var read = _file.ReadAtLeast(chunk.AsSpan(0, (int)Math.Min(left, chunk.Length)), 1);
            _hash.AppendData(chunk.AsSpan(0, read));
            left -= read;
        }

        var hash = Convert.ToHexStringLower(_hash.GetCurrentHash());
        if (hash != mark.Hash)
        {
            throw new InvalidDataException($"the first {mark.Bytes} bytes of {path} have hash {hash}, must be {mark.Hash}");
        }
    }

    private (long Jobs, long Failures) Replay(long bytes, ResultRecorder recorder)
    {
        var (jobs, failures) = (0L, 0L);
        Read(
            bytes,
            job =>
            {
                recorder.Record(job);
                jobs++;
            },
            failure =>
            {
                recorder.Record(failure);
                failures++;
            },
            recorder.Record,
            recorder.Record);
        return (jobs, failures);
    }

    private void Read(
        long bytes,
        Action<JobRecord> job,
        Action<FailureRecord> failure,
        Action<IntervalSample> sample,
        Action<WindowHash> window)
    {
        _file.Position = 0;
        using var buffered = new BufferedStream(new BoundedReading(_file, bytes), BufferBytes);
        using var reader = new BinaryReader(buffered, Encoding.UTF8);
        for (var kind = buffered.ReadByte(); kind >= 0; kind = buffered.ReadByte())
        {
            switch ((RecordKind)kind)
            {
                case RecordKind.Job:
                    job(reader.ReadJob());
                    break;
                case RecordKind.Failure:
                    failure(reader.ReadFailure());
                    break;
                case RecordKind.Sample:
                    sample(reader.ReadSample());
                    break;
                case RecordKind.WindowHash:
                    window(reader.ReadWindowHash());
                    break;
                default:
                    throw new InvalidDataException($"a record of the journal is of kind {kind}, must be 1 to 4");
            }
        }
    }
}
