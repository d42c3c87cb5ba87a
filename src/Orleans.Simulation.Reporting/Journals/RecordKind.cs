namespace Orleans.Simulation.Reporting.Journals;

/// <summary>What a record in a journal is.</summary>
internal enum RecordKind : byte
{
    /// <summary>A job that ended.</summary>
    Job = 1,

    /// <summary>A failure that was detected.</summary>
    Failure = 2,

    /// <summary>An interval of the time series.</summary>
    Sample = 3,

    /// <summary>A window of the rolling hashes.</summary>
    WindowHash = 4,
}
