namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>An empty folder for one test, removed after it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("orleans-simulation-driver-").FullName;

    /// <summary>Full path of something in the folder.</summary>
    public string At(params string[] parts) => Path.Combine([_path, .. parts]);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
