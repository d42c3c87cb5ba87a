using System.Buffers.Binary;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Failures;
using Parquet;
using Parquet.Schema;

namespace Orleans.Simulation.Traces.Tests.Failures;

public sealed class ParquetTableTests
{
    private static readonly byte[] TwoRows = ParquetFile.Of([(300_000, 300_000, 1)], [(420_000, 600_000, 2.0 / 3)]);

    [Fact]
    public void Read_RowGroups_GivesOutagesOfTheSameCsv() => Assert.Equal(
        FailureTexts.Read(FailureTexts.OpenDcHeader + "300000,300000,1\n420000,600000,0.6666666666666666\n"),
        FailureTexts.Read(TwoRows));

    [Fact]
    public void Read_OtherTypesOrderAndPrivateColumns_GivesOutages()
    {
        DataField[] fields =
        [
            new DataField<string>("x_note"),
            new DataField<float>("failure_intensity"),
            new DataField<int>("failure_duration"),
            new DataField<double>("failure_interval"),
        ];
        var content = ParquetFile.Write(fields, 1, async (group, _) =>
        {
            await group.WriteAsync(fields[0], new[] { "a" });
            await group.WriteAsync<float>(fields[1], new[] { 0.1f });
            await group.WriteAsync<int>(fields[2], new[] { 2 });
            await group.WriteAsync<double>(fields[3], new[] { 1.5 });
        });
        var outage = Assert.Single(FailureTexts.Read(content));
        Assert.Equal((1500, 2000), (outage.Start.Microseconds, outage.Duration.Microseconds));
        Assert.Equal(new HostFraction(100_000), outage.Target);
    }

    [Fact]
    public void Read_BadValues_AreReportedByLineAndColumn() => Assert.Equal(
        [
            "f:3:failure_interval: is \"-1\", must be at least 0 milliseconds",
            "f:3:failure_duration: is \"0\", must be greater than 0 milliseconds",
            "f:3:failure_intensity: is \"1.5\", must be a share of the hosts in decimal notation, greater than 0 and at most 1",
            "f:4:failure_interval: is \"\", must be a number of milliseconds in decimal notation",
            "f:4:failure_duration: is \"\", must be a number of milliseconds in decimal notation",
            "f:4:failure_intensity: is \"NaN\", must be a share of the hosts in decimal notation, greater than 0 and at most 1",
        ],
        FailureTexts.Issues(ParquetFile.Of([(1, 1, 1), (-1, 0, 1.5), (null, null, double.NaN)])));

    [Fact]
    public void Read_NoRows_IsReported() => Assert.Equal(
        "f: is a table without rows, must be a table with a failure", Assert.Single(FailureTexts.Issues(ParquetFile.Of())));

    [Fact]
    public void Read_WrongColumns_AreAllReported()
    {
        DataField[] fields =
            [new DataField<string>("failure_interval"), new DataField<int>("failure_duration"), new DataField<int>("intensity")];
        var content = ParquetFile.Write(fields, 1, async (group, _) =>
        {
            await group.WriteAsync(fields[0], new[] { "1" });
            await group.WriteAsync<int>(fields[1], new[] { 1 });
            await group.WriteAsync<int>(fields[2], new[] { 1 });
        });
        Assert.Equal(
            [
                "f:1:3: is \"intensity\", must be one of failure_interval, failure_duration, failure_intensity, or start with x_",
                "f:1:1: is \"failure_interval,failure_duration,intensity\", "
                    + "must be a header with the column \"failure_intensity\"",
                "f:1:failure_interval: is a column of another type, "
                    + "must be a column of integers of 32 or 64 bits or of floating-point numbers",
            ],
            FailureTexts.Issues(content));
    }

    [Fact]
    public void Read_TruncatedAnywhere_IsReportedWithFileName()
    {
        for (var length = 4; length < TwoRows.Length; length++)
        {
            var issue = Assert.Single(FailureTexts.Issues(TwoRows[..length]));
            Assert.StartsWith("f: is a Parquet file that cannot be read (\"", issue, StringComparison.Ordinal);
            Assert.EndsWith("), must be complete and intact", issue, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', issue);
        }
    }

    // The library alone would read on for ever where the footer ends inside a number.
    [Fact]
    public void Read_FooterCutAnywhere_GivesAllOutagesOrIssue()
    {
        var footer = BinaryPrimitives.ReadInt32LittleEndian(TwoRows.AsSpan(^8));
        var whole = FailureTexts.Read(TwoRows);
        for (var left = 1; left < footer; left++)
        {
            using var file = new TemporaryFile(
                [.. TwoRows[..^(8 + footer - left)], .. BitConverter.GetBytes(left), .. "PAR1"u8]);
            var issues = Record.Exception(() => Assert.Equal(whole, FailureTraceFile.Read(file.Path)));
            Assert.True(issues is null or InvalidInputException, $"{left} bytes of the footer: {issues}");
        }
    }

    // Numbers of the footer in Thrift's compact protocol: of rows, before the list of two groups; of values, after the codec.
    [Theory]
    [InlineData("1604192C", "1606192C", "row groups with another number of rows than the file")]
    [InlineData("1502160216", "1502160016", "a column with another number of values than rows")]
    public void Read_NumbersThatDisagree_IsReported(string valid, string damaged, string reason)
    {
        var text = Convert.ToHexString(TwoRows);
        var at = text.LastIndexOf(valid, StringComparison.Ordinal);
        var content = Convert.FromHexString(text[..at] + damaged + text[(at + valid.Length)..]);
        Assert.Contains(reason, Assert.Single(FailureTexts.Issues(content)), StringComparison.Ordinal);
    }

    // A page whose header is a list of 2^31 - 1 numbers (Thrift's compact protocol), which the library skips one by one.
    [Fact]
    public void Read_PageWithListBeyondEndOfFile_IsReported()
    {
        byte[] content = [.. TwoRows];
        new byte[] { 0x99, 0xF5, 0xFF, 0xFF, 0xFF, 0xFF, 0x07 }.CopyTo(content, 4);
        Assert.Contains("the file ends too early", Assert.Single(FailureTexts.Issues(content)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PAR1")]
    [InlineData("PAR1\0\0\0\0PAR1")]
    [InlineData("PAR1\u000d\0\0\0PAR1")]
    public void Read_NoFooter_IsReported(string text) => Assert.Equal(
        "f: is a Parquet file that cannot be read (\"no footer\"), must be complete and intact",
        Assert.Single(FailureTexts.Issues(text)));

    [Fact]
    public void Read_TooManyRows_IsReported()
    {
        DataField[] fields = [.. ParquetFile.OpenDc.Select(field => new DataField<int>(field.Name))];
        var values = new int[10_000_001];
        var content = ParquetFile.Write(fields, 1, async (group, _) =>
        {
            foreach (var field in fields)
            {
                await group.WriteAsync<int>(field, values);
            }
        });
        Assert.Equal(
            "f: is a table of 10000001 rows, must be a table of at most 10000000 rows",
            Assert.Single(FailureTexts.Issues(content)));
    }
}
