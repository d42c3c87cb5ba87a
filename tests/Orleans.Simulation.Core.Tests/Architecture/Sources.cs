namespace Orleans.Simulation.Core.Tests.Architecture;

/// <summary>Where the sources lie, seen from the test binaries.</summary>
internal static class Sources
{
    public static string File(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Orleans.Simulation.sln")))
        {
            folder = folder.Parent
                ?? throw new InvalidOperationException("No folder above the tests holds Orleans.Simulation.sln.");
        }

        return Path.Combine([folder.FullName, .. path]);
    }
}
