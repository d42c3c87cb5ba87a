using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Traces.Generation;

/// <summary>
/// A clock that runs at the arrival rate of the hour: a day of it lasts a day, but a busy hour takes more of it than a
/// quiet one.
/// </summary>
/// <remarks>
/// In this clock arrivals are a plain Poisson process; carried back to virtual time they follow the hourly rates exactly
/// (time change of a Poisson process). All of it is integer arithmetic.
/// </remarks>
internal sealed class DailyProfile
{
    private const int HoursPerDay = 24;
    private const long MicrosecondsPerHour = 3600 * VirtualDuration.MicrosecondsPerSecond;
    private const long MicrosecondsPerDay = HoursPerDay * MicrosecondsPerHour;

    private readonly long[] _weights;
    private readonly Int128 _total;

    /// <summary>Makes a profile.</summary>
    /// <param name="weights">24 relative rates, each at least zero, not all zero.</param>
    public DailyProfile(IReadOnlyList<long> weights)
    {
        if (weights.Count != HoursPerDay || weights.Any(weight => weight < 0) || weights.All(weight => weight == 0))
        {
            throw new ArgumentException("must be 24 weights of at least 0, not all 0", nameof(weights));
        }

        _weights = [.. weights];
        _total = _weights.Aggregate(Int128.Zero, (sum, weight) => sum + weight);
    }

    /// <summary>The first instant by which this clock has moved on by a duration.</summary>
    /// <param name="start">From when; not before the start of the run.</param>
    /// <param name="gap">Duration on this clock, at least zero.</param>
    /// <returns>The instant, rounded up to a microsecond; never, when it lies two days before the end of all time or later.</returns>
    public VirtualTime Advance(VirtualTime start, VirtualDuration gap)
    {
        // Whole days are the same on both clocks, so the hours to step through are at most 25.
        var (days, rest) = Math.DivRem(gap.Microseconds, MicrosecondsPerDay);
        var time = start.Microseconds + ((Int128)days * MicrosecondsPerDay);
        if (time > long.MaxValue - (2 * MicrosecondsPerDay))
        {
            return VirtualTime.Never;
        }

        // The unit of progress: a microsecond of this clock is "total" of them, one of an hour 24 times its weight.
        var (reached, needed) = ((long)time, rest * _total);
        while (needed > 0)
        {
            var (hour, into) = Math.DivRem(reached, MicrosecondsPerHour);
            var speed = (Int128)HoursPerDay * _weights[(int)(hour % HoursPerDay)];
            var left = MicrosecondsPerHour - into;
            if (needed <= left * speed)
            {
                reached += (long)((needed + speed - 1) / speed);
                break;
            }

            needed -= left * speed;
            reached += left;
        }

        return new(reached);
    }
}
