using System.Diagnostics;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Tests.Runs;

namespace Orleans.Simulation.Driver.Tests.Checkpoints;

/// <summary>A checkpoint that is not what it was, or of another run, is refused with the reason.</summary>
public sealed class CheckpointStoreTests : IDisposable
{
    private const int OtherFormat = CheckpointManifest.CurrentFormat + 1;

    private static readonly RunSpecification Specification = FailingFleet.Specification;
    private static readonly string Reads = $"and this version reads format {CheckpointManifest.CurrentFormat}";

    private readonly ScratchFolder _scratch = new();

    /// <summary>What is done to the newest checkpoint, and what is said of it.</summary>
    public static TheoryData<string, string> Damages { get; } = new()
    {
        { "manifest cut off", "its manifest.json is damaged (" },
        { "manifest empty", $"it is of format 0, {Reads}" },
        { "manifest changed", "its manifest.json is damaged (its checksum is wrong)" },
        { "manifest missing", "it is incomplete (" },
        { "segment changed", "its data-center-1-racks.jsonl is damaged (its hash is wrong)" },
        { "segment cut off", "its data-center-1-racks.jsonl is damaged (its hash is wrong)" },
        { "segment missing", "it is incomplete (" },
        { "other format", $"it is of format {OtherFormat}, {Reads}" },
        { "other scenario", "it belongs to other (0123abcd) with seed 20, version 0.1.0, and the run is test (hash)" },
        { "other scenario hash", "it belongs to test (0123abcd) with seed 20" },
        { "other seed", "it belongs to test (hash) with seed 21, version 0.1.0" },
        { "other version", "with seed 20, version 0.0.9, and the run is test (hash) with seed 20, version 0.1.0" },
    };

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Latest_NothingSavedYet_IsNone() => Assert.Null(NewRun().Latest());

