namespace Orleans.Simulation.Traces.Tests;

/// <summary>Where the sources and the shared data lie, seen from the test binaries.</summary>
internal static class Repository
{
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Orleans.Simulation.sln")))
        {
            folder = folder.Parent
                ?? throw new InvalidOperationException("No folder above the tests holds Orleans.Simulation.sln.");
        }

        return folder.FullName;
    }

    /// <summary>A file of the shared data; the test that asks is skipped when it is missing.</summary>
    public static string Shared(params string[] path)
    {
        var file = Path.GetFullPath(Path.Combine([Root(), "..", "shared", .. path]));
        Skip.IfNot(File.Exists(file), $"{Path.Combine(path)} is not in the shared folder beside the repository");
        return file;
    }
}
