using System.Numerics;
using System.Text.Json;

namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>Hourly PUE, carbon intensity and price of a site, made of the files once more, without the product's code.</summary>
public sealed class SiteModel
{
    private const long Hour = 3_600_000_000;
    private const int Hours = 8760;

    private readonly Rates[] _hours = new Rates[Hours];
    private readonly Rates[] _before = new Rates[Hours + 1];

    /// <summary>Reads a year of each; the run starts some hours after it began in UTC.</summary>
    public SiteModel(string carbonFile, string priceFile, string weatherFile, int startHour)
    {
        var carbon = Column(carbonFile, "avg_CI");
        var price = Column(priceFile, "Price (USD/MWh)");
        var (pue, offset) = Pue(weatherFile);
        for (var hour = 0; hour < Hours; hour++)
        {
            var here = (startHour + hour) % Hours;
            var ppm = pue[(here - offset + Hours) % Hours];
            _hours[hour] = new(ppm, AtFacility(carbon[here], ppm), AtFacility(price[here], ppm));
            _before[hour + 1] = _before[hour] + (_hours[hour] * Hour);
        }
    }

    /// <summary>What a constant power in milliwatts comes to between two instants in microseconds.</summary>
    public Rates Of(BigInteger milliwatts, BigInteger from, BigInteger to) => (Integral(to) - Integral(from)) * milliwatts;

    /// <summary>A number rounded half to even.</summary>
    public static BigInteger Rounded(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var twice = BigInteger.Abs(rest) * 2;
        return twice > denominator || (twice == denominator && !quotient.IsEven) ? quotient + rest.Sign : quotient;
    }

    private Rates Integral(BigInteger time)
    {
        var years = BigInteger.DivRem(time, (BigInteger)Hours * Hour, out var rest);
        var hour = (int)(rest / Hour);
        return (_before[Hours] * years) + _before[hour] + (_hours[hour % Hours] * (rest % Hour));
    }

    private static BigInteger AtFacility(decimal published, long ppm) =>
        Rounded((BigInteger)Math.Round(published * 1_000_000, MidpointRounding.ToEven) * ppm, 1_000_000);

    /// <summary>A column of a year; what is blank takes the value before.</summary>
    private static List<decimal> Column(string file, string name)
    {
        var values = new List<decimal>();
        foreach (var row in CsvTable.Read(file).Rows)
        {
            values.Add(row.Has(name) ? row.Number(name) : values[^1]);
        }

        Assert.Equal(Hours, values.Count);
        return values;
    }

    /// <summary>1.08, and 0.004 more for each degree of wet-bulb temperature above 12 C; Stull 2011, equation 1.</summary>
    private static (long[] PartsPerMillion, int OffsetHours) Pue(string file)
    {
        using var weather = JsonDocument.Parse(File.ReadAllText(file));
        var hourly = weather.RootElement.GetProperty("hourly");
        var humidities = hourly.GetProperty("relative_humidity_2m").EnumerateArray()
            .Select(each => Math.Clamp(each.GetDouble(), 5, 99));
        var temperatures = hourly.GetProperty("temperature_2m").EnumerateArray().Select(each => each.GetDouble());
        var pues = temperatures.Zip(humidities, (t, rh) =>
        {
            var wet = (t * Math.Atan(0.151977 * Math.Sqrt(rh + 8.313659))) + Math.Atan(t + rh) - Math.Atan(rh - 1.676331)
                + (0.00391838 * Math.Pow(rh, 1.5) * Math.Atan(0.023101 * rh)) - 4.686035;
            return (long)Math.Round(1e6 * (1.08 + (0.004 * Math.Max(0, wet - 12))));
        });
        var seconds = weather.RootElement.GetProperty("utc_offset_seconds").GetInt32();
        return ([.. pues], -seconds / 3600);
    }

    /// <summary>
    /// Facility, carbon and cost of IT energy: parts per million, micrograms and nano-dollars a kilowatt-hour, or totals of them.
    /// </summary>
    public readonly record struct Rates(BigInteger Facility, BigInteger Carbon, BigInteger Cost)
    {
        /// <summary>The sum of two.</summary>
        public static Rates operator +(Rates left, Rates right) =>
            new(left.Facility + right.Facility, left.Carbon + right.Carbon, left.Cost + right.Cost);

        /// <summary>The difference of two.</summary>
        public static Rates operator -(Rates left, Rates right) =>
            new(left.Facility - right.Facility, left.Carbon - right.Carbon, left.Cost - right.Cost);

        /// <summary>A rate for some time, or times a power.</summary>
        public static Rates operator *(Rates rates, BigInteger factor) =>
            new(rates.Facility * factor, rates.Carbon * factor, rates.Cost * factor);
    }
}
