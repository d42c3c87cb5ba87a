using System.Security.Cryptography;
using System.Text.Json;
using Orleans.Simulation.Core.Snapshots;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Reporting;

namespace Orleans.Simulation.Driver.Runs;

/// <summary>What a run is to do, in full: whoever has this and the trace files can play it, or go on with it.</summary>
public sealed record RunOrder
{
    /// <summary>The form that this build writes and reads.</summary>
    public const int CurrentFormat = 12;

    /// <summary>Name of the file that holds an order, in the folder of a run and in that of its results.</summary>
    public const string FileName = "run.json";

    private const string Undamaged = "as it was written when the run was played";

    /// <summary>Version of the form.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>What is played.</summary>
    public required RunSpecification Specification { get; init; }

    /// <summary>Which tables are written.</summary>
    public required ResultOptions Results { get; init; }

    /// <summary>When checkpoints are saved. Default: on demand.</summary>
    public CheckpointPolicy Checkpoints { get; init; } = CheckpointPolicy.OnDemand;

    /// <summary>Length of every window; null: they adapt.</summary>
    public VirtualDuration? Window { get; init; }

    /// <summary>Full path of the folder that its results go to; null: <c>results</c> in the folder of the run.</summary>
    public string? ResultFolder { get; init; }

    /// <summary>Jobs of all traces: the measure of progress of a run that ends with its last job.</summary>
    public long TraceJobs { get; init; }

    /// <summary>Silos without which the run waits; at least 1.</summary>
    public int SilosNeeded { get; init; } = 1;

    /// <summary>How long it waits for them before it stops, to be resumed. Default: two minutes.</summary>
    public TimeSpan SiloPatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>SHA-256 of each trace file when the run was ordered, by path.</summary>
    public required IReadOnlyDictionary<string, string> TraceHashes { get; init; }

    /// <summary>SHA-256 of the document with an empty checksum: a run must not go on with another order than it began with.</summary>
    public string Checksum { get; init; } = string.Empty;

    /// <summary>How the run is cut into windows.</summary>
    public PlaybackOptions Playback => Window is { } window
        ? PlaybackOptions.Default with { Window = window, Adapts = false }
        : PlaybackOptions.Default;

    /// <summary>What decides the results, not how they are come by: the same for any engine, windows, checkpoints.</summary>
    public RunOrder Essence => new()
    {
        Specification = Specification,
        Results = Results,
        TraceJobs = TraceJobs,
        TraceHashes = TraceHashes,
    };

    /// <summary>Reads an order.</summary>
    /// <param name="file">Path of the file.</param>
    /// <exception cref="InvalidInputException">It is damaged or of another format.</exception>
    public static RunOrder Read(string file)
    {
        try
        {
            var order = JsonSerializer.Deserialize<RunOrder>(File.ReadAllBytes(file), SnapshotJson.Options);
            if (order is { Format: not CurrentFormat })
            {
                throw Refused(file, $"of format {order.Format}", $"of format {CurrentFormat}, which this version reads");
            }

            if (order is not { Specification: { Fleet: not null, Sources: not null, Scenario: not null }, TraceHashes: not null })
            {
                throw Refused(file, "damaged (it lacks a part)", Undamaged);
            }

            // Another version may have other parts, of which this one knows no checksum; whoever needs this version says so.
            var isForeign = order.Specification.Scenario.Version != PreparedRun.Version;
            return isForeign || order.Checksum == ChecksumOf(order)
                ? order
                : throw Refused(file, "damaged (its checksum is wrong)", Undamaged);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw Refused(file, $"damaged ({exception.Message.ReplaceLineEndings(" ")})", Undamaged);
        }
    }

    /// <summary>The order as the bytes of a file.</summary>
    public byte[] ToBytes() => SnapshotJson.Write(this with { Checksum = ChecksumOf(this) });

    /// <summary>The hashes of the trace files of some sources.</summary>
    public static IReadOnlyDictionary<string, string> HashTraces(IEnumerable<WorkloadSource> sources) =>
        sources.OfType<TraceSource>()
            .Select(source => source.File)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(file => file, HashOf, StringComparer.Ordinal);

    /// <summary>Finds out whether this build can play the order with the trace files that are there now.</summary>
    /// <param name="version">Version of this build.</param>
    /// <exception cref="InvalidInputException">It cannot; with every reason.</exception>
    public void MustBePlayable(string version)
    {
        var issues = new List<InputIssue>();
        if (Specification.Scenario.Version != version)
        {
            issues.Add(new("run", $"of version {Specification.Scenario.Version}", $"of this version, {version}; that version can resume it"));
        }

        issues.AddRange(TraceIssues());
        if (issues.Count > 0)
        {
            throw new InvalidInputException(issues);
        }
    }

    /// <summary>Compares the trace files that are there now with those of the order.</summary>
    /// <returns>Every one that is missing or another.</returns>
    public IEnumerable<InputIssue> TraceIssues()
    {
        foreach (var (file, hash) in TraceHashes)
        {
            if (!File.Exists(file))
            {
                yield return new(file, "missing", "the trace with which the run began");
            }
            else if (HashOf(file) != hash)
            {
                yield return new(file, "another file than when the run began", "the trace with which the run began");
            }
        }
    }

    private static InvalidInputException Refused(string file, string actual, string expected) =>
        new([new(file, actual, expected)]);

    private static string ChecksumOf(RunOrder order) =>
        Convert.ToHexStringLower(SHA256.HashData(SnapshotJson.Write(order with { Checksum = string.Empty })));

    private static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
