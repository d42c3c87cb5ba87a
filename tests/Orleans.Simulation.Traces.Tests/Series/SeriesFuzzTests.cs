using System.Text;
using CsCheck;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Validation;
using static Orleans.Simulation.Traces.Tests.Series.SeriesTexts;

namespace Orleans.Simulation.Traces.Tests.Series;

public sealed class SeriesFuzzTests
{
    private static readonly byte[] Csv = Encoding.UTF8.GetBytes(
        "# start\ntimestamp,x,avg_CI\n2022-01-01T00:00:00Z,\"a, b\",12.5\n2022-01-01 01:00:00+00:00,,\n2022-01-01T01:30-00:30,1,1e2\r\n");

    private static readonly byte[] Json = Encoding.UTF8.GetBytes(
        """
        { "utc_offset_seconds": -3600, "hourly_units": { "temperature_2m": "\u00b0C", "relative_humidity_2m": "%" },
          "hourly": { "time": ["2021-12-31T23:00", "2022-01-01T00:00"], "temperature_2m": [1.5, null], "relative_humidity_2m": [50, 7e1] } }
        """);

    public static TheoryData<string> Files => ["csv", "json"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_MutatedFile_GivesASeriesOrIssues(string format) => Mutation.Of(Valid(format)).Sample(
        content => AssertReadOrRejected(content, format == "csv" ? Carbon : Pue), iter: 3000);

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_RandomBytes_GivesIssues(string format) => Gen.Byte.Array[0, 3000].Sample(
        content => Assert.NotEmpty(Issues(content, format == "csv" ? Carbon : Pue)), iter: 500);

    [Theory]
    [InlineData("csv", 1.5)]
    [InlineData("json", 2)]
    public void Read_ValidFile_GivesASeries(string format, double hours) => Assert.NotEmpty(
        Read(Encoding.UTF8.GetString(Valid(format)), format == "csv" ? Carbon : Pue, hours: hours).Values);

    private static byte[] Valid(string format) => format == "csv" ? Csv : Json;

    private static void AssertReadOrRejected(byte[] content, RateSource source)
    {
        using var file = new TemporaryFile(content);
        try
        {
            var series = ReadFile(source with { File = file.Path, Repeats = content.Length % 2 == 0 }, "2022-01-01T00:00:00Z", 1);
            Assert.NotEmpty(series.Values);
            Assert.InRange(series.Start, long.MinValue, 0);
            _ = new SiteRates(source.Kind == RateKind.Pue ? new(series) : SitePlan.Plain with { Carbon = series });
        }
        catch (InvalidInputException exception)
        {
            Assert.NotEmpty(exception.Issues);
        }
    }
}
