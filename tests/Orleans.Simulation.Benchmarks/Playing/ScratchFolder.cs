using Orleans.Simulation.Reporting;
using Orleans.Simulation.Reporting.Folders;
using Orleans.Simulation.Reporting.Tables;

namespace Orleans.Simulation.Benchmarks.Playing;

/// <summary>A folder for the tables of a run that nobody will look at.</summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>All tables, in the format that the command line writes.</summary>
    public static readonly ResultOptions Options = new(TableFormat.Parquet);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orleans-simulation-");

    /// <summary>Full path of a file in it.</summary>
    public string FileOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>A place for the results of one run.</summary>
    public ResultFolder NewResults() => ResultFolder.Create(FileOf("results"));

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
