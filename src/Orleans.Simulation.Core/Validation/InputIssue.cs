namespace Orleans.Simulation.Core.Validation;

/// <summary>One thing that is wrong with a user's input.</summary>
/// <param name="Where">Where it stands: <c>file:line:column</c>, a scenario path such as <c>fleet.chips</c>, or both.</param>
/// <param name="Actual">What was found, quoted where it is the user's text.</param>
/// <param name="Expected">The rule: completes "must be".</param>
public sealed record InputIssue(string Where, string Actual, string Expected)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Where}: is {Actual}, must be {Expected}";
}
