using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Failures;

namespace Orleans.Simulation.Traces.Tests.Failures;

public sealed class FailureTraceFileTests
{
    private const string Formats =
        "the header of a failure trace (CSV with the columns time, entity, duration and, if wanted, cause; "
        + "OpenDC: CSV or Parquet with the columns failure_interval, failure_duration and failure_intensity)";

    [Theory]
    [InlineData("")]
    [InlineData("\r\n \n")]
    [InlineData("# only a comment")]
    public void Read_EmptyFile_IsReported(string text) => Assert.Equal(
        "f:1:1: is an empty file, must be a header such as \"time,entity,duration\"",
        Assert.Single(FailureTexts.Issues(text)));

    [Theory]
    [InlineData("time,duration,cause\n0,1,\n", "f:1:1: is \"time,duration,cause\"")]
    [InlineData("failure_interval,failure_duration\n0,1\n", "f:1:1: is \"failure_interval,failure_duration\"")]
    [InlineData("# a job trace\njob_id,submit_s,duration_s,chips\n", "f:2:1: is \"job_id,submit_s,duration_s,chips\"")]
    [InlineData("PAR", "f:1:1: is \"PAR\"")]
    public void Read_ColumnMissing_NamesFormats(string text, string start) =>
        Assert.Equal($"{start}, must be {Formats}", Assert.Single(FailureTexts.Issues(text)));

    [Fact]
    public void Read_BinaryFile_IsReported() => Assert.Equal(
        "f:1:1: is \"\\u0000\\u0001\", must be text in UTF-8 without control characters",
        Assert.Single(FailureTexts.Issues([0, 1])));

    [Fact]
    public void Read_MissingFile_IsReported() => Assert.Equal(
        "no-such-trace.csv: is missing, must be a readable file",
        Assert.Throws<InvalidInputException>(() => FailureTraceFile.Read("no-such-trace.csv")).Message);

    [Fact]
    public void Read_Directory_IsReported() => Assert.Equal(
        $"{AppContext.BaseDirectory}: is a directory, must be a readable file",
        Assert.Throws<InvalidInputException>(() => FailureTraceFile.Read(AppContext.BaseDirectory)).Message);

    [Fact]
    public void Readme_Example_IsValidFailureTrace()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root(), "src", "Orleans.Simulation.Traces", "README.md"));
        var example = readme.Split("```csv\n")[3].Split("```")[0];
        Assert.Equal(
            [new NamedTarget("east", 3, Chip: 17), new NamedTarget("east", 3, Host: 1), new NamedTarget("east")],
            FailureTexts.Read(example).Select(outage => outage.Target));
    }
}
