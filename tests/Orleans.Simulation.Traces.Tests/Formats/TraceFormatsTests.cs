using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Formats;

namespace Orleans.Simulation.Traces.Tests.Formats;

public sealed class TraceFormatsTests
{
    [Theory]
    [InlineData("# note\njob_id,submit_s,duration_s,chips\n", "native")]
    [InlineData("job_id,submit_s,work_tflop,chips\n", "native")]
    [InlineData("job_id,submit_s,parameters,tokens,chips\n", "native")]
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
    [InlineData("job_id,submit_s,chips,mfu\n")]
    [InlineData("\0\0\"\n")]
    public void Detect_UnknownHeader_NamesFormats(string text)
    {
        using var reader = new StringReader(text);
        var issue = Assert.Single(Assert.Throws<InvalidInputException>(() => TraceFormats.Detect(reader, "t.csv")).Issues);
        Assert.Equal("t.csv:1:1", issue.Where);
        Assert.Contains("submission_time", issue.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto", "# note\njob_id,submit_s,work_tflop,chips\n", true)]
    [InlineData("native", "tokens,job_id,submit_s,parameters,duration_s,chips\na,1", true)]
    [InlineData("native", "job_id,submit_s,duration_s,chips,mfu,x_tokens\n", false)]
    [InlineData("itp", "job_id,submission_time,duration,num_gpu,work_tflop\n", false)]
    [InlineData("auto", "work_tflop\n", false)]
    [InlineData("auto", "", false)]
    [InlineData("swf", "job_id,submit_s,work_tflop,chips\n", false)]
    public void StatesFlops_OfFile_IsToldByItsHeader(string format, string text, bool expected)
    {
        using var file = new TemporaryFile(text);
        Assert.Equal(expected, TraceFormats.StatesFlops(format, file.Path));
    }

    [Fact]
    public void StatesFlops_NoFile_IsLeftToTheCheck() =>
        Assert.False(TraceFormats.StatesFlops("native", Path.Combine(Path.GetTempPath(), "no-such-trace.csv")));

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
    public void Readme_Examples_AreValidTraces()
    {
        var root = Repository.Root();
        var readme = File.ReadAllText(Path.Combine(root, "src", "Orleans.Simulation.Traces", "README.md"));
        var examples = readme.Split("```csv\n")[1..3].Select(part => Texts.Read(part.Split("```")[0])).ToList();
        Assert.All(examples, example => Assert.Empty(example.Issues));
        Assert.Equal([3, 3], examples.Select(example => example.Jobs.Count));
        Assert.Equal([false, false, false, true, true, false], examples.SelectMany(example => example.Jobs).Select(job => job.Flops is not null));
        Assert.All(TraceFormats.All, format => Assert.Contains($"| `{format.Name}` |", readme, StringComparison.Ordinal));
    }
}
