namespace Orleans.Simulation.Traces.Formats;

/// <summary>
/// This project's own format: CSV with the columns <c>job_id,submit_s,duration_s,chips</c>, where others may stand for the third.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item><c>job_id</c>: any text that is not empty; need not be unique.</item>
/// <item><c>submit_s</c>: submission in seconds since the start of the trace; never less than in the line before.</item>
/// <item><c>chips</c>: chips needed at once, 1 to 2,147,483,647.</item>
/// <item><c>duration_s</c>: run time in seconds on healthy chips; zero is allowed.</item>
/// <item><c>work_tflop</c>: what the job computes in TFLOP, whole FLOP above 0, up to 10^16 TFLOP.</item>
/// <item>
/// <c>parameters</c>, <c>tokens</c>: what it trains and on how much, 1 to <see cref="Core.Jobs.ModelFlops.MaxParameters"/> and to
/// <see cref="Core.Jobs.ModelFlops.MaxTokens"/>; it computes 6 FLOP for each of both.
/// </item>
/// <item><c>mfu</c>: share of the peak that it computes so, above 0, up to 1; blank: that of the chips.</item>
/// </list>
/// A job has exactly one of run time, work, and parameters with tokens, and the MFU with the latter two only. Lines that start
/// with <c>#</c> are comments. See <see cref="CsvTraceFormat"/> for what all formats have in common.
/// </remarks>
public sealed class NativeTraceFormat : CsvTraceFormat
{
    /// <summary>Makes the format; it has no state.</summary>
    public NativeTraceFormat()
        : base(
            new CsvColumns("job_id", "submit_s", "duration_s", "chips") { Flops = new("work_tflop", "parameters", "tokens", "mfu") },
            allowComments: true)
    {
    }

    /// <inheritdoc/>
    public override string Name => "native";

    /// <inheritdoc/>
    public override string Description =>
        "CSV with the columns job_id, submit_s, chips and duration_s, or work_tflop, or parameters and tokens";
}
