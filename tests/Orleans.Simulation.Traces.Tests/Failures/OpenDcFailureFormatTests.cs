using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Traces.Failures;

namespace Orleans.Simulation.Traces.Tests.Failures;

public sealed class OpenDcFailureFormatTests
{
    private const string Share = "a share of the hosts in decimal notation, greater than 0 and at most 1";

    private const string Microseconds = "in whole microseconds: at most 3 digits after the point, apart from zeros";

    [Fact]
    public void Read_Rows_CountsIntervalsFromEndOfRowBefore() => Assert.Equal(
        [(0L, 10L), (10_000, 2500), (13_500, 1)],
        FailureTexts.Read(FailureTexts.OpenDcHeader + "0,0.01,1\n9.99,2.5,1\r\n1.0,0.001,1")
            .Select(outage => (outage.Start.Microseconds, outage.Duration.Microseconds)));

    // Run times that OpenDC's tests assert for a task of 10 minutes without checkpoints (facts/validation.md, section 3).
    [Theory]
    [InlineData("300000,300000,1\n", 20)]
    [InlineData("300000,300000,1\n420000,600000,1\n", 37)]
    public void Read_PublishedUnitFailures_GivePublishedRunTime(string rows, long minutes) => Assert.Equal(
        VirtualTime.Zero + VirtualDuration.FromMinutes(minutes),
        RestartedTask.End(FailureTexts.Read(FailureTexts.OpenDcHeader + rows), VirtualDuration.FromMinutes(10)));

    [Theory]
    [InlineData("1", 1_000_000)]
    [InlineData("1.0", 1_000_000)]
    [InlineData("0.5", 500_000)]
    [InlineData("0.07", 70_000)]
    [InlineData("0.5833333333333334", 583_334)]
    [InlineData("0.0000001", 1)]
    [InlineData("1e-05", 10)]
    [InlineData("2.5E-1", 250_000)]
    public void Read_Intensity_BecomesPartsPerMillionRoundedUp(string intensity, int expected) => Assert.Equal(
        new HostFraction(expected),
        Assert.Single(FailureTexts.Read($"{FailureTexts.OpenDcHeader}0,1,{intensity}")).Target);

    [Fact]
    public void CountOf_FractionsOfHosts_GivesThoseHosts()
    {
        var fractions = Enumerable.Range(1, 200)
            .SelectMany(hosts => Enumerable.Range(1, hosts).Select(down => (down, hosts)))
            .ToList();
        var rows = fractions.Select(fraction => $"0,1,{(double)fraction.down / fraction.hosts}\n");
        Assert.Equal(
            fractions.Select(fraction => fraction.down),
            FailureTexts.Read(FailureTexts.OpenDcHeader + string.Concat(rows))
                .Select((outage, row) => ((HostFraction)outage.Target).CountOf(fractions[row].hosts)));
    }

    [Theory]
    [InlineData(11, 5)]
    [InlineData(1, 0)]
    [InlineData(0, 0)]
    [InlineData(int.MaxValue, int.MaxValue / 2)]
    public void CountOf_PartOfHost_IsRoundedDown(int hosts, int expected) =>
        Assert.Equal(expected, new HostFraction(500_000).CountOf(hosts));

    [Theory]
    [InlineData("-1,1,1", "f:2:1: is \"-1\", must be at least 0 milliseconds")]
    [InlineData("now,1,1", "f:2:1: is \"now\", must be a number of milliseconds in decimal notation")]
    [InlineData("1,0,1", "f:2:3: is \"0\", must be greater than 0 milliseconds")]
    [InlineData("1,-1,1", "f:2:3: is \"-1\", must be at least 0 milliseconds")]
    [InlineData("1,0.0001,1", $"f:2:3: is \"0.0001\", must be {Microseconds}")]
    [InlineData("1,1000000000000001,1", "f:2:3: is \"1000000000000001\", must be at most 1000000000000000 milliseconds")]
    [InlineData("1,1,0", $"f:2:5: is \"0\", must be {Share}")]
    [InlineData("1,1,1.000001", $"f:2:5: is \"1.000001\", must be {Share}")]
    [InlineData("1,1,-0.5", $"f:2:5: is \"-0.5\", must be {Share}")]
    [InlineData("1,1,nan", $"f:2:5: is \"nan\", must be {Share}")]
    [InlineData("1,1,", $"f:2:5: is \"\", must be {Share}")]
    [InlineData("1,1,1e99999999999", $"f:2:5: is \"1e99999999999\", must be {Share}")]
    [InlineData("1,1", "f:2:4: is \"1,1\" (2 fields), must be 3 fields, as in the header")]
    [InlineData("", "f:2:1: is the end of the file, must be a line with a failure")]
    public void Read_BadRow_IsReportedInPlace(string row, string expected) =>
        Assert.Equal(expected, Assert.Single(FailureTexts.Issues(FailureTexts.OpenDcHeader + row)));

    [Fact]
    public void Read_StartBehindEndOfTime_IsReportedNotOverflowed()
    {
        const string Longest = "1000000000000000,1000000000000000,1\n";
        var issues = FailureTexts.Issues(FailureTexts.OpenDcHeader + string.Concat(Enumerable.Repeat(Longest, 15)));
        Assert.Equal(14, issues.Count);
        Assert.Equal(
            "f:3:1: is \"1000000000000000\", must be a start of at most 10^12 seconds after the rows before", issues[0]);
    }
}
