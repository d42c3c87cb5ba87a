namespace Orleans.Simulation.Driver.Tests.Conformance;

/// <summary>The data that lies beside the repository.</summary>
internal static class SharedFolder
{
    private const string Solution = "Orleans.Simulation.sln";

    /// <summary>Its full path; the test that asks is skipped when one of the files that it needs is missing.</summary>
    /// <param name="files">The files, relative to the folder.</param>
    public static string With(params string[] files)
    {
        var folder = Path.GetFullPath(Path.Combine(Root(), "..", "shared"));
        foreach (var file in files)
        {
            Skip.IfNot(File.Exists(Path.Combine(folder, file)), $"{file} is not in the shared folder beside the repository");
        }

        return folder;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, Solution)))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No folder above the tests holds {Solution}.");
        }

        return folder.FullName;
    }
}
