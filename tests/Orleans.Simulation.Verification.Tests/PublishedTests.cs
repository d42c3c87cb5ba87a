using Orleans.Simulation.Verification.Checks;
using Orleans.Simulation.Verification.Schedules;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Tests;

/// <summary>Covers: checks against other simulators; what is wrong is found, and what cannot be compared is said to be.</summary>
public sealed class PublishedTests : IDisposable
{
    private const int Chips = ReferenceSchedule.Chips;

    private readonly DirectoryInfo _shared = Directory.CreateTempSubdirectory("verification-tests-");

    private Replications Quick => new(isQuick: true, silo: null, CancellationToken.None) { Shared = _shared.FullName };

    public void Dispose() => _shared.Delete(recursive: true);

    [Theory]
    [InlineData("20m", true)]
    [InlineData("23m", false)]
    public async Task Airesim_PlayedJob_TellsALongerRecovery(string recovery, bool passes)
    {
        // A tenth of its work.
        var jobs = await AiresimCheck.PlayAsync(
            Quick,
            [$"failures.detection={recovery}", "workload.sources[training].generator.maxRunTime=614h", "duration=44d"],
            count: 10);

        var hours = Estimate.Of([.. jobs.Select(job => job.Hours)]);
        Assert.Equal(passes, hours.Compare("check", "case", "source", 9867.25 * 614 / 6144, gate: 0.05).Passed);
    }

    [Fact]
    public async Task Airesim_JobThatIsNotDone_TakesAsLongAsTheRun()
    {
        var jobs = await AiresimCheck.PlayAsync(Quick, ["duration=5d"], count: 2);

        Assert.All(jobs, job => Assert.Equal(120, job.Hours));
        Assert.All(jobs, job => Assert.InRange(job.Failures, 50, 250));
    }

    [Theory]
    [InlineData(9878.5, 18, true)]
    [InlineData(9878.6, 18, false)]
    [InlineData(9853.4, 18, false)]
    [InlineData(9866, 50, false)]
    public void Airesim_Means_AreComparedWithThePublishedInterval(double mean, double halfWidth, bool passes) =>
        Assert.Equal(passes, new AiresimCheck().CompareWithPublished(new(mean, halfWidth), gate: 0.005).Passed);

    [Fact]
    public async Task Conformance_MissingFiles_AreNeitherPassedNorMissed()
    {
        var rows = await new ConformanceCheck().RunAsync(Quick);

        Assert.Equal(ReferenceSchedule.All.Count, rows.Count);
        Assert.All(rows, row => Assert.Equal((false, false, null), (row.Passed, row.Missed, row.Measured)));
        Assert.All(rows, row => Assert.Equal($"{ReferenceSchedule.TraceIn(_shared.FullName)} is missing", row.Skipped));
    }

    [Theory]
    [InlineData("fifo", 0, 0)]
    [InlineData("sjf", 0, 2)]
    [InlineData("fifo", 1, 1)]
    public async Task Conformance_ASmallTrace_TellsAnotherOrderAndASecond(string policy, int later, int otherwise)
    {
        // The first takes all chips; of the two that wait, the second is the shorter one.
        Write(
            ReferenceSchedule.TraceIn(_shared.FullName),
            $"job_id,submission_time,duration,num_gpu\na,0,100,{Chips}\nb,1,50,{Chips}\nc,2,10,{Chips}\n");
        Write(
            Path.Combine(_shared.FullName, "conformance", "starts.csv"),
            $"row,start_s\n0,0\n1,{100 + later}\n2,150\n");
        var schedule = ReferenceSchedule.NodesFifo with { StartsFile = "starts.csv" };

        var rows = await new ConformanceCheck().CompareAsync(Quick, schedule, policy);

        Assert.Equal((otherwise == 0, otherwise), (rows[0].Passed, rows[0].Measured));

        // The totals are those of the whole trace.
        Assert.True(rows[1].Missed);
    }

    [Theory]
    [InlineData(115, 0, 100, 150)]
    [InlineData(60, 0, 100, 100)]
    [InlineData(20, 0, 1, 51)]
    [InlineData(10, 0, 1, 2)]
    public void PoolFifo_JobsInAPool_StartInTurn(int chips, long first, long second, long third) => Assert.Equal(
        [first, second, third], PoolFifo.Starts(120, [(0, 100, 100), (1, 50, chips), (2, 10, chips)]));

    private static void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
