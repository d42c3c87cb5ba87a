namespace Orleans.Simulation.Traces.Formats;

/// <summary>The ITP traces of Microsoft: CSV with <c>job_id,submission_time,duration,num_gpu</c>, times in seconds.</summary>
/// <remarks>
/// Source: github.com/microsoft/elasticflow-traces (MIT), published with ElasticFlow (ASPLOS'23). No job in them is
/// shorter than 600 s.
/// </remarks>
public sealed class ItpTraceFormat : CsvTraceFormat
{
    /// <summary>Makes the format; it has no state.</summary>
    public ItpTraceFormat()
        : base(new CsvColumns("job_id", "submission_time", "duration", "num_gpu"), allowComments: false)
    {
    }

    /// <inheritdoc/>
    public override string Name => "itp";

    /// <inheritdoc/>
    public override string Description => "Microsoft ITP: CSV with the columns job_id, submission_time, duration and num_gpu";
}
