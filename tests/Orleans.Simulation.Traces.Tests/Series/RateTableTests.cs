using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Series;
using static Orleans.Simulation.Traces.Tests.Series.SeriesTexts;

namespace Orleans.Simulation.Traces.Tests.Series;

public sealed class RateTableTests
{
    private static readonly VirtualDuration TenMinutes = VirtualDuration.FromMinutes(10);

    [Theory]
    [InlineData("timestamp,WND,avg_CI\n2022-01-01 00:00:00+00:00,1,222.29592090536002\n2022-01-01 00:10:00+00:00,2,80\n")]
    [InlineData("timestamp,carbon_intensity\n2022-01-01T00:00:00.0000000+00:00,222.295920905\r\n2022-01-01T00:10:00.0000000+00:00,80")]
    [InlineData("# ours\ncarbon_grams_per_kwh,time\n222.2959209,2022-01-01T00:00Z\n80,2021-12-31T16:10:00-08:00\n")]
    public void Read_CarbonInEachFormat_GivesMicrogramsByTime(string text)
    {
        var series = Read(text, Carbon, hours: 0.3);
        Assert.Equal((0, TenMinutes, false), (series.Start, series.Step, series.Repeats));
        Assert.Equal([222_295_921, 80_000_000], series.Values);
    }

    [Theory]
    [InlineData("Datetime (UTC),Datetime (Local),Price (USD/MWh)\n2022-01-01 00:00:00+00:00,2021-12-31 16:00:00-08:00,75.141955\n2022-01-01 01:00:00+00:00,x,-4.522410000000035\n")]
    [InlineData("time,price_usd_per_mwh\n2022-01-01T00:00:00Z,75.141955\n2022-01-01T01:00:00Z,-4.52241\n")]
    public void Read_PriceInEachFormat_GivesNanodollarsByTimeBelowZeroAsWell(string text) =>
        Assert.Equal([75_141_955, -4_522_410], Read(text, Price, hours: 2).Values);

    [Fact]
    public void Read_ColumnThatTheUserNames_IsRead() =>
        Assert.Equal(
            [1_000_000, 3_000_000],
            Read("timestamp,a,b\n2022-01-01T00:00Z,9,1\n2022-01-01T01:00Z,9,3\n", Price with { Column = "b" }, hours: 2).Values);

    [Fact]
    public void Read_RunInTheMiddle_KeepsItsStepsOnly()
    {
        var text = "timestamp,avg_CI\n" + string.Concat(Enumerable.Range(0, 24).Select(hour => $"2022-01-01T{hour:00}:00Z,{hour}\n"));
        var series = Read(text, Carbon, "2022-01-01T05:30:00+01:00", hours: 2);
        Assert.Equal(-1_800_000_000, series.Start);
        Assert.Equal([4_000_000, 5_000_000, 6_000_000], series.Values);
    }

    [Theory]
    [InlineData("2022-01-01T00:30:00Z", -1_800_000_000)]
    [InlineData("2022-01-01T07:30:00Z", -5_400_000_000)]
    [InlineData("2021-12-31T23:30:00Z", -5_400_000_000)]
    public void Read_SeriesThatRepeats_StartsWithTheRepetitionOfThatTime(string startsAt, long start)
    {
        var text = "time,price_usd_per_mwh\n2022-01-01T00:00Z,1\n2022-01-01T01:00Z,2\n";
        var series = Read(text, Price with { Repeats = true }, startsAt, hours: 0);
        Assert.Equal((start, true), (series.Start, series.Repeats));
        Assert.Equal([1_000_000, 2_000_000], series.Values);
    }

    [Fact]
    public void Read_BlankAndMissingValues_TakeTheValueBefore() => Assert.Equal(
        [1_000_000, 1_000_000, 1_000_000, 4_000_000, 5_000_000, 5_000_000],
        Read(
            "timestamp,avg_CI\n2022-01-01T00:00Z,1\n2022-01-01T01:00Z,\n2022-01-01T03:00Z,4\n2022-01-01T04:00Z,5\n2022-01-01T05:00Z,\n",
            Carbon with { Fill = 2 },
            hours: 6).Values);

    [Fact]
    public void Read_GapLongerThanAllowed_IsReported() => Assert.Equal(
        [
            "f:5:1: is \"2022-01-01T04:00Z\" with 2 values missing before it, must be at most 1 in a row, which take the value before; fill allows more",
            "f:8:1: is \"2022-01-01T07:00Z\" with 2 values missing up to it, must be at most 1 in a row, which take the value before; fill allows more",
        ],
        Issues(
            "timestamp,avg_CI\n2022-01-01T00:00Z,1\n2022-01-01T01:00Z,1\n2022-01-01T02:00Z,\n2022-01-01T04:00Z,4\n"
            + "2022-01-01T05:00Z,5\n2022-01-01T06:00Z,\n2022-01-01T07:00Z,\n",
            Carbon with { Fill = 1 }));

