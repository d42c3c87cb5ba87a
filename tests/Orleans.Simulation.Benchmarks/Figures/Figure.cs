namespace Orleans.Simulation.Benchmarks.Figures;

/// <summary>One measured number: a row of the table.</summary>
/// <param name="Case">Name of the case that measured it.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The number; null when it could not be measured here.</param>
/// <param name="Unit">Its unit; where there is no number, why not.</param>
/// <param name="Target">What it should be; null: nothing was promised.</param>
/// <param name="Peers">The same of other simulators.</param>
internal sealed record Figure(
    string Case,
    string Name,
    double? Value,
    string Unit,
    TargetVerdict? Target,
    IReadOnlyList<PeerRatio> Peers);

/// <summary>A target and whether a figure met it.</summary>
/// <param name="Target">The target in the unit of the figure, such as <c>&lt;= 20</c>.</param>
/// <param name="Met">Whether it was met.</param>
internal sealed record TargetVerdict(string Target, bool Met);

/// <summary>A figure over that of another simulator.</summary>
/// <param name="Name">The other simulator and what it ran.</param>
/// <param name="Value">Its figure, in the same unit.</param>
/// <param name="Ratio">Ours over its.</param>
internal sealed record PeerRatio(string Name, double Value, double Ratio);
