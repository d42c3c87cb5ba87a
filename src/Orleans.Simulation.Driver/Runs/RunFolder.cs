using System.Globalization;
using System.Text;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Checkpoints;

namespace Orleans.Simulation.Driver.Runs;

/// <summary>
/// The folder of a run that has not ended: its order, the journal of its records, its checkpoints. One process has it at a
/// time; a killed one loses it at once.
/// </summary>
/// <remarks>The lock is the operating system's on an open file, so it needs no heartbeat and is never left behind.</remarks>
public sealed class RunFolder : IDisposable
{
    /// <summary>What the name of a run's folder adds to that of its results.</summary>
    public const string Extension = ".run";

    private const string LockFile = "lock";
    private const string EpochFile = "epoch";
    private const string CheckpointFolder = "checkpoints";
    private const string DiscardedFolder = "checkpoints.discarded";

    private readonly FileStream _lock;

    private RunFolder(string path, RunOrder order, FileStream held) => (Path, Order, _lock) = (path, order, held);

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>What the run is to do.</summary>
    public RunOrder Order { get; private set; }

    /// <summary>Its checkpoints.</summary>
    public CheckpointStore Checkpoints => CheckpointsIn(Path);

    /// <summary>Path of the journal of its records.</summary>
    public string Journal => FileOf("records.journal");

    /// <summary>Makes the folder of a new run.</summary>
    /// <param name="path">Where.</param>
    /// <param name="order">What the run is to do.</param>
    /// <exception cref="InvalidInputException">There is a run with checkpoints, or another process has it.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static RunFolder Create(string path, RunOrder order)
    {
        path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(path);
        var held = Hold(path) ?? throw Refused(path, "in use by another process", "free");
        try
        {
            if (CheckpointsIn(path).Numbers.Count > 0)
            {
                throw Refused(
                    path, "an unfinished run with checkpoints", "absent: resume that run, delete the folder, or use another --out");
            }

            DurableFile.Replace(System.IO.Path.Combine(path, RunOrder.FileName), order.ToBytes());
            return new(path, order, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens the folder of a run.</summary>
    /// <exception cref="InvalidInputException">There is none, it is damaged, or another process has it.</exception>
    public static RunFolder Open(string path) =>
        TryOpen(path) ?? throw Refused(path, "in use by another process", "free");

    /// <summary>Opens the folder of a run unless another process has it.</summary>
    /// <returns>The folder; null: another process has it.</returns>
    /// <exception cref="InvalidInputException">There is none, or it is damaged.</exception>
    public static RunFolder? TryOpen(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        if (!File.Exists(System.IO.Path.Combine(path, RunOrder.FileName)))
        {
            throw Refused(path, "not the folder of a run", $"a folder with the {RunOrder.FileName} of an unfinished run");
        }

        if (Hold(path) is not { } held)
        {
            return null;
        }

        try
        {
            return new(path, RunOrder.Read(System.IO.Path.Combine(path, RunOrder.FileName)), held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Changes how the run is played; what is played stays.</summary>
    public void Replace(RunOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        DurableFile.Replace(FileOf(RunOrder.FileName), order.ToBytes());
        Order = order;
    }

    /// <summary>Full path of the folder that the results go to.</summary>
    public string ResultFolder => Order.ResultFolder ?? FileOf("results");

    /// <summary>Begins the run anew: no two beginnings have the same number, whichever process makes them.</summary>
    /// <exception cref="IOException">The number cannot be made safe.</exception>
    public int NextEpoch()
    {
        var file = FileOf(EpochFile);
        var last = 0;
        if (File.Exists(file) && !int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out last))
        {
            throw Refused(file, "damaged", "the number of times that the run was begun");
        }

        DurableFile.Replace(file, Encoding.UTF8.GetBytes((last + 1).ToString(CultureInfo.InvariantCulture)));
        return last + 1;
    }

    /// <summary>Removes what only a run that goes on needs; a failure leaves files that nobody needs.</summary>
    /// <remarks>
    /// All checkpoints go in one step: a process that is killed in the middle must not leave some that lack their journal, or
    /// half of one, for these would be refused.
    /// </remarks>
    public void DiscardProgress()
    {
        try
        {
            var (checkpoints, discarded) = (FileOf(CheckpointFolder), FileOf(DiscardedFolder));
            DeleteFolder(discarded);
            if (Directory.Exists(checkpoints))
            {
                Directory.Move(checkpoints, discarded);
            }

            File.Delete(Journal);
            DeleteFolder(discarded);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The results are safe.
        }
    }

    /// <summary>Path of a file in the folder.</summary>
    public string FileOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Removes the folder of a run that has ended; a failure leaves files that nobody needs.</summary>
    public void Delete()
    {
        DiscardProgress();
        Dispose();
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The results are safe; failing the run over its leavings would be worse.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static CheckpointStore CheckpointsIn(string path) => new(System.IO.Path.Combine(path, CheckpointFolder));

    /// <summary>Takes the lock; null: somebody else has it.</summary>
    private static FileStream? Hold(string path)
    {
        try
        {
            return new(System.IO.Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException) && File.Exists(System.IO.Path.Combine(path, LockFile)))
        {
            return null;
        }
    }

    private static InvalidInputException Refused(string path, string actual, string expected) => new([new(path, actual, expected)]);
}
