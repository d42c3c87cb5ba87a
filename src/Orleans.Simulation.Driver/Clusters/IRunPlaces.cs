namespace Orleans.Simulation.Driver.Clusters;

/// <summary>The runs that a silo looks after.</summary>
public interface IRunPlaces
{
    /// <summary>All of them, by number, those that have ended among them.</summary>
    IReadOnlyList<RunPlace> All { get; }
}

/// <summary>A single run, that of the process which started the silo.</summary>
/// <param name="path">Path of its folder.</param>
public sealed class SingleRun(string path) : IRunPlaces
{
    /// <summary>Its number in its cluster, which has no other one.</summary>
    public const int Number = 1;

    /// <inheritdoc/>
    public IReadOnlyList<RunPlace> All { get; } = [new(Number, path)];
}
