using Orleans.Simulation.Core.Energy;
using static Orleans.Simulation.Traces.Tests.Series.SeriesTexts;

namespace Orleans.Simulation.Traces.Tests.Series;

public sealed class WeatherFileTests
{
    [Fact]
    public void Read_LocalTimes_AreThoseOfTheirOffset()
    {
        var series = Read(Json(), Pue, "2022-01-01T08:00:00Z", hours: 1.5);
        Assert.Equal((0, false), (series.Start, series.Repeats));
        Assert.Equal([Of(30, 60), Of(-5, 100)], series.Values);
    }

    [Fact]
    public void Read_Null_TakesTheValueBefore() => Assert.Equal(
        [Of(20, 50), Of(20, 50), Of(-5, 100)],
        Read(Json(temperatures: "20, null, -5"), Pue, "2022-01-01T07:00:00Z", hours: 3).Values);

    [Fact]
    public void Read_BeforeTheOffsetAllows_NamesTheRemedy() => Assert.StartsWith(
        "f: is a series from 2022-01-01T07:00:00Z to 2022-01-01T10:00:00Z, must be one that covers the run, from 2022-01-01T00:00:00Z",
        Assert.Single(Issues(Json(), Pue)),
        StringComparison.Ordinal);

    [Fact]
    public void Read_ValuesThatCannotBe_AreReportedAtOnce() => Assert.Equal(
        [
            "f: hourly.time[1]: is \"2022-01-01T01:00Z\", must be a local time such as 2022-01-01T00:00",
            "f: hourly.temperature_2m[1]: is \"71\", must be a temperature in C from -100 to 70",
            "f: hourly.temperature_2m[2]: is \"warm\", must be a temperature in C from -100 to 70",
            "f: hourly.relative_humidity_2m[2]: is \"101\", must be a relative humidity in % from 0 to 100",
        ],
        Issues(
            Json(
                times: "\"2022-01-01T00:00\", \"2022-01-01T01:00Z\", \"2022-01-01T02:00\"",
                temperatures: "20, 71, \"warm\"",
                humidities: "50, 60, 101"),
            Pue));

    [Fact]
    public void Read_OtherUnits_AreReported() => Assert.Equal(
        "f: hourly_units.temperature_2m: is \"F\", must be \"\u00B0C\"", Assert.Single(Issues(Json(unit: "F"), Pue)));

    [Fact]
    public void Read_WithoutAnOffset_IsReported() => Assert.Equal(
        "f: utc_offset_seconds: is missing, must be given, as in the archive of Open-Meteo",
        Assert.Single(Issues(Json().Replace("utc_offset_seconds", "offset", StringComparison.Ordinal), Pue)));

    [Fact]
    public void Read_OffsetOfNoPlaceOnEarth_IsReported() => Assert.Equal(
        "f: utc_offset_seconds: is \"-72000\", must be local time minus UTC in seconds, up to 50400 either way",
        Assert.Single(Issues(Json(offset: "-72000"), Pue)));

    [Fact]
    public void Read_ListsOfDifferentLengths_AreReported() => Assert.Equal(
        "f: hourly: is 3 times, 2 temperatures and 3 humidities, must be as many of each",
        Assert.Single(Issues(Json(temperatures: "1, 2"), Pue)));

    [Theory]
    [InlineData("[]", "f: utc_offset_seconds: is missing")]
    [InlineData("{", "f:1:2: is no JSON")]
    [InlineData("", "f:1:1: is no JSON")]
    [InlineData("{\n \"hourly\": oops }", "f:2:12: is no JSON")]
    public void Read_NoWeather_IsReported(string text, string start) =>
        Assert.StartsWith(start, Issues(text, Pue)[0], StringComparison.Ordinal);

    private static long Of(double temperature, double humidity) =>
        new WeatherPue(1.08, 12, 0.004).PartsPerMillion(temperature, humidity);

    private static string Json(
        string times = "\"2022-01-01T00:00\", \"2022-01-01T01:00\", \"2022-01-01T02:00\"",
        string temperatures = "20, 30, -5",
        string humidities = "50, 60, 100",
        string unit = "\u00B0C",
        string offset = "-25200") => $$"""
        {
          "latitude": 37.4, "utc_offset_seconds": {{offset}}, "timezone": "America/Los_Angeles",
          "hourly_units": { "time": "iso8601", "temperature_2m": "{{unit}}", "relative_humidity_2m": "%" },
          "hourly": { "time": [{{times}}], "temperature_2m": [{{temperatures}}], "relative_humidity_2m": [{{humidities}}] }
        }
        """;
}
