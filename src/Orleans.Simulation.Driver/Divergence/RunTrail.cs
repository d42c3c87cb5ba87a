using System.Text.Json;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Reporting.Folders;
using Orleans.Simulation.Reporting.Hashing;
using Orleans.Simulation.Reporting.Journals;

namespace Orleans.Simulation.Driver.Divergence;

/// <summary>What a run left behind: what it was to do, and what it went through, as hashes.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Order">What the run was to do.</param>
/// <param name="Windows">Its rolling hashes, by (end, data center).</param>
/// <param name="End">How far they reach.</param>
/// <param name="Summary">Its summary; null: it has not ended.</param>
public sealed record RunTrail(
    string Path, RunOrder Order, IReadOnlyList<WindowHash> Windows, VirtualTime End, JsonElement? Summary)
{
    /// <summary>Whether the run got to its end.</summary>
    public bool IsComplete => Summary is { } summary && summary.GetProperty("complete").GetBoolean();

    /// <summary>Fingerprint of all its results; null: it has none.</summary>
    public string? ResultHash => Summary?.GetProperty("resultHash").GetString();

    /// <summary>Reads what lies in a folder of results, or in the folder of a run that has not ended.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="note">Hears what the user should know of checkpoints.</param>
    /// <exception cref="InvalidInputException">It is neither, is damaged, or is used by a run that goes on.</exception>
    public static RunTrail Read(string path, Action<string> note)
    {
        try
        {
            return File.Exists(System.IO.Path.Combine(path, WindowHashLog.FileName)) ? OfResults(path)
                : File.Exists(System.IO.Path.Combine(path, RunOrder.FileName)) ? OfUnfinished(path, note)
                : throw Refused(
                    path,
                    Directory.Exists(path) ? "without hashes of a run" : "not there",
                    $"a folder of results with {WindowHashLog.FileName}, "
                        + $"or one of an unfinished run, such as here{RunFolder.Extension}");
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidInputException([new(path, $"damaged ({exception.Message})", "as the run left it")]);
        }
    }

    private static RunTrail OfResults(string path)
    {
        var issues = new List<InputIssue>();
        foreach (var file in (string[])[RunOrder.FileName, ResultFolder.SummaryFile])
        {
            if (!File.Exists(System.IO.Path.Combine(path, file)))
            {
                issues.Add(new(System.IO.Path.Combine(path, file), "missing", "as the run left it"));
            }
        }

        if (issues.Count > 0)
        {
            throw new InvalidInputException(issues);
        }

        var summary = ReadSummary(System.IO.Path.Combine(path, ResultFolder.SummaryFile));
        var end = summary.GetProperty("endSeconds").GetDecimal() * VirtualDuration.MicrosecondsPerSecond;
        var order = RunOrder.Read(System.IO.Path.Combine(path, RunOrder.FileName));
        return Of(path, order, WindowHashLog.Read(path), new((long)end), summary);
    }

    private static RunTrail OfUnfinished(string path, Action<string> note)
    {
        using var run = RunFolder.Open(path);
        var checkpoint = run.Checkpoints.Latest(run.Order.Specification.Scenario, run.Journal, note)
            ?? throw Refused(path, "an unfinished run without a checkpoint", "one with a checkpoint, which holds its hashes");
        return Of(
            path,
            run.Order,
            RecordJournal.ReadWindows(run.Journal, checkpoint.Manifest.Journal),
            checkpoint.Manifest.Horizon,
            summary: null);
    }

    private static RunTrail Of(
        string path, RunOrder order, IReadOnlyList<WindowHash> windows, VirtualTime end, JsonElement? summary)
    {
        var dataCenters = order.Specification.Fleet.DataCenters;
        return windows.All(window => window.DataCenter >= 0
            && window.DataCenter < dataCenters.Count
            && window.Racks.All(rack => rack.Rack >= 0 && rack.Rack < dataCenters[window.DataCenter].Topology.Racks))
            ? new(path, order, [.. windows.OrderBy(window => (window.End, window.DataCenter))], end, summary)
            : throw new InvalidDataException("its hashes name a rack that its fleet does not have");
    }

    private static JsonElement ReadSummary(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = document.RootElement.Clone();
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("resultHash", out var hash)
                && hash.ValueKind == JsonValueKind.String
                && root.TryGetProperty("complete", out var complete)
                && complete.ValueKind is JsonValueKind.True or JsonValueKind.False
                && root.TryGetProperty("endSeconds", out var end)
                && end.ValueKind == JsonValueKind.Number
                ? root
                : throw new InvalidDataException($"its {ResultFolder.SummaryFile} is not that of a run");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"its {ResultFolder.SummaryFile} is no JSON: {exception.Message}", exception);
        }
    }

    private static InvalidInputException Refused(string path, string actual, string expected) =>
        new([new(path, actual, expected)]);
}
