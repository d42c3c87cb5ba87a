namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>The results of <see cref="SavedRun"/> as one process plays it, without a checkpoint.</summary>
public sealed class UninterruptedRun : IAsyncLifetime, IDisposable
{
    private readonly Workspace _workspace = new();

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        var arguments = SavedRun.With(_workspace, "--engine", "reference");
        string[] without = [.. arguments.Where(each => each is not ("--window" or "6h" or "--checkpoint-every" or "1d"))];
        (await _workspace.RunAsync(without)).AssertExit(0);
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();

    /// <summary>Fails unless results are the same to the byte, but for how the run went on the machine.</summary>
    public void AssertSame(Workspace workspace)
    {
        string[] files = [.. _workspace.EntriesOf("here").Where(name => name != "performance.json")];
        Assert.Equal(files, workspace.EntriesOf("here").Where(name => name != "performance.json"));
        Assert.All(
            files,
            file => Assert.Equal(
                File.ReadAllBytes(_workspace.PathOf($"here/{file}")), File.ReadAllBytes(workspace.PathOf($"here/{file}"))));
    }
}
