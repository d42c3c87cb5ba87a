namespace Orleans.Simulation.Driver.Tests.Conformance;

/// <summary>The data that lies beside the repository.</summary>
internal static class SharedFolder
{
    private const string Solution = "Orleans.Simulation.sln";

    /// <summary>Full path of a file; the test that asks is skipped when it is missing.</summary>
    public static string File(params string[] path)
    {
        var file = Path.GetFullPath(Path.Combine([Root(), "..", "shared", .. path]));
        Skip.IfNot(System.IO.File.Exists(file), $"{Path.Combine(path)} is not in the shared folder beside the repository");
        return file;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, Solution)))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No folder above the tests holds {Solution}.");
        }

        return folder.FullName;
    }
}
