namespace Orleans.Simulation.Verification;

/// <summary>One comparison of the simulator with mathematics or a published figure.</summary>
/// <param name="Check">Name of its check.</param>
/// <param name="Case">Which case of the check.</param>
/// <param name="Source">Where the reference comes from.</param>
/// <param name="Reference">What must come out.</param>
/// <param name="Measured">What came out: a mean over replications, or an exact number; null where it was skipped.</param>
/// <param name="Low">Lower end of the confidence interval of the mean; null where the comparison is exact.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Tolerance">The rule by which the verdict was reached, in words.</param>
/// <param name="Passed">The verdict; false where the comparison was skipped.</param>
public sealed record CheckRow(
    string Check,
    string Case,
    string Source,
    double Reference,
    double? Measured,
    double? Low,
    double? High,
    string Tolerance,
    bool Passed)
{
    /// <summary>Why nothing was compared: neither passed nor missed. Default: null, it was.</summary>
    public string? Skipped { get; init; }

    /// <summary>Whether something else came out than must.</summary>
    public bool Missed => !Passed && Skipped is null;
}
