using System.Security.Cryptography;
using System.Text.Json;
using Orleans.Simulation.Core.Snapshots;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Reporting;
using Orleans.Simulation.Reporting.Journals;

namespace Orleans.Simulation.Driver.Checkpoints;

/// <summary>What a checkpoint consists of: the file that is written last and makes the others a checkpoint.</summary>
/// <param name="Format">Version of the form of checkpoints; see <see cref="CurrentFormat"/>.</param>
/// <param name="Scenario">What is run.</param>
/// <param name="Horizon">Everything before this instant has happened.</param>
/// <param name="Arrivals">Jobs that have been read from the sources.</param>
/// <param name="Journal">Where the journal of records stood.</param>
/// <param name="Files">The files with the states of fleet, data centers and racks, in the order in which they were written.</param>
/// <param name="Checksum">SHA-256 of this document with an empty checksum.</param>
public sealed record CheckpointManifest(
    int Format,
    ScenarioFacts Scenario,
    VirtualTime Horizon,
    int Arrivals,
    JournalMark Journal,
    IReadOnlyList<CheckpointFile> Files,
    string Checksum)
{
    /// <summary>The form that this build writes and reads. It changes whenever a snapshot does.</summary>
    public const int CurrentFormat = 11;

    /// <summary>Name of the file.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The document with its checksum, as bytes.</summary>
    public byte[] ToBytes() => SnapshotJson.Write(this with { Checksum = ChecksumOf(this) });

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of another version.</exception>
    public static CheckpointManifest Read(ReadOnlySpan<byte> bytes)
    {
        CheckpointManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<CheckpointManifest>(bytes, SnapshotJson.Options);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"its {FileName} is damaged ({exception.Message})", exception);
        }

        if (manifest?.Format is { } format && format != CurrentFormat)
        {
            throw new InvalidDataException($"it is of format {format}, and this version reads format {CurrentFormat}");
        }

        if (manifest?.Files is null || manifest.Scenario is null || manifest.Journal is null
            || manifest.Checksum != ChecksumOf(manifest))
        {
            throw new InvalidDataException($"its {FileName} is damaged (its checksum is wrong)");
        }

        return manifest;
    }

    private static string ChecksumOf(CheckpointManifest manifest) =>
        Convert.ToHexStringLower(SHA256.HashData(SnapshotJson.Write(manifest with { Checksum = string.Empty })));
}

/// <summary>A file of a checkpoint.</summary>
/// <param name="Name">Name in the checkpoint's folder.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Hash">SHA-256 of its content, 64 lower-case hexadecimal digits.</param>
public sealed record CheckpointFile(string Name, long Bytes, string Hash);
