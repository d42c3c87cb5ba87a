using System.Text.Json;
using Orleans.Simulation.Core.Snapshots;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Runs;

namespace Orleans.Simulation.Driver.Clusters;

/// <summary>
/// A run as the silos of a cluster see it: a folder that all of them share. Whoever holds its lock drives it; anybody may read
/// its status and leave a request.
/// </summary>
/// <remarks>
/// Everything that must survive is in files, so that no silo is more important than another, and a run whose driver dies
/// is taken up by whoever gets the lock next.
/// </remarks>
/// <param name="Number">Number of the run in the cluster.</param>
/// <param name="Path">Path of the run's folder.</param>
public sealed record RunPlace(int Number, string Path)
{
    private const string OpenFile = "open";
    private const string StatusFile = "status.json";
    private const string RequestFile = "request";

    /// <summary>Whether the run is to be played by whoever gets to it.</summary>
    public bool IsOpen => File.Exists(FileOf(OpenFile));

    /// <summary>Folder of the run's results.</summary>
    public string Results => FileOf("results");

    /// <summary>Has the run played.</summary>
    public void Open() => File.WriteAllText(FileOf(OpenFile), string.Empty);

    /// <summary>Has the run left alone.</summary>
    public void Close() => File.Delete(FileOf(OpenFile));

    /// <summary>The last that was said of the run; null: nothing yet.</summary>
    public RunStatus? ReadStatus()
    {
        try
        {
            return JsonSerializer.Deserialize<RunStatus>(File.ReadAllBytes(FileOf(StatusFile)), SnapshotJson.Options);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            // It is only what was said last: a status that was lost or damaged is said anew by whoever drives the run.
            return null;
        }
    }

    /// <summary>The last that was said of the run; where that is lost, what its order says. Null: its order is lost, too.</summary>
    public RunStatus? Describe()
    {
        try
        {
            return ReadStatus() ?? RunStatus.Of(Number, RunOrder.Read(FileOf(RunOrder.FileName)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidInputException)
        {
            return null;
        }
    }

    /// <summary>Says something of the run.</summary>
    public void WriteStatus(RunStatus status) =>
        Put(StatusFile, SnapshotJson.Write(status with { Updated = DateTimeOffset.UtcNow }));

    /// <summary>Asks whoever drives the run to end it.</summary>
    public void Request(RunStop stop) => Put(RequestFile, SnapshotJson.Write(stop));

    /// <summary>The end that was asked for; none: the run is to go on.</summary>
    public RunStop ReadRequest()
    {
        var file = FileOf(RequestFile);
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize<RunStop>(File.ReadAllBytes(file), SnapshotJson.Options)
                : RunStop.None;
        }
        catch (JsonException)
        {
            // Nobody who asks through a cluster writes such a file.
            return RunStop.None;
        }
    }

    /// <summary>Forgets what was asked for.</summary>
    public void ForgetRequest() => File.Delete(FileOf(RequestFile));

    /// <summary>Opens the run's folder unless another process has it; null: it has.</summary>
    public RunFolder? TryHold() => RunFolder.TryOpen(Path);

    /// <summary>Replaces a file in one step, so that whoever reads it never sees a part; it need not survive a loss of power.</summary>
    private void Put(string name, byte[] content)
    {
        var next = FileOf($"{name}.{Guid.NewGuid():N}");
        File.WriteAllBytes(next, content);
        File.Move(next, FileOf(name), overwrite: true);
    }

    private string FileOf(string name) => System.IO.Path.Combine(Path, name);
}