    [Fact]
    public void Read_SeriesThatBeginsBlank_IsReported() => Assert.Equal(
        "f:3:1: is \"2022-01-01T01:00Z\" with 1 blank values before it, must be a series that begins with a value",
        Assert.Single(Issues("timestamp,avg_CI\n2022-01-01T00:00Z,\n2022-01-01T01:00Z,1\n", Carbon)));

    [Fact]
    public void Read_ShorterThanTheRun_NamesTheRemedy() => Assert.Equal(
        "f: is a series from 2022-01-01T00:00:00Z to 2022-01-01T02:00:00Z, must be one that covers the run, from 2022-01-01T00:30:00Z to "
        + "2022-01-01T02:00:00.000036Z: another startsAt, a shorter duration, or repeat: true at energy.price",
        Assert.Single(Issues(
            "time,price_usd_per_mwh\n2022-01-01T00:00Z,1\n2022-01-01T01:00Z,2\n", Price, "2022-01-01T00:30:00Z", hours: 1.50000001)));

    [Fact]
    public void Read_StartsAfterTheRun_IsReported() => Assert.Single(
        Issues("time,price_usd_per_mwh\n2022-01-01T00:00Z,1\n2022-01-01T01:00Z,2\n", Price, "2021-12-31T23:59:59Z"));

    [Fact]
    public void Read_ExactlyAsLongAsTheRun_IsEnough() =>
        Assert.Equal(2, Read("time,price_usd_per_mwh\n2022-01-01T00:00Z,1\n2022-01-01T01:00Z,2\n", Price, hours: 2).Values.Count);

    [Fact]
    public void Read_TimesAndValuesThatCannotBe_AreReportedAtOnce() => Assert.Equal(
        [
            "f:2:1: is \"2022-01-01T00:00:00\", must be an instant with its offset from UTC and at most microseconds, such as "
            + "2022-01-01T00:00:00Z or 2022-01-01 00:00:00-08:00",
            "f:3:19: is \"-1\", must be a carbon intensity in g/kWh from 0 to 10000",
            "f:4:1: is \"2022-01-01T02:00:00.0000001Z\", must be an instant with its offset from UTC and at most microseconds, such as "
            + "2022-01-01T00:00:00Z or 2022-01-01 00:00:00-08:00",
            "f:4:30: is \"NaN\", must be a carbon intensity in g/kWh from 0 to 10000",
            "f:5:18: is \"2022-01-01T03:00Z\" (1 fields), must be 2 fields, as in the header",
        ],
        Issues(
            "timestamp,avg_CI\n2022-01-01T00:00:00,1\n2022-01-01T01:00Z,-1\n2022-01-01T02:00:00.0000001Z,NaN\n2022-01-01T03:00Z\n", Carbon));

    [Fact]
    public void Read_PriceBeyondAllMarkets_IsReported() => Assert.Equal(
        "f:2:19: is \"-100001\", must be a price in USD/MWh from -100000 to 100000",
        Assert.Single(Issues("time,price_usd_per_mwh\n2022-01-01T00:00Z,-100001\n", Price)));

    [Fact]
    public void Read_TimesOutOfOrder_AreReported() => Assert.Equal(
        [
            "f:3:1: is \"2022-01-01T00:00Z\", must be later than the time before it",
            "f:5:1: is \"2022-01-01T00:59Z\", must be later than the time before it",
        ],
        Issues("timestamp,avg_CI\n2022-01-01T00:00Z,1\n2022-01-01T00:00Z,1\n2022-01-01T01:00Z,1\n2022-01-01T00:59Z,1\n", Carbon));

    [Fact]
    public void Read_StepsOfSeveralLengths_AreReported() => Assert.Equal(
        "f:4:1: is \"2022-01-01T02:30Z\", must be whole steps of 01:00:00, the usual one in the file, from most other times",
        Assert.Single(Issues("timestamp,avg_CI\n2022-01-01T00:00Z,1\n2022-01-01T01:00Z,1\n2022-01-01T02:30Z,1\n", Carbon)));

    /// <summary>
    /// One time of 24 is late, by minutes that no other time fits, by half an hour that makes 23 gaps, or by all but a second of an hour,
    /// which makes more steps than there may be.
    /// </summary>
    [Theory]
    [InlineData(0, "00:05", 24)]
    [InlineData(7, "07:05", 24)]
    [InlineData(7, "07:30", 24)]
    [InlineData(23, "23:17", 24)]
    [InlineData(7, "07:59:59", 8_760)]
    public void Read_OneLateTime_IsTheOneThatIsReported(int hour, string late, int hours)
    {
        var start = new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var rows = Enumerable.Range(0, hours).Select(index =>
            index == hour ? $"2022-01-01T{late}Z,1\n" : $"{start.AddHours(index):yyyy-MM-ddTHH:mm}Z,1\n");

        Assert.Equal(
            $"f:{hour + 2}:1: is \"2022-01-01T{late}Z\", must be whole steps of 01:00:00, the usual one in the file, from most other times",
            Assert.Single(Issues($"time,price_usd_per_mwh\n{string.Concat(rows)}", Price with { Fill = 0 })));
    }

