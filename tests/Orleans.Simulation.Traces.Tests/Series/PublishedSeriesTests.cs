using Orleans.Simulation.Core.Time;
using static Orleans.Simulation.Traces.Tests.Series.SeriesTexts;

namespace Orleans.Simulation.Traces.Tests.Series;

/// <summary>The public series beside the repository; each expected value is a line of a file.</summary>
public sealed class PublishedSeriesTests
{
    private const double Year = 365 * 24;

    [SkippableFact]
    public void Read_CarbonOfCalifornia_HasThreeBlanksThatAreFilled()
    {
        var values = ReadFile(Carbon with { File = Shared("carbon", "CA_NG_avgCI.csv") }, "2022-01-01T00:00:00Z", Year).Values;
        Assert.Equal((8760, 222_295_921), (values.Count, values[0]));
        Assert.All([106, 3282, 3930], blank => Assert.Equal(values[blank - 1], values[blank]));
        Assert.Equal((74_096_901, 449_033_038), (values.Min(), values.Max()));
    }

    [SkippableFact]
    public void Read_CarbonOfOpenDc_IsSteps()
    {
        var series = ReadFile(Carbon with { File = Shared("carbon", "opendc_two_80_120.csv") }, "2022-01-01T00:00:00Z", 1.0 / 3);
        Assert.Equal(VirtualDuration.FromMinutes(10), series.Step);
        Assert.Equal([80_000_000, 120_000_000], series.Values);
    }

    [SkippableFact]
    public void Read_PriceOfCalifornia_IsBelowZeroIn36Hours()
    {
        var values = ReadFile(Price with { File = Shared("price", "US-CAL-CISO_2022.csv") }, "2022-01-01T00:00:00Z", Year).Values;
        Assert.Equal((8760, 36), (values.Count, values.Count(value => value < 0)));
        Assert.Equal((-4_522_410, 1_201_021_300), (values.Min(), values.Max()));
    }

    [SkippableFact]
    public void Read_WeatherOfCalifornia_BeginsSevenHoursAfterTheYear()
    {
        var file = Pue with { File = Shared("weather", "US-CAL-CISO_2022.json") };
        var values = ReadFile(file, "2022-01-01T00:00:00-07:00", Year).Values;
        Assert.Equal(8760, values.Count);
        Assert.InRange(values.Average(), 1_080_000, 1_100_000);
        Assert.InRange(values.Max(), 1_110_000, 1_150_000);
        Assert.Contains(
            "from 2022-01-01T07:00:00Z to 2023-01-01T07:00:00Z",
            Assert.Single(Issues(File.ReadAllBytes(file.File), file)),
            StringComparison.Ordinal);
    }

    private static string Shared(string folder, string name) => Repository.Shared("traces", folder, name);
}
