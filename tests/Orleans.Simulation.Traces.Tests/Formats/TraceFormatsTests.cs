using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Formats;

namespace Orleans.Simulation.Traces.Tests.Formats;

public sealed class TraceFormatsTests
{
    [Theory]
    [InlineData("# note\njob_id,submit_s,duration_s,chips\n", "native")]
    [InlineData("job_id,submission_time,duration,num_gpu\r\n", "itp")]
    public void Detect_KnownHeader_FindsFormat(string text, string expected)
    {
        using var reader = new StringReader(text);
        Assert.Equal(expected, TraceFormats.Detect(reader, "t.csv").Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b\n")]
    [InlineData("sep=,\njob_id,submit_s,duration_s,chips\n")]
    [InlineData("job_id\n")]
    [InlineData("\0\0\"\n")]
    public void Detect_UnknownHeader_NamesFormats(string text)
    {
        using var reader = new StringReader(text);
        var issue = Assert.Single(Assert.Throws<InvalidInputException>(() => TraceFormats.Detect(reader, "t.csv")).Issues);
        Assert.Equal("t.csv:1:1", issue.Where);
        Assert.Contains("submission_time", issue.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_UnknownName_NamesFormats()
    {
        var exception = Assert.Throws<InvalidInputException>(() => TraceFormats.Resolve("swf", "t.csv"));
        Assert.Equal("trace format: is \"swf\", must be auto or one of native, itp", exception.Message);
    }

    [Fact]
    public void All_Names_FindThemselves() =>
        Assert.All(TraceFormats.All, format => Assert.Same(format, TraceFormats.Find(format.Name)));

    [Fact]
    public void Readme_Example_IsValidTrace()
    {
        var root = Repository.Root();
        var readme = File.ReadAllText(Path.Combine(root, "src", "Orleans.Simulation.Traces", "README.md"));
        var example = readme.Split("```csv\n")[1].Split("```")[0];
        var (jobs, issues) = Texts.Read(example);
        Assert.Empty(issues);
        Assert.Equal(3, jobs.Count);
        Assert.All(TraceFormats.All, format => Assert.Contains($"| `{format.Name}` |", readme, StringComparison.Ordinal));
    }
}
