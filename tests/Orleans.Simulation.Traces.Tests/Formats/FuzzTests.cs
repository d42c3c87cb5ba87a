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

    private static readonly byte[] Interesting = [0, 9, 10, 13, 34, 35, 44, 45, 46, 48, 57, 101, 0x7F, 0xC3, 0xEF, 0xFE, 0xFF];

    private static readonly Gen<byte> AnyByte =
        Gen.OneOf(Gen.Byte, Gen.Int[0, Interesting.Length - 1].Select(index => Interesting[index]));

    // An edit replaces some bytes at a place by others: replacement, insertion, deletion and truncation are all among them.
    private static readonly Gen<(int At, int Remove, byte[] Insert)> Edit =
        Gen.Select(Gen.Int[0, Valid.Length], Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, Valid.Length]), AnyByte.Array[0, 4]);

    [Fact]
    public void Check_MutatedTrace_ReportsIssuesAndNeverThrows() =>
        Edit.Array[1, 6].Sample(
            edits =>
            {
                var content = edits.Aggregate(Valid, Apply);
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

    private static byte[] Apply(byte[] content, (int At, int Remove, byte[] Insert) edit)
    {
        var at = Math.Min(edit.At, content.Length);
        var end = Math.Min(at + edit.Remove, content.Length);
        return [.. content[..at], .. edit.Insert, .. content[end..]];
    }
}
