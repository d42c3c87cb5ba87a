using System.Globalization;
using System.Text.Json;

namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>
/// A run of some seconds on silos, in many windows and with many checkpoints, so that whatever happens to a silo happens in its
/// middle; and what it must come to.
/// </summary>
public static class LongRun
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static IReadOnlyDictionary<string, byte[]>? _expected;

    /// <summary>Its arguments, and more.</summary>
    public static string[] With(params string[] more) =>
    [
        "run", "rainier", "--set", "fleet.chips=512", "--set", "duration=120d", "--set", "failures.meanTimeToFailure=3000h",
        "--set", "failures.maxRestarts=5", "--tables", "csv", "--window", "12h", "--checkpoint-every", "5d", .. more,
    ];

    /// <summary>Compares results with those of the reference engine, every file to the byte.</summary>
    /// <param name="folder">Full path of the results.</param>
    public static async Task AssertSameResultsAsync(string folder)
    {
        var files = await ExpectedAsync();
        Assert.Equal(files.Keys.Append("performance.json").Order(StringComparer.Ordinal), NamesIn(folder));
        foreach (var (name, content) in files)
        {
            var actual = await File.ReadAllBytesAsync(Path.Combine(folder, name));
            Assert.True(content.SequenceEqual(actual), $"{name} differs from that of the reference engine");
        }
    }

    /// <summary>What the status file in the folder of a run says; null: nothing yet.</summary>
    /// <param name="runFolder">Full path of the folder of the run.</param>
    public static JsonElement? StatusIn(string runFolder)
    {
        var file = Path.Combine(runFolder, "status.json");
        return File.Exists(file) ? JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file)) : null;
    }

    /// <summary>Whether a run has played some days.</summary>
    public static bool HasPlayed(string runFolder, int days) =>
        StatusIn(runFolder) is { } status
        && status.At("Progress") is { ValueKind: JsonValueKind.Object } progress
        && progress.Count("Now") >= days * 86_400_000_000L;

    /// <summary>The name of a checkpoint of a run, if it has been saved; checkpoints are numbered from 1.</summary>
    public static bool HasCheckpoint(string runFolder, int number) =>
        Directory.Exists(Path.Combine(runFolder, "checkpoints"))
        && Directory.EnumerateDirectories(Path.Combine(runFolder, "checkpoints"))
            .Any(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var saved) && saved >= number);

    private static IEnumerable<string> NamesIn(string folder) =>
        Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static async Task<IReadOnlyDictionary<string, byte[]>> ExpectedAsync()
    {
        await Gate.WaitAsync();
        try
        {
            if (_expected is null)
            {
                using var workspace = new Workspace();
                (await workspace.RunAsync(With("--engine", "reference", "--out", "reference"))).AssertExit(0);
                _expected = NamesIn(workspace.PathOf("reference"))
                    .Where(name => name != "performance.json")
                    .ToDictionary(
                        name => name,
                        name => File.ReadAllBytes(Path.Combine(workspace.PathOf("reference"), name)),
                        StringComparer.Ordinal);
            }

            return _expected;
        }
        finally
        {
            Gate.Release();
        }
    }
}
