namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>Where the repository and the shared material beside it lie.</summary>
public static class Repository
{
    /// <summary>Full path of the repository.</summary>
    public static readonly string Root = FindRoot();

    /// <summary>Full path of something in the shared material; skips the test visibly where that is missing.</summary>
    public static string Shared(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Root, "..", "shared", path));
        Skip.IfNot(Path.Exists(full), $"needs ../shared/{path} beside the repository");
        return full;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Orleans.Simulation.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No repository above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
