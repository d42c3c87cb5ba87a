namespace Orleans.Simulation.Traces.Formats;

/// <summary>This project's own format: CSV with the columns <c>job_id,submit_s,duration_s,chips</c>.</summary>
/// <remarks>
/// <list type="bullet">
/// <item><c>job_id</c>: any text that is not empty; need not be unique.</item>
/// <item><c>submit_s</c>: submission in seconds since the start of the trace; never less than in the line before.</item>
/// <item><c>duration_s</c>: run time in seconds on healthy chips; zero is allowed.</item>
/// <item><c>chips</c>: chips needed at once, 1 to 2,147,483,647.</item>
/// </list>
/// Lines that start with <c>#</c> are comments. See <see cref="CsvTraceFormat"/> for what all formats have in common.
/// </remarks>
public sealed class NativeTraceFormat : CsvTraceFormat
{
    /// <summary>Makes the format; it has no state.</summary>
    public NativeTraceFormat()
        : base(new CsvColumns("job_id", "submit_s", "duration_s", "chips"), allowComments: true)
    {
    }

    /// <inheritdoc/>
    public override string Name => "native";

    /// <inheritdoc/>
    public override string Description => "CSV with the columns job_id, submit_s, duration_s and chips";
}
