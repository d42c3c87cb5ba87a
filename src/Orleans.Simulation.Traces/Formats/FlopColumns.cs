namespace Orleans.Simulation.Traces.Formats;

/// <summary>What the columns are called in which jobs state what they compute, and not how long they run.</summary>
/// <param name="Work">Floating-point operations in TFLOP.</param>
/// <param name="Parameters">Parameters of the model that a token uses.</param>
/// <param name="Tokens">Tokens that it trains on.</param>
/// <param name="Mfu">Share of the peak that the job computes for its model, in place of that of the chips.</param>
internal sealed record FlopColumns(string Work, string Parameters, string Tokens, string Mfu)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<string> All => [Work, Parameters, Tokens, Mfu];

    /// <summary>Whether a header has a column that lets a job state what it computes.</summary>
    public bool In(IReadOnlyCollection<string> header) =>
        header.Contains(Work) || header.Contains(Parameters) || header.Contains(Tokens);
}
