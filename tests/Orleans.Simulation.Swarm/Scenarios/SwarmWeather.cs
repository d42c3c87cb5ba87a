using System.Globalization;
using System.Text;

namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>Weather that makes the PUE of a site, over and over again.</summary>
/// <param name="Since">For how long its first step lasts already when the run starts, in microseconds; whole seconds.</param>
/// <param name="Step">Length of a step in microseconds; whole seconds.</param>
/// <param name="Points">Temperature in tenths of a degree Celsius and relative humidity in percent, for each step.</param>
/// <param name="Base">PUE as long as it is cool.</param>
/// <param name="Above">Wet-bulb temperature in degrees Celsius above which it rises.</param>
/// <param name="PerDegree">What each degree above adds.</param>
internal sealed record SwarmWeather(
    long Since, long Step, IReadOnlyList<(int Tenths, int Percent)> Points, decimal Base, decimal Above, decimal PerDegree)
{
    private const int OffsetHours = 9;

    /// <summary>The PUE that it makes, in parts per million.</summary>
    public SwarmRate Pue => new(Since, Step, [.. Points.Select(PueOf)]);

    /// <summary>The mapping of a scenario.</summary>
    /// <param name="file">Its file.</param>
    public string Keys(string file) =>
        $"{{ weather: {file}, repeat: true, base: {Base:0.000000}, above: {Above:0.0} C, perDegree: {PerDegree:0.000000} }}";

    /// <summary>The file, in the form of Open-Meteo's archive.</summary>
    public string Text()
    {
        var (times, temperatures, humidities) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var (index, (tenths, percent)) in Points.Index())
        {
            var time = SwarmRate.Zero.AddHours(OffsetHours).AddTicks(((index * Step) - Since) * TimeSpan.TicksPerMicrosecond);
            times.Add(time.ToString("\\\"yyyy-MM-dd'T'HH:mm:ss\\\"", CultureInfo.InvariantCulture));
            temperatures.Add((tenths / 10m).ToString("0.0", CultureInfo.InvariantCulture));
            humidities.Add(percent.ToString(CultureInfo.InvariantCulture));
        }

        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{{ \"utc_offset_seconds\": {OffsetHours * 3600}, ")
            .Append("\"hourly_units\": { \"temperature_2m\": \"\u00B0C\", \"relative_humidity_2m\": \"%\" },\n\"hourly\": {\n")
            .Append($"\"time\": [{string.Join(", ", times)}],\n")
            .Append($"\"temperature_2m\": [{string.Join(", ", temperatures)}],\n")
            .Append($"\"relative_humidity_2m\": [{string.Join(", ", humidities)}] }} }}\n")
            .ToString();
    }

    // Stull 2011, equation 1, within -20 to 50 C and 5 to 99 %.
    private long PueOf((int Tenths, int Percent) point)
    {
        var (t, rh) = (Math.Clamp(point.Tenths / 10.0, -20, 50), Math.Clamp((double)point.Percent, 5, 99));
        var wetBulb = (t * Math.Atan(0.151977 * Math.Sqrt(rh + 8.313659))) + Math.Atan(t + rh) - Math.Atan(rh - 1.676331)
            + (0.00391838 * Math.Pow(rh, 1.5) * Math.Atan(0.023101 * rh)) - 4.686035;
        return (long)Math.Round(1e6 * ((double)Base + ((double)PerDegree * Math.Max(0, wetBulb - (double)Above))));
    }
}
