using System.Globalization;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Reporting;
using Orleans.Simulation.Reporting.Journals;

namespace Orleans.Simulation.Driver.Checkpoints;

/// <summary>The checkpoints of a run: numbered folders, of which the last two are kept.</summary>
/// <remarks>
/// A checkpoint is written into <c>NUMBER.partial</c>: every file is hashed and synchronised, the manifest last; then the
/// folder gets its name. So a process that is killed at any moment leaves the checkpoint before.
/// </remarks>
/// <param name="folder">Where they lie; made with the first one.</param>
public sealed class CheckpointStore(string folder)
{
    /// <summary>The one that was found damaged may be the last; the one before it still is there.</summary>
    private const int Kept = 2;

    private const string Partial = ".partial";

    /// <summary>Numbers of the checkpoints, the latest first.</summary>
    public IReadOnlyList<long> Numbers => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Select(NumberOf).OfType<long>().OrderDescending()]
        : [];

    /// <summary>Saves a run.</summary>
    /// <param name="engine">Its engine, between two windows.</param>
    /// <param name="plan">Its fleet.</param>
    /// <param name="manifest">Where it stands.</param>
    /// <returns>The checkpoint.</returns>
    /// <exception cref="IOException">The disk is full or fails; the checkpoints before are as they were.</exception>
    public async Task<Checkpoint> SaveAsync(ISimulationEngine engine, FleetPlan plan, CheckpointManifest manifest)
    {
        var number = (Numbers is [var latest, ..] ? latest : 0) + 1;
        var (path, partial) = (PathOf(number), PathOf(number) + Partial);
        try
        {
            Delete(partial);
            Directory.CreateDirectory(partial);
            var written = await Checkpoint.WriteAsync(partial, engine, plan, manifest);
            Directory.Move(partial, path);
            DurableFile.SyncFolder(folder);
            foreach (var old in Numbers.Skip(Kept))
            {
                Delete(PathOf(old));
            }

            return new(path, written);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TryDelete(partial);
            throw new CheckpointFailedException(
                $"no checkpoint can be written to {folder} ({exception.Message.TrimEnd('.')}): make room or give permission there, "
                + "and resume the run; its earlier checkpoints are as they were",
                exception);
        }
    }

    /// <summary>Finds the latest checkpoint that is whole and belongs to a run.</summary>
    /// <param name="scenario">What the run is.</param>
    /// <param name="journal">Path of its journal.</param>
    /// <param name="note">Hears of each checkpoint that is passed over, and why.</param>
    /// <returns>The checkpoint; null: there is none at all.</returns>
    /// <exception cref="InvalidInputException">There are some, and none of them can be used; with every reason.</exception>
    public Checkpoint? Latest(ScenarioFacts scenario, string journal, Action<string> note)
    {
        var refused = new List<InputIssue>();
        foreach (var number in Numbers)
        {
            try
            {
                var checkpoint = Checkpoint.Read(PathOf(number));
                MustBelongTo(checkpoint.Manifest, scenario);
                RecordJournal.MustHold(journal, checkpoint.Manifest.Journal);
                foreach (var issue in refused)
                {
                    note($"{issue.Where} is not used: {issue.Actual}. The run goes on from {PathOf(number)}.");
                }

                return checkpoint;
            }
            catch (InvalidDataException exception)
            {
                refused.Add(new(PathOf(number), exception.Message, "a whole checkpoint of this run and version"));
            }
        }

        return refused.Count == 0 ? null : throw new InvalidInputException(refused);
    }

    private static void MustBelongTo(CheckpointManifest manifest, ScenarioFacts scenario)
    {
        if (manifest.Scenario != scenario)
        {
            throw new InvalidDataException($"it belongs to {Describe(manifest.Scenario)}, and the run is {Describe(scenario)}");
        }
    }

    private static string Describe(ScenarioFacts scenario) =>
        $"{scenario.Name} ({scenario.Hash[..Math.Min(8, scenario.Hash.Length)]}) with seed {scenario.Seed}, version {scenario.Version}";

    private static long? NumberOf(string path) =>
        long.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is no checkpoint, and the next one makes its folder anew.
        }
    }

    private string PathOf(long number) => Path.Combine(folder, number.ToString("D8", CultureInfo.InvariantCulture));
}
