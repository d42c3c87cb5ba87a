namespace Orleans.Simulation.Benchmarks.Figures;

/// <summary>Collects the figures of one case.</summary>
/// <param name="caseName">Name of the case.</param>
/// <param name="judges">Whether figures are compared with targets and peers: those of small fleets are not.</param>
internal sealed class FigureList(string caseName, bool judges)
{
    private readonly List<Figure> _figures = [];

    /// <summary>The figures in the order in which they were added.</summary>
    public IReadOnlyList<Figure> All => _figures;

    /// <summary>Adds a figure.</summary>
    /// <exception cref="ArithmeticException">It is not a number: the case measured nothing.</exception>
    public void Add(string name, double value, string unit, Target? target = null, params Peer[] peers)
    {
        if (!double.IsFinite(value))
        {
            throw new ArithmeticException($"{caseName}: {name} is {value}");
        }

        _figures.Add(new(
            caseName,
            name,
            value,
            unit,
            judges ? target?.Judge(value) : null,
            judges ? [.. peers.Select(peer => peer.Compare(value))] : []));
    }

    /// <summary>Says that something could not be measured here, and why.</summary>
    public void LeaveOut(string name, string why) => _figures.Add(new(caseName, name, null, why, null, []));
}