    /// <summary>Half hours are no mistake of an hourly series that has them filled: the gap is.</summary>
    [Fact]
    public void Read_GapInASeriesOfTwoSteps_IsWhatIsReported() => Assert.Equal(
        "f:9:1: is \"2022-01-01T07:00Z\" with 3 values missing before it, must be at most 1 in a row, which take the value before; fill allows more",
        Assert.Single(Issues(
            "timestamp,avg_CI\n2022-01-01T00:00Z,1\n2022-01-01T01:00Z,1\n2022-01-01T02:00Z,1\n2022-01-01T03:00Z,1\n"
            + "2022-01-01T03:30Z,1\n2022-01-01T04:30Z,1\n2022-01-01T05:00Z,1\n2022-01-01T07:00Z,1\n",
            Carbon with { Fill = 1 })));

    [Theory]
    [InlineData("timestamp,avg_CI\n")]
    [InlineData("timestamp,avg_CI\n2022-01-01T00:00Z,1\n")]
    public void Read_FewerThanTwoValues_AreReported(string text) =>
        Assert.EndsWith(
            "must be one of at least two, which tell the length of its steps",
            Assert.Single(Issues(text, Carbon)),
            StringComparison.Ordinal);

    [Fact]
    public void Read_MoreStepsThanAnyRunNeeds_AreReported() => Assert.Equal(
        "f: is 63072001 steps of 00:00:01, must be at most 1000000 steps",
        Assert.Single(Issues("timestamp,avg_CI\n2022-01-01T00:00:00Z,1\n2022-01-01T00:00:01Z,1\n2024-01-01T00:00:00Z,1\n", Carbon)));

    [Fact]
    public void Read_UnknownHeader_NamesThoseThatAreKnown() => Assert.Equal(
        "f:1:1: is \"timestamp,price\", must be a header with \"timestamp\" and \"avg_CI\", or \"timestamp\" and \"carbon_intensity\", or "
        + "\"time\" and \"carbon_grams_per_kwh\"; or column given in the scenario",
        Assert.Single(Issues("timestamp,price\n2022-01-01T00:00Z,1\n", Carbon)));

    [Fact]
    public void Read_ColumnThatIsMissing_IsReported() => Assert.Equal(
        "f:1:1: is \"timestamp,avg_CI\", must be a header with the column \"usd\" and one of \"timestamp\", \"Datetime (UTC)\", \"time\"",
        Assert.Single(Issues("timestamp,avg_CI\n2022-01-01T00:00Z,1\n", Price with { Column = "usd" })));

    [Fact]
    public void Read_EmptyFile_IsReported() => Assert.Equal(
        "f:1:1: is an empty file, must be a header such as \"time,carbon_grams_per_kwh\"", Assert.Single(Issues(string.Empty, Carbon)));

    [Fact]
    public void Read_MissingFile_IsReported() => Assert.Equal(
        "no-such-series.csv: is missing, must be a readable file",
        Assert.Throws<InvalidInputException>(
            () => ReadFile(Carbon with { File = "no-such-series.csv" }, "2022-01-01T00:00:00Z", 1)).Message);

    [Fact]
    public void Apply_OneFileForSeveralSites_SaysItsIssuesOnceAndReadsItForAll()
    {
        using var good = new TemporaryFile("time,price_usd_per_mwh\n2022-01-01T00:00Z,1\n2022-01-01T01:00Z,2\n"u8.ToArray());
        var start = Instant("2022-01-01T00:00:00Z");
        RateSource[] sources = [Price with { DataCenter = 0, File = good.Path }, Price with { File = good.Path }];

        var planned = SeriesPlanning.Apply(Fleet(hours: 2), sources, start);
        var refusal = Assert.Throws<InvalidInputException>(() => SeriesPlanning.Apply(Fleet(hours: 3), sources, start));

        Assert.All(planned.DataCenters, plan => Assert.Equal([1_000_000, 2_000_000], plan.Site.Price!.Values));
        Assert.Single(refusal.Issues);
    }

    [Fact]
    public void Readme_Example_IsValidSeries()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root(), "src", "Orleans.Simulation.Traces", "README.md"));
        var example = readme.Split("```csv\n")[4].Split("```")[0];
        Assert.Equal([75_141_955, -4_520_000, -4_520_000], Read(example, Price, hours: 3).Values);
    }
}
