using System.Globalization;
using System.Numerics;
using System.Text;

namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>A rate of a site, in micrograms or nano-dollars a kilowatt-hour, that starts over when it ends.</summary>
/// <param name="Since">For how long its first step lasts already when the run starts, in microseconds.</param>
/// <param name="Step">Length of a step in microseconds; zero: it has one value, always.</param>
/// <param name="Values">A value for each step.</param>
internal sealed record SwarmRate(long Since, long Step, IReadOnlyList<long> Values)
{
    private static readonly DateTimeOffset Zero = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The calendar instant of the start of a run, as a scenario names it.</summary>
    public static string StartsAt => "2021-12-31T16:00:00-08:00";

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

    /// <summary>
    /// Integral over microseconds of the rate at a facility with a PUE in parts per million, for which each value is rounded half
    /// to even.
    /// </summary>
    public BigInteger Integral(long pue, long from, long to)
    {
        var total = BigInteger.Zero;
        for (var now = from; now < to;)
        {
            var step = Step == 0 ? 0 : (now + Since) / Step;
            var next = Step == 0 ? to : Math.Min(to, ((step + 1) * Step) - Since);
            var rate = (decimal)Values[(int)(step % Values.Count)] * pue / 1_000_000;
            total += (BigInteger)Math.Round(rate, MidpointRounding.ToEven) * (next - now);
            now = next;
        }

        return total;
    }
}
