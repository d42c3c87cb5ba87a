using CsCheck;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Traces.Failures;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Tests.Failures;

public sealed class NativeFailureFormatTests
{
    private const string Microseconds = "in whole microseconds: at most 6 digits after the point, apart from zeros";

    private const string EntityRule =
        "DATACENTER, DATACENTER/rackN, DATACENTER/rackN/hostN or DATACENTER/rackN/chipN with N from 0";

    private static readonly (VirtualTime, VirtualDuration, OutageTarget, string)[] TwoOutages =
    [
        (VirtualTime.FromSeconds(1), VirtualDuration.FromSeconds(66), new NamedTarget("east"), "fire, smoke"),
        (new VirtualTime(2_000_001), new VirtualDuration(500_000), new NamedTarget("west", 3, Chip: 17), string.Empty),
    ];

    private static readonly Gen<NamedTarget> Target = Gen.Select(
        Gen.String[Gen.Char["abcXYZ019_-"], 1, 12], Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue], Gen.Int[0, 3])
        .Select((name, rack, part, depth) => depth switch
        {
            0 => new NamedTarget(name),
            1 => new NamedTarget(name, rack),
            2 => new NamedTarget(name, rack, Host: part),
            _ => new NamedTarget(name, rack, Chip: part),
        });

    private static readonly Gen<TraceOutage> Outage = Gen.Select(
        Gen.Long[0, 3_000_000], Gen.Long[1, 1_000_000_000_000_000_000], Target, Gen.Const("thermal \"trip\", #2"))
        .Select((time, duration, target, cause) => new TraceOutage(
            new VirtualTime(time), new VirtualDuration(duration), target, cause, 0));

    [Theory]
    [InlineData("time,entity,duration,cause\n1,east,66,\"fire, smoke\"\n2.000001,west/rack3/chip17,0.5,\n")]
    [InlineData("time,entity,duration,cause\r\n1,east,66,\"fire, smoke\"\r\n2.000001,west/rack3/chip17,0.5,\r\n")]
    [InlineData("\uFEFFtime,entity,duration,cause\n1,east,66,\"fire, smoke\"\n2.000001,west/rack3/chip17,0.5,")]
    [InlineData(
        "# note\ncause,x_ticket,duration,time,entity\n\"fire, smoke\",7,66.0,1.0,east\n\n,,0.5,2.000001,west/rack3/chip17")]
    public void Read_UnusualButValidText_GivesOutages(string text)
    {
        var outages = FailureTexts.Read(text);
        Assert.Equal(TwoOutages, outages.Select(outage => (outage.Start, outage.Duration, outage.Target, outage.Cause)));
    }

    [Fact]
    public void Read_NoCauseColumn_GivesEmptyCauses() =>
        Assert.Empty(Assert.Single(FailureTexts.Read("time,entity,duration\n0,east,1")).Cause);

    [Fact]
    public void Read_UnsortedRows_SortsByStartAndKeepsOrderWithinInstant()
    {
        var rows = string.Concat(Enumerable.Range(0, 40).Select(row => $"{40 - (row / 2)},east/rack{row},1,\n"));
        var outages = FailureTexts.Read(FailureTexts.NativeHeader + rows);
        Assert.Equal(outages.OrderBy(outage => outage.Start).ThenBy(outage => outage.Line), outages);
        Assert.Equal([40L, 41, 38, 39], outages.Take(4).Select(outage => outage.Line));
    }

    [Theory]
    [InlineData("east", "east", null, null, null)]
    [InlineData("east/rack0", "east", 0, null, null)]
    [InlineData("e-1_a/rack3/host1", "e-1_a", 3, 1, null)]
    [InlineData("rack3/rack007/chip2147483647", "rack3", 7, null, int.MaxValue)]
    public void Read_Entity_GivesParts(string entity, string dataCenter, int? rack, int? host, int? chip) => Assert.Equal(
        new NamedTarget(dataCenter, rack, host, chip),
        Assert.Single(FailureTexts.Read($"{FailureTexts.NativeHeader}0,{entity},1,")).Target);

    [Theory]
    [InlineData("")]
    [InlineData("/rack3")]
    [InlineData("east/")]
    [InlineData("east/rack")]
    [InlineData("east/rack-1")]
    [InlineData("east/rack 1")]
    [InlineData("east/Rack1")]
    [InlineData("east/rack2147483648")]
    [InlineData("east/rack٣")]
    [InlineData("east/host1")]
    [InlineData("east/chip1")]
    [InlineData("east/rack1/slot2")]
    [InlineData("east/rack1/rack2")]
    [InlineData("east/rack1/host2/")]
    [InlineData("east/rack1/host2/chip3")]
    public void Read_UnknownEntity_IsReportedInPlace(string entity) => Assert.Equal(
        $"f:2:3: is \"{entity}\", must be {EntityRule}",
        Assert.Single(FailureTexts.Issues($"{FailureTexts.NativeHeader}0,{entity},1,")));

    [Theory]
    [InlineData("-1,e,1,", "f:2:1: is \"-1\", must be at least 0 seconds")]
    [InlineData("soon,e,1,", "f:2:1: is \"soon\", must be a number of seconds in decimal notation")]
    [InlineData("1000000000001,e,1,", "f:2:1: is \"1000000000001\", must be at most 1000000000000 seconds")]
    [InlineData("0,e,0,", "f:2:5: is \"0\", must be greater than 0 seconds")]
    [InlineData("0,e,0.000000,", "f:2:5: is \"0.000000\", must be greater than 0 seconds")]
    [InlineData("0,e,-3,", "f:2:5: is \"-3\", must be at least 0 seconds")]
    [InlineData("0,e,,", "f:2:5: is \"\", must be a number of seconds in decimal notation")]
    [InlineData("0,e,1.0000001,", $"f:2:5: is \"1.0000001\", must be {Microseconds}")]
    [InlineData("0,e,1", "f:2:6: is \"0,e,1\" (3 fields), must be 4 fields, as in the header")]
    [InlineData("0,e,1,\"a", "f:2:7: is \"\"a\", must be closed by a quote")]
    [InlineData("", "f:2:1: is the end of the file, must be a line with a failure")]
    public void Read_BadRow_IsReportedInPlace(string row, string expected) =>
        Assert.Equal(expected, Assert.Single(FailureTexts.Issues(FailureTexts.NativeHeader + row)));

    [Fact]
    public void Read_SeveralIssues_AreAllReported() => Assert.Equal(
        ["f:2:1", "f:2:3", "f:2:6", "f:4:6"],
        FailureTexts.Issues(FailureTexts.NativeHeader + "x,/e,0,\n1,e,1,\n0,e,1\n").Select(issue => issue[..5]));

    [Fact]
    public void Read_MoreIssuesThanShown_AreCounted()
    {
        var issues = FailureTexts.Issues(FailureTexts.NativeHeader + string.Concat(Enumerable.Repeat("0,e,0,\n", 57)));
        Assert.Equal(IssueLog.MaxShown + 1, issues.Count);
        Assert.Equal("f: is wrong in these places and 37 more, must be without issues", issues[^1]);
    }

    [Theory]
    [InlineData("time,entity,duration,cause,time\n", "f:1:28: is \"time\", must be a column that the header names once")]
    [InlineData(
        "time,entity,duration,causes\n",
        "f:1:22: is \"causes\", must be one of time, entity, duration, cause, or start with x_")]
    public void Read_BadHeader_IsReportedInPlace(string text, string expected) =>
        Assert.Equal(expected, Assert.Single(FailureTexts.Issues(text)));

    [Fact]
    public void Read_WrittenOutages_AreReadBack() => Outage.List[1, 30].Sample(expected =>
    {
        var rows = expected.Select(outage =>
            $"{DecimalSeconds.Format(outage.Start.Microseconds)},{outage.Target},"
            + $"{DecimalSeconds.Format(outage.Duration.Microseconds)},"
            + $"\"{outage.Cause.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        var outages = FailureTexts.Read(FailureTexts.NativeHeader + string.Join('\n', rows));
        Assert.Equal(
            expected.Select((outage, row) => outage with { Line = row + 2 }).OrderBy(outage => outage.Start), outages);
    });
}
