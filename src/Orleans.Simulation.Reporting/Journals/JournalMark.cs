namespace Orleans.Simulation.Reporting.Journals;

/// <summary>A place in a journal.</summary>
/// <param name="Bytes">Length of the journal up to it.</param>
/// <param name="Hash">SHA-256 of these bytes, 64 lower-case hexadecimal digits.</param>
public sealed record JournalMark(long Bytes, string Hash);
