using System.Globalization;
using System.Numerics;
using System.Text;

namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>
/// A rate of a site that starts over when it ends: in micrograms or nano-dollars a kilowatt-hour, or a PUE in parts per million.
/// </summary>
/// <param name="Since">For how long its first step lasts already when the run starts, in microseconds; less than a step.</param>
/// <param name="Step">Length of a step in microseconds; zero: it has one value, always.</param>
/// <param name="Values">A value for each step.</param>
internal sealed record SwarmRate(long Since, long Step, IReadOnlyList<long> Values)
{
    /// <summary>The calendar instant of the start of a run.</summary>
    public static readonly DateTimeOffset Zero = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The calendar instant of the start of a run, as a scenario names it.</summary>
    public static string StartsAt => "2021-12-31T16:00:00-08:00";

    /// <summary>The lowest value, whether a run gets to it or not.</summary>
    public long Lowest => Values.Min();

    /// <summary>The highest value, whether a run gets to it or not.</summary>
    public long Highest => Values.Max();

    /// <summary>Whether it ever changes.</summary>
    public bool Changes => Lowest != Highest;

    /// <summary>A rate that never changes.</summary>
    public static SwarmRate Always(long value) => new(0, 0, [value]);

    /// <summary>The file of the series.</summary>
    /// <param name="header">Names of its columns.</param>
    public string Text(string header)
    {
        var text = new StringBuilder(header).Append('\n');
        foreach (var (index, value) in Values.Index())
        {
            var time = Zero.AddTicks(((index * Step) - Since) * TimeSpan.TicksPerMicrosecond);
            text.Append(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'},{value / 1e6m:0.000000}\n");
        }

        return text.ToString();
    }

    /// <summary>The value at an instant; at a change the one that begins.</summary>
    public long At(long now) => Values[(int)(Step == 0 ? 0 : (now + Since) / Step % Values.Count)];

    /// <summary>When the step of an instant ends; <see cref="long.MaxValue"/>: never.</summary>
    public long EndOfStep(long now) => Step == 0 ? long.MaxValue : ((((now + Since) / Step) + 1) * Step) - Since;

    /// <summary>The values that it has with another one between two instants, each pair for some microseconds.</summary>
    /// <param name="other">The other rate.</param>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The last one.</param>
    public IEnumerable<(long Value, long Other, long Length)> With(SwarmRate other, long from, long to)
    {
        for (var now = from; now < to;)
        {
            var next = Math.Min(to, Math.Min(EndOfStep(now), other.EndOfStep(now)));
            yield return (At(now), other.At(now), next - now);
            now = next;
        }
    }

    /// <summary>Integral over microseconds.</summary>
    public BigInteger Integral(long from, long to) => With(Always(0), from, to)
        .Aggregate(BigInteger.Zero, (sum, step) => sum + ((BigInteger)step.Value * step.Length));

    /// <summary>
    /// Integral over microseconds of the rate at a facility with some PUE, for which each value is rounded half to even.
    /// </summary>
    public BigInteger IntegralAt(SwarmRate pue, long from, long to) => With(pue, from, to)
        .Aggregate(BigInteger.Zero, (sum, step) => sum + (AtFacility(step.Value, step.Other) * step.Length));

    /// <summary>The least and the most that the rate is at a facility with some PUE between two instants.</summary>
    public (BigInteger Least, BigInteger Most) RangeAt(SwarmRate pue, long from, long to)
    {
        var values = With(pue, from, to).Select(step => AtFacility(step.Value, step.Other)).ToList();
        return (values.Min(), values.Max());
    }

    /// <summary>The least and the most between two instants.</summary>
    public (long Least, long Most) RangeIn(long from, long to)
    {
        var values = With(Always(0), from, to).Select(step => step.Value).ToList();
        return (values.Min(), values.Max());
    }

    private static BigInteger AtFacility(long rate, long pue) =>
        (BigInteger)Math.Round((decimal)rate * pue / 1_000_000, MidpointRounding.ToEven);
}