    [Fact]
    public async Task Save_ManyTimes_KeepsTheLastTwo()
    {
        var run = await SavedRunAsync();

        Assert.Equal([4, 3], run.Store.Numbers);
        Assert.Equal(2, Directory.GetFileSystemEntries(_scratch.At("run", "checkpoints")).Length);
        Assert.Equal(VirtualTime.FromSeconds(4 * 600), run.Latest()!.Manifest.Horizon);
        Assert.Empty(run.Notes);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Latest_NewestUnusable_GoesOnFromTheOneBeforeAndSaysWhy(string damage, string reason)
    {
        var run = await SavedRunAsync();
        var newest = run.Latest()!;
        Apply(damage, newest);

        var latest = run.Latest()!;

        Assert.Equal(VirtualTime.FromSeconds(3 * 600), latest.Manifest.Horizon);
        var note = Assert.Single(run.Notes);
        Assert.StartsWith($"{newest.Folder} is not used: ", note, StringComparison.Ordinal);
        Assert.Contains(reason, note, StringComparison.Ordinal);
        Assert.EndsWith($"The run goes on from {latest.Folder}.", note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_NewestUnusable_EndsAsIfNothingHadHappened()
    {
        var run = await SavedRunAsync();
        var expected = await Played.OnAsync(engine: null, Specification);
        Apply("segment missing", run.Latest()!);

        Assert.Equal(expected.Hash, (await run.FinishAsync(new ReferenceEngine())).ResultHash);

        Assert.Single(run.Notes);
    }

    [Fact]
    public async Task Latest_AllUnusable_IsRefusedWithEveryReason()
    {
        var run = await SavedRunAsync();
        var folders = run.Store.Numbers.Select(number => _scratch.At("run", "checkpoints", $"{number:D8}")).ToArray();
        File.Delete(Path.Combine(folders[0], "manifest.json"));
        File.AppendAllText(Path.Combine(folders[1], "fleet.json"), "{}");

        var refusal = Assert.Throws<InvalidInputException>(() => run.Latest());

        Assert.Equal(folders, refusal.Issues.Select(issue => issue.Where));
        Assert.Contains("it is incomplete", refusal.Issues[0].Actual, StringComparison.Ordinal);
        Assert.Contains("its fleet.json is damaged", refusal.Issues[1].Actual, StringComparison.Ordinal);
        Assert.All(refusal.Issues, issue => Assert.Equal("a whole checkpoint of this run and version", issue.Expected));
        Assert.Empty(run.Notes);
    }

    [Theory]
    [InlineData("cut off", "bytes long, must be at least")]
    [InlineData("changed", "have hash")]
    [InlineData("missing", "is 0 bytes long, must be at least")]
    public async Task Latest_JournalUnusable_IsRefusedWithTheReason(string damage, string reason)
    {
        var run = await SavedRunAsync();
        ApplyTo(run.Journal, damage);

        var refusal = Assert.Throws<InvalidInputException>(() => run.Latest());

        Assert.Equal(2, refusal.Issues.Count);
        Assert.All(refusal.Issues, issue => Assert.Contains(reason, issue.Actual, StringComparison.Ordinal));
        Assert.All(refusal.Issues, issue => Assert.Contains("records.journal", issue.Actual, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Save_WithLeftoverOfAKilledProcess_ReplacesIt()
    {
        var run = await SavedRunAsync();
        var (latest, next) = (run.Latest()!, run.Store.Numbers[0] + 1);
        var partial = _scratch.At("run", "checkpoints", $"{next:D8}.partial");
        Directory.CreateDirectory(partial);
        File.WriteAllText(Path.Combine(partial, "fleet.json"), "half");
        Assert.Equal(latest.Folder, run.Latest()!.Folder);

        var saved = await run.Store.SaveAsync(await RestoredAsync(latest), Specification.Fleet, latest.Manifest);

        Assert.Equal(_scratch.At("run", "checkpoints", $"{next:D8}"), saved.Folder);
        Assert.False(Directory.Exists(partial), "the leftover is still there");
        Assert.Equal(saved.Folder, run.Latest()!.Folder);
        Assert.Empty(run.Notes);
    }

    [Fact]
    public async Task Save_WhereNothingCanBeWritten_FailsAndNamesTheRemedy()
    {
        var checkpoint = (await SavedRunAsync()).Latest()!;
        File.WriteAllText(_scratch.At("file"), "mine");
        var folder = _scratch.At("file", "checkpoints");

        await AssertFailsAsync(folder, checkpoint);

        Assert.Equal("mine", await File.ReadAllTextAsync(_scratch.At("file")));
    }

    [SkippableFact]
    public async Task Save_DiskFull_FailsAndKeepsTheEarlierOnes()
    {
        var checkpoint = (await SavedRunAsync()).Latest()!;
        var disk = _scratch.At("disk");
        Directory.CreateDirectory(disk);
        var room = checkpoint.Manifest.Files.Sum(file => file.Bytes) * 3 / 2;
        Skip.IfNot(Call("mount", "-t", "tmpfs", "-o", $"size={room}", "none", disk), "needs the right to mount a small disk");
        try
        {
            var engine = await RestoredAsync(checkpoint);
            var store = new CheckpointStore(Path.Combine(disk, "checkpoints"));
            var first = await store.SaveAsync(engine, Specification.Fleet, checkpoint.Manifest);

            var failure = await AssertFailsAsync(Path.Combine(disk, "checkpoints"), checkpoint);

            Assert.Contains("space", failure.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Equal([1], store.Numbers);
            Assert.Equal([first.Folder], Directory.GetFileSystemEntries(Path.Combine(disk, "checkpoints")));
            var kept = store.Latest(Specification.Scenario, _scratch.At("run", "records.journal"), note => Assert.Fail(note));
            Assert.Equal(first.Folder, kept!.Folder);
        }
        finally
        {
            Call("umount", disk);
        }
    }

    private static async Task<ReferenceEngine> RestoredAsync(Checkpoint checkpoint)
    {
        var engine = new ReferenceEngine();
        await SavedFleet.Of(checkpoint).RestoreAsync(engine, Specification.Fleet);
        return engine;
    }

    private static async Task<CheckpointFailedException> AssertFailsAsync(string folder, Checkpoint checkpoint)
    {
        var engine = await RestoredAsync(checkpoint);
        var failure = await Assert.ThrowsAsync<CheckpointFailedException>(
            () => new CheckpointStore(folder).SaveAsync(engine, Specification.Fleet, checkpoint.Manifest));
        Assert.StartsWith($"no checkpoint can be written to {folder} (", failure.Message, StringComparison.Ordinal);
        Assert.Contains("make room or give permission there, and resume the run", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
        return failure;
    }

    private static void Apply(string damage, Checkpoint checkpoint)
    {
        var (what, how) = (damage.Split(' ', 2)[0], damage.Split(' ', 2)[1]);
        var scenario = checkpoint.Manifest.Scenario;
        switch (damage)
        {
            case "other format":
                Rewrite(checkpoint, manifest => manifest with { Format = OtherFormat });
                break;
            case "other scenario":
                scenario = scenario with { Name = "other", Hash = "0123abcdef" };
                Rewrite(checkpoint, manifest => manifest with { Scenario = scenario });
                break;
            case "other scenario hash":
                Rewrite(checkpoint, manifest => manifest with { Scenario = scenario with { Hash = "0123abcdef" } });
                break;
            case "other seed":
                Rewrite(checkpoint, manifest => manifest with { Scenario = scenario with { Seed = scenario.Seed + 1 } });
                break;
            case "other version":
                Rewrite(checkpoint, manifest => manifest with { Scenario = scenario with { Version = "0.0.9" } });
                break;
            default:
                ApplyTo(Path.Combine(checkpoint.Folder, what == "manifest" ? "manifest.json" : "data-center-1-racks.jsonl"), how);
                break;
        }
    }

    private static void ApplyTo(string file, string damage)
    {
        var bytes = File.ReadAllBytes(file);
        switch (damage)
        {
            case "cut off":
                File.WriteAllBytes(file, bytes[..(bytes.Length / 3)]);
                break;
            case "empty":
                File.WriteAllText(file, "{}");
                break;
            case "changed":
                // The first digit: still the same kind of document.
                var digit = Array.FindIndex(bytes, 40, value => value is >= (byte)'2' and <= (byte)'9');
                bytes[digit]--;
                File.WriteAllBytes(file, bytes);
                break;
            default:
                File.Delete(file);
                break;
        }
    }

    private static void Rewrite(Checkpoint checkpoint, Func<CheckpointManifest, CheckpointManifest> change) => File.WriteAllBytes(
        Path.Combine(checkpoint.Folder, CheckpointManifest.FileName), change(checkpoint.Manifest).ToBytes());

    private static bool Call(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(Quiet(program, arguments))!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static ProcessStartInfo Quiet(string program, string[] arguments) =>
        new(program, arguments) { RedirectStandardError = true, UseShellExecute = false };

    private CheckpointedRun NewRun() => new(Specification, _scratch.At("run"));

    /// <summary>A run that was saved every ten minutes; the two checkpoints that it keeps are of 30 and 40 minutes.</summary>
    private async Task<CheckpointedRun> SavedRunAsync()
    {
        var run = NewRun();
        await run.FinishAsync(new ReferenceEngine(), new CheckpointPolicy(Every: VirtualDuration.FromSeconds(600)));
        return run;
    }
}
