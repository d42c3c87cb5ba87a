using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Reporting;

namespace Orleans.Simulation.Driver.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void DiscardProgress_EndsInTheMiddle_LeavesNoCheckpointWithoutItsJournal()
    {
        using var run = Create();
        Directory.CreateDirectory(Path.Combine(run.Path, "checkpoints", "00000001"));

        // A journal that cannot be deleted stands for a process that is killed just there.
        Directory.CreateDirectory(run.Journal);
        run.DiscardProgress();

        Assert.True(Directory.Exists(run.Journal));
        Assert.Empty(run.Checkpoints.Numbers);
    }

    [Fact]
    public void DiscardProgress_AfterOneThatEndedInTheMiddle_RemovesEverything()
    {
        using var run = Create();
        Directory.CreateDirectory(Path.Combine(run.Path, "checkpoints", "00000002"));
        Directory.CreateDirectory(Path.Combine(run.Path, "checkpoints.discarded", "00000001"));

        run.DiscardProgress();

        Assert.Empty(Directory.GetDirectories(run.Path));
    }

    private RunFolder Create() => RunFolder.Create(
        _folder.At("results.run"),
        new()
        {
            Specification = FailingFleet.Specification,
            Results = new ResultOptions(),
            TraceHashes = new Dictionary<string, string>(StringComparer.Ordinal),
        });
}
