namespace Orleans.Simulation.Traces.Series;

/// <summary>A value of a series as it stands in a file.</summary>
/// <param name="Time">Start of its step in microseconds since 1970 began in UTC.</param>
/// <param name="Value">The value; null: the file leaves it blank.</param>
/// <param name="Where">Where its time stands, for messages.</param>
/// <param name="Text">Its time as it stands there.</param>
internal readonly record struct SeriesPoint(long Time, long? Value, string Where, string Text);
