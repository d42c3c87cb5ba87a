namespace Orleans.Simulation.Swarm;

/// <summary>The repository that this program was built in.</summary>
internal static class RepositoryFolder
{
    /// <summary>Full path of its root; of the working directory, where the program lies outside any repository.</summary>
    public static readonly string Root = FindRoot();

    /// <summary>Full path of something in it or, with <c>..</c>, beside it.</summary>
    public static string PathOf(params string[] path) => Path.GetFullPath(Path.Combine([Root, .. path]));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orleans.Simulation.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? Environment.CurrentDirectory;
    }
}
