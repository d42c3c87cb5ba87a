using System.Text.Json;

namespace Orleans.Simulation.Swarm.Playing;

/// <summary>What can be seen of a run from outside: its files.</summary>
/// <param name="run">Folder of the run.</param>
/// <param name="results">Folder that its results are to appear in.</param>
internal sealed class RunView(string run, string results)
{
    private const string Partial = ".partial";

    private readonly string _checkpoints = Path.Combine(run, "checkpoints");

    /// <summary>Folder of the run.</summary>
    public string Run => run;

    /// <summary>Folder that its results are to appear in.</summary>
    public string Results => results;

    /// <summary>Whether it can be resumed.</summary>
    public bool IsThere => File.Exists(Path.Combine(run, "run.json"));

    /// <summary>Whether its results are there and complete.</summary>
    public bool IsComplete
    {
        get
        {
            try
            {
                using var summary = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(results, "summary.json")));
                return summary.RootElement.GetProperty("complete").GetBoolean();
            }
            catch (Exception exception) when (exception is IOException or JsonException)
            {
                return false;
            }
        }
    }

    /// <summary>Number of the latest checkpoint; zero: there is none.</summary>
    public long LatestCheckpoint =>
        Names(_checkpoints).Select(name => long.TryParse(name, out var number) ? number : 0).DefaultIfEmpty().Max();

    /// <summary>Whether a checkpoint is being written.</summary>
    public bool IsSaving => Names(_checkpoints).Any(name => name.EndsWith(Partial, StringComparison.Ordinal));

    /// <summary>Whether results are being collected: the fleet is made next.</summary>
    public bool IsCollecting =>
        Names(Path.GetDirectoryName(results)!)
            .Any(name => name.StartsWith($".{Path.GetFileName(results)}.partial-", StringComparison.Ordinal));

    /// <summary>How often it was begun on silos; zero: never.</summary>
    public int Epoch
    {
        get
        {
            try
            {
                return int.TryParse(File.ReadAllText(Path.Combine(run, "epoch")), out var epoch) ? epoch : 0;
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }

    /// <summary>What its driver says; null: nothing that can be read now.</summary>
    public RunSaying? Saying
    {
        get
        {
            try
            {
                using var status = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(run, "status.json")));
                return RunSaying.Of(status.RootElement);
            }
            catch (Exception exception) when (exception is IOException or JsonException)
            {
                return null;
            }
        }
    }

    private static string[] Names(string folder)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)!)];
        }
        catch (IOException)
        {
            // Not made yet, or gone while it was read.
            return [];
        }
    }
}

/// <summary>What the driver of a run on silos says.</summary>
/// <param name="State">Ordered, Waiting, Playing, Done, Interrupted, Stopped or Failed.</param>
/// <param name="Message">Why it waits, stopped or failed.</param>
/// <param name="Driver">Name of the silo.</param>
/// <param name="Phase">Activating, Playing, Saving or Settling; empty: nothing yet.</param>
/// <param name="Now">Virtual time in microseconds.</param>
internal sealed record RunSaying(string State, string Message, string Driver, string Phase, long Now)
{
    /// <summary>Whether nobody plays it any more.</summary>
    public bool HasEnded => State is "Done" or "Interrupted" or "Stopped" or "Failed";

    /// <summary>Reads a status.</summary>
    public static RunSaying Of(JsonElement status)
    {
        var progress = status.GetProperty("Progress");
        var isKnown = progress.ValueKind == JsonValueKind.Object;
        return new(
            status.GetProperty(nameof(State)).GetString()!,
            status.GetProperty(nameof(Message)).GetString()!,
            status.GetProperty(nameof(Driver)).GetString()!,
            isKnown ? progress.GetProperty(nameof(Phase)).GetString()! : string.Empty,
            isKnown ? progress.GetProperty(nameof(Now)).GetInt64() : 0);
    }
}
