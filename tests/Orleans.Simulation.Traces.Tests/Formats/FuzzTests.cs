using System.Text;
using CsCheck;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Formats;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Tests.Formats;

public sealed class FuzzTests
{
    private static readonly byte[] Valid = Encoding.UTF8.GetBytes(
        "# start\njob_id,submit_s,duration_s,chips,x_user\n\"a, b\",0,12.5,1,u\n"
        + "b,3.000001,0,16,\"\"\"v\"\"\"\r\né,7,1.0,8,w\n\nc,9,1,2,\n");

    private static readonly byte[] WithFlops = Encoding.UTF8.GetBytes(
        "work_tflop,job_id,submit_s,duration_s,chips,parameters,tokens,mfu\n2500.5,a,0,,1,,,0.4\n"
        + ",b,3,12.5,16,,,\r\n,c,7,,8,8000000000,1500000000,1\n0.000000000001,d,7,,8,,,\n");

    [Fact]
    public void Check_MutatedTrace_ReportsIssuesAndNeverThrows() =>
        Gen.OneOf(Mutation.Of(Valid), Mutation.Of(WithFlops)).Sample(
            content =>
            {
                using var file = new TemporaryFile(content);
                foreach (var format in new[] { "auto", "native", "itp" })
                {
                    var report = TraceValidation.Check(file.Source(format));
                    Assert.Equal(report.Overview is null, report.Issues.Count > 0);
                    var states = TraceFormats.StatesFlops(format, file.Path);
                    AssertReaderAgrees(file, format, states, report);
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

    private static void AssertReaderAgrees(TemporaryFile file, string format, bool statesFlops, TraceReport report)
    {
        if (report.Overview is { } overview)
        {
            var jobs = TraceFile.Read(file.Source(format)).ToList();
            Assert.Equal(overview.Jobs, jobs.Count);
            Assert.All(jobs.Where(job => job.Flops is not null), job =>
            {
                Assert.True(statesFlops && job.Flops!.Count > 0);
                Assert.Equal(VirtualDuration.Zero, job.Work);
            });
        }
        else
        {
            Assert.Throws<InvalidInputException>(() => TraceFile.Read(file.Source(format)).Count());
        }
    }
}
