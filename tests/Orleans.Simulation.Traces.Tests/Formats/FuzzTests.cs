using System.Text;
using CsCheck;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Tests.Formats;

public sealed class FuzzTests
{
    private static readonly byte[] Valid = Encoding.UTF8.GetBytes(
        "# start\njob_id,submit_s,duration_s,chips,x_user\n\"a, b\",0,12.5,1,u\n"
        + "b,3.000001,0,16,\"\"\"v\"\"\"\r\né,7,1.0,8,w\n\nc,9,1,2,\n");

    [Fact]
    public void Check_MutatedTrace_ReportsIssuesAndNeverThrows() =>
        Mutation.Of(Valid).Sample(
            content =>
            {
                using var file = new TemporaryFile(content);
                foreach (var format in new[] { "auto", "native", "itp" })
                {
                    var report = TraceValidation.Check(file.Source(format));
                    Assert.Equal(report.Overview is null, report.Issues.Count > 0);
                    AssertReaderAgrees(file, format, report);
                }
            },
            iter: 3000);

    [Fact]
    public void Check_RandomBytes_ReportsIssuesAndNeverThrows() =>
        Gen.Byte.Array[0, 3000].Sample(
            content =>
            {
                using var file = new TemporaryFile(content);
                Assert.NotEmpty(TraceValidation.Check(file.Source("native")).Issues);
            },
            iter: 500);

    private static void AssertReaderAgrees(TemporaryFile file, string format, TraceReport report)
    {
        if (report.Overview is { } overview)
        {
            Assert.Equal(overview.Jobs, TraceFile.Read(file.Source(format)).Count());
        }
        else
        {
            Assert.Throws<InvalidInputException>(() => TraceFile.Read(file.Source(format)).Count());
        }
    }
}
