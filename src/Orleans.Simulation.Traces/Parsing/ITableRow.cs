namespace Orleans.Simulation.Traces.Parsing;

/// <summary>The current row of a table whose fields are texts, and the place to say what is wrong with them.</summary>
internal interface ITableRow
{
    /// <summary>Line of the row, from 1; the header is a line too.</summary>
    long Line { get; }

    /// <summary>The value of a field, without white space around it.</summary>
    /// <param name="field">Index of the column in the header.</param>
    string Value(int field);

    /// <summary>Notes that a field breaks a rule.</summary>
    /// <param name="field">Index of the column in the header.</param>
    /// <param name="expected">The rule, to complete "must be".</param>
    void Reject(int field, string expected);
}

/// <summary>What all rows can do with rules.</summary>
internal static class TableRowRules
{
    /// <summary>Notes the rule that a field breaks, if it breaks one.</summary>
    /// <param name="row">The row.</param>
    /// <param name="field">Index of the column in the header.</param>
    /// <param name="expected">The rule, to complete "must be"; null when it breaks none.</param>
    /// <returns>Whether it breaks none.</returns>
    public static bool Check(this ITableRow row, int field, string? expected)
    {
        if (expected is not null)
        {
            row.Reject(field, expected);
        }

        return expected is null;
    }
}
