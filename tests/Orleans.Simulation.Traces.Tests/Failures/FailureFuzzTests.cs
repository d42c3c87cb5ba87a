using System.Text;
using CsCheck;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Failures;

namespace Orleans.Simulation.Traces.Tests.Failures;

public sealed class FailureFuzzTests
{
    private static readonly byte[] Native = Encoding.UTF8.GetBytes(
        "# start\ntime,entity,duration,cause,x_user\n5,east,12.5,\"a, b\",1\n"
        + "3.000001,e/rack3,16,,\"\"\"v\"\"\"\r\n0,é/rack3/host1,1.0,8,w\n\n9,c/rack0/chip17,2,,\n");

    private static readonly byte[] OpenDc = Encoding.UTF8.GetBytes(
        "failure_interval,failure_duration,failure_intensity\n0,14400000,1\n1200000,1.5,0.6666666666666666\r\n\n7,8.0,1e-05");

    private static readonly byte[] Parquet = ParquetFile.Of([(0, 1, 0.2), (7, 2, 1)], [(3, 400_000, 0.5)]);

    public static TheoryData<string> Files => ["native", "opendc", "parquet"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_MutatedFile_GivesOutagesOrIssues(string format) =>
        Mutation.Of(Valid(format)).Sample(AssertReadOrRejected, iter: 2000);

    [Fact]
    public void Read_RandomBytes_GivesIssues() =>
        Gen.Byte.Array[0, 3000].Sample(content => Assert.NotEmpty(FailureTexts.Issues(content)), iter: 500);

    [Fact]
    public void Read_RandomBytesInParquet_GivesIssues() =>
        Gen.Byte.Array[0, 3000].Sample(
            content => Assert.NotEmpty(FailureTexts.Issues([.. "PAR1"u8, .. content, .. "PAR1"u8])), iter: 500);

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_ValidFile_GivesOutages(string format) => Assert.NotEmpty(FailureTexts.Read(Valid(format)));

    private static byte[] Valid(string format) => format switch
    {
        "native" => Native,
        "opendc" => OpenDc,
        _ => Parquet,
    };

    private static void AssertReadOrRejected(byte[] content)
    {
        using var file = new TemporaryFile(content);
        try
        {
            var outages = FailureTraceFile.Read(file.Path);
            Assert.NotEmpty(outages);
            Assert.All(
                outages, outage => Assert.True(outage.Start >= VirtualTime.Zero && outage.Duration > VirtualDuration.Zero));
        }
        catch (InvalidInputException exception)
        {
            Assert.NotEmpty(exception.Issues);
        }
    }
}
