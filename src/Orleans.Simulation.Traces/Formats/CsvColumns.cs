namespace Orleans.Simulation.Traces.Formats;

/// <summary>What the columns of a CSV format are called.</summary>
/// <param name="Id">Name of the job.</param>
/// <param name="Submit">Submission in seconds.</param>
/// <param name="Work">Run time in seconds.</param>
/// <param name="Chips">Number of chips.</param>
internal sealed record CsvColumns(string Id, string Submit, string Work, string Chips)
{
    /// <summary>The columns in which jobs may state what they compute. Default: null, all jobs state their run time.</summary>
    public FlopColumns? Flops { get; init; }

    /// <summary>Those of a file of which all jobs state their run time, in the order in which the documentation shows them.</summary>
    public IReadOnlyList<string> OfRunTimes => [Id, Submit, Work, Chips];

    /// <summary>Columns that a file must have.</summary>
    public IReadOnlyList<string> Required => Flops is null ? OfRunTimes : [Id, Submit, Chips];

    /// <summary>Columns that a file may have.</summary>
    public IReadOnlyList<string> Optional => Flops is null ? [] : [Work, .. Flops.All];

    /// <summary>Whether a header has all columns that a file must have, and one that says how much work a job is.</summary>
    public bool In(IReadOnlyCollection<string> header) =>
        Required.All(header.Contains) && (header.Contains(Work) || Flops?.In(header) == true);

    /// <summary>What a header lacks to say how much work a job is.</summary>
    /// <param name="header">Its names.</param>
    /// <returns>The rule that it breaks, to complete "must be"; null when it breaks none.</returns>
    public string? FindIssue(IReadOnlyCollection<string> header)
    {
        if (Flops is not { } flops)
        {
            return null;
        }

        return header.Contains(flops.Parameters) != header.Contains(flops.Tokens)
            ? $"a header with both of \"{flops.Parameters}\" and \"{flops.Tokens}\", or with neither"
            : header.Contains(Work) || flops.In(header) ? null
            : $"a header with the column \"{Work}\", or \"{flops.Work}\", or \"{flops.Parameters}\" and \"{flops.Tokens}\"";
    }
}
