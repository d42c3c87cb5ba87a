using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Tests.Validation;

public sealed class TraceValidationTests
{
    private const string Text = Texts.NativeHeader + "a,10,100,4\nb,20,50,512\nc,30.000001,0,1\n";

    [Fact]
    public void Check_ValidTrace_GivesOverview()
    {
        using var file = new TemporaryFile(Text);
        var overview = TraceValidation.Check(file.Source()).OverviewOrThrow();
        var last = new VirtualTime(30_000_001);
        Assert.Equal(new TraceOverview(3, VirtualTime.FromSeconds(10), last, 512, 26_000_000_000), overview);
    }

    [Theory]
    [InlineData(5, 1_000_000, 15_000_000, 35_000_001)]
    [InlineData(0, 500_000, 5_000_000, 15_000_000)]
    [InlineData(-3, 300_001, 10, 6_000_030)]
    public void Check_ScaleAndShift_ScaleFirstRoundedDown(long shift, long scale, long first, long last)
    {
        using var file = new TemporaryFile(Text);
        var overview = TraceValidation.Check(file.Source("native", shift, scale)).OverviewOrThrow();
        Assert.Equal((first, last), (overview.FirstSubmit.Microseconds, overview.LastSubmit.Microseconds));
    }

    [Fact]
    public void Check_ShiftBelowZero_IsReportedInPlace()
    {
        using var file = new TemporaryFile(Text);
        var issues = TraceValidation.Check(file.Source("native", shift: -15)).Issues;
        Assert.Equal(
            $"{file.Path}:2:3: is \"10\", must be between the start of the run and 10^12 seconds after time scale and shift",
            Assert.Single(issues).ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void Check_ScaleNotPositive_IsReported(long scale)
    {
        using var file = new TemporaryFile(Text);
        Assert.Equal("time scale", Assert.Single(TraceValidation.Check(file.Source("native", 0, scale)).Issues).Where);
    }

    [Fact]
    public void Check_HugeScale_IsReportedNotOverflowed()
    {
        using var file = new TemporaryFile(Text);
        Assert.Equal(3, TraceValidation.Check(file.Source("native", 0, long.MaxValue)).Issues.Count);
    }

    [Theory]
    [InlineData("native")]
    [InlineData("auto")]
    public void Check_MissingFile_IsReported(string format)
    {
        var source = Source(Path.Combine(Path.GetTempPath(), "no-such-trace.csv"), format);
        var issue = Assert.Single(TraceValidation.Check(source).Issues);
        Assert.Equal($"{source.File}: is missing, must be a readable file", issue.ToString());
    }

    [Theory]
    [InlineData("native")]
    [InlineData("auto")]
    public void Check_Directory_IsReported(string format)
    {
        var source = Source(AppContext.BaseDirectory, format);
        Assert.Equal("a directory", Assert.Single(TraceValidation.Check(source).Issues).Actual);
    }

    [Fact]
    public void Check_BinaryFile_IsReported()
    {
        var source = Source(typeof(TraceValidation).Assembly.Location, "native");
        Assert.Contains("text in UTF-8", Assert.Single(TraceValidation.Check(source).Issues).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ByteOrderMarks_AreUnderstood()
    {
        foreach (var encoding in new[] { System.Text.Encoding.UTF8, System.Text.Encoding.Unicode })
        {
            using var file = new TemporaryFile([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]);
            Assert.Equal(3, TraceValidation.Check(file.Source()).OverviewOrThrow().Jobs);
        }
    }

    [Fact]
    public void OverviewOrThrow_Issues_ThrowsThemAll()
    {
        using var file = new TemporaryFile(Texts.NativeHeader + "a,1,1,0\nb,x,1,0\n");
        var report = TraceValidation.Check(file.Source());
        Assert.Null(report.Overview);
        Assert.Equal(3, Assert.Throws<InvalidInputException>(report.OverviewOrThrow).Issues.Count);
    }

    private static TraceSource Source(string path, string format) =>
        new("trace", JobArrival.AnyDataCenter, path, format, VirtualDuration.Zero, TraceSource.TimeScaleUnit);
}
