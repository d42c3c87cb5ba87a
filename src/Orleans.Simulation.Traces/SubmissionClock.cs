using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Traces.Parsing;

namespace Orleans.Simulation.Traces;

/// <summary>How submissions of a trace become virtual time: submission * scale, rounded down, plus shift.</summary>
/// <remarks>Rounding down keeps the order, so a sorted trace stays sorted.</remarks>
public sealed class SubmissionClock
{
    /// <summary>The latest submission: 10^12 s (31,700 years), so that run times can be added without overflow.</summary>
    public static readonly VirtualTime Latest = VirtualTime.FromSeconds(DecimalSeconds.MaxSeconds);

    /// <summary>Submissions as the trace has them.</summary>
    public static readonly SubmissionClock Unchanged = new(VirtualDuration.Zero, TraceSource.TimeScaleUnit);

    private readonly VirtualDuration _shift;
    private readonly long _scale;

    /// <summary>Makes a clock.</summary>
    /// <param name="shift">Added after scaling; may be negative.</param>
    /// <param name="scale">Factor in parts per million; greater than zero.</param>
    /// <exception cref="InvalidInputException">The scale is not greater than zero.</exception>
    public SubmissionClock(VirtualDuration shift, long scale)
    {
        if (scale <= 0)
        {
            throw new InvalidInputException([new InputIssue("time scale", $"{scale} parts per million", "greater than 0")]);
        }

        _shift = shift;
        _scale = scale;
    }

    /// <summary>Converts a submission.</summary>
    /// <param name="microseconds">The submission in the trace, in microseconds; at least zero.</param>
    /// <param name="submit">The instant when it fits; the start of the run otherwise.</param>
    /// <returns>Whether it lies between the start of the run and <see cref="Latest"/>.</returns>
    public bool TryConvert(long microseconds, out VirtualTime submit)
    {
        var converted = ((Int128)microseconds * _scale / TraceSource.TimeScaleUnit) + _shift.Microseconds;
        var fits = converted >= 0 && converted <= Latest.Microseconds;
        submit = fits ? new VirtualTime((long)converted) : VirtualTime.Zero;
        return fits;
    }
}
