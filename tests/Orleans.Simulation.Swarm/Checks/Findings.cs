namespace Orleans.Simulation.Swarm.Checks;

/// <summary>What a check found to be wrong: the first few of it.</summary>
internal sealed class Findings
{
    private const int Shown = 20;

    private readonly List<string> _shown = [];

    /// <summary>How much is wrong.</summary>
    public int Count { get; private set; }

    /// <summary>Notes something unless it is as it must be.</summary>
    /// <param name="holds">Whether it is.</param>
    /// <param name="what">What is wrong otherwise.</param>
    public void Check(bool holds, FormattableString what)
    {
        if (!holds && Count++ < Shown)
        {
            _shown.Add(what.ToString());
        }
    }

    /// <summary>Compares two values.</summary>
    public void Equal<T>(T actual, T expected, FormattableString where) =>
        Check(EqualityComparer<T>.Default.Equals(actual, expected), $"{where}: is {actual}, must be {expected}");

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join('\n', _shown) + (Count > Shown ? $"\nand {Count - Shown} more" : string.Empty);
}
