namespace Orleans.Simulation.Traces.Formats;

/// <summary>What the columns of a CSV format are called.</summary>
/// <param name="Id">Name of the job.</param>
/// <param name="Submit">Submission in seconds.</param>
/// <param name="Work">Run time in seconds.</param>
/// <param name="Chips">Number of chips.</param>
internal sealed record CsvColumns(string Id, string Submit, string Work, string Chips)
{
    /// <summary>All of them, in the order in which the documentation shows them.</summary>
    public IReadOnlyList<string> All { get; } = [Id, Submit, Work, Chips];
}
