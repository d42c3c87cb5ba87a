namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>A temporary folder of one test, the working directory of what it starts.</summary>
public sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orleans-simulation-");

    /// <summary>Full path of the folder.</summary>
    public string Path => _folder.FullName;

    /// <summary>Names of everything in the folder, hidden things included, in ordinal order.</summary>
    public string[] Entries => EntriesOf(".");

    /// <summary>Names of everything in a folder below, in ordinal order.</summary>
    public string[] EntriesOf(string folder)
    {
        var entries = Directory.EnumerateFileSystemEntries(PathOf(folder));
        string[] names = [.. entries.Select(entry => System.IO.Path.GetFileName(entry))];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    /// <summary>Full path of something in the folder.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, with the folders above it.</summary>
    /// <returns>The name that was given.</returns>
    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
        return name;
    }

    /// <summary>Starts the simulator here and waits for its end.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => Simulator.RunAsync(Path, arguments);

    /// <summary>Opens results that lie here.</summary>
    public RunResults ResultsOf(string folder) => new(PathOf(folder));

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
