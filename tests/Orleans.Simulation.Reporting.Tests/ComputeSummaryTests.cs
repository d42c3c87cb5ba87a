using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Reporting.Summaries;
using Orleans.Simulation.Reporting.Tables;

namespace Orleans.Simulation.Reporting.Tests;

/// <summary>What jobs computed that state it, beside others of which nobody knows, over 1,000 s on two data centers.</summary>
public sealed class ComputeSummaryTests : IDisposable
{
    private const long Tera = 1_000_000_000_000;

    private static readonly RunLabels Labels = SampleRun.Labels with
    {
        DataCenters =
        [
            SampleRun.Labels.DataCenters[0] with { Overhead = default, Speed = new([new(1, 400_000_000), new(8, 100_000_000)]) },
            SampleRun.Labels.DataCenters[1] with { Site = SampleRun.North, Overhead = default, Speed = new([new(1, 200_000_000)]) },
        ],
    };

    private static readonly AttributedSummary Nothing = new(0, 0, 0, 0, 0, 0);

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Summary_JobsInAllStates_CountsWhatIsDoneAndNotLost()
    {
        var summary = Summarize(Jobs());

        // 4 chips x 100 s x 400 TFLOP/s would be 160,000 TFLOP, but the job states a little less. Of 8 chips, 50 s of 60 are
        // good.
        Assert.Equal(
            Compute(2, 1, 880, (160_000 * Tera) - 7 + (8 * 50 * 100 * Tera), 8 * 10 * 100 * Tera, 0.2m, 3, 0.003m),
            Counted(summary.DataCenters[0].Compute));
        Assert.Equal(Compute(1, 0, 0, 0, 0, 0, 0, 0), Counted(summary.DataCenters[1].Compute));
        Assert.Equal(Compute(3, 1, 880, (200_000 * Tera) - 7, 8_000 * Tera, 0.2m, 3, 0.003m), Counted(summary.Compute));
    }

    [Fact]
    public void Summary_NoJobStatesItsFlops_HasNone()
    {
        var summary = Summarize([.. Jobs().Select(job => job with { Arrival = job.Arrival with { Flops = null } })]);

        Assert.All([summary.Compute, .. summary.DataCenters.Select(each => each.Compute)], Assert.Null);
        Assert.DoesNotContain("effectiveFlop", ResultJson.Write(summary), StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_JobsThatCountNoTokens_KnowsNone()
    {
        var jobs = Jobs().Select(job => job with
        {
            Arrival = job.Arrival with { Flops = job.Arrival.Flops is { } flops ? flops with { PerToken = 0 } : null },
        });

        var compute = Summarize([.. jobs]).Compute!;

        Assert.Equal((null, null), (compute.Tokens, compute.TokensPerSecond));
    }

    [Fact]
    public void Json_FlopsBeyondWhatADoubleHolds_AreExact() =>
        Assert.Contains($"\"effectiveFlop\": {(200_000 * Tera) - 7},", ResultJson.Write(Summarize(Jobs())), StringComparison.Ordinal);

    [Fact]
    public void JobsCsv_Flops_AreThoseStatedAndDone()
    {
        using (var writer = TableFormat.Csv.Create(JobsTable.Schema(Labels), _scratch.Path))
        {
            Array.ForEach(Jobs(), writer.Write);
            writer.Complete();
        }

        Assert.Equal(
            [
                "model_flop,effective_flop,effective_tokens", "1.6E+17,1.6E+17,2", ",,", "4E+17,40000000000000000,1",
                "4E+17,0,0",
            ],
            File.ReadLines(_scratch.At("jobs.csv")).Select(line => string.Join(',', line.Split(',')[^12..^9])));
    }

    private static ComputeSummary Compute(
        long jobs, long others, decimal chipSeconds, Int128 done, Int128 lost, decimal? petaflop, Int128? tokens, decimal? tokensPerSecond) =>
        new(jobs, others, chipSeconds, done, lost, petaflop, tokens, tokensPerSecond) { Attributed = Nothing };

    /// <summary>Without what is put down to these jobs, which is tested by itself.</summary>
    private static ComputeSummary Counted(ComputeSummary? compute) => compute! with { Attributed = Nothing };

    private static JobRecord[] Jobs()
    {
        var completed = new JobRecord(
            new(0, 0, 0, "a", 0, 4, VirtualTime.Zero, VirtualDuration.FromSeconds(100)) { Flops = new((160_000 * Tera) - 7, 60_000 * Tera) },
            0,
            JobState.Completed,
            VirtualTime.Zero,
            VirtualTime.FromSeconds(100),
            0,
            VirtualDuration.FromSeconds(100),
            VirtualDuration.Zero,
            default);
        return
        [
            completed,
            completed with { Arrival = completed.Arrival with { Number = 1, Flops = null } },
            completed with
            {
                Arrival = completed.Arrival with { Number = 2, Chips = 8, Flops = new(400_000 * Tera, 39_000 * Tera) },
                State = JobState.Running,
                End = null,
                Held = VirtualDuration.FromSeconds(60),
                Lost = VirtualDuration.FromSeconds(10),
            },
            completed with
            {
                Arrival = completed.Arrival with { Number = 3, Chips = 2, Flops = new(400_000 * Tera, 39_000 * Tera) },
                DataCenter = 1,
                State = JobState.Queued,
                FirstStart = null,
                End = null,
                Held = VirtualDuration.Zero,
            },
        ];
    }

    private static RunSummary Summarize(JobRecord[] jobs)
    {
        using var statistics = new RunStatistics(Labels);
        Array.ForEach(jobs, statistics.Add);
        DataCenterAccount[] accounts = [Account(0), Account(1)];
        return statistics.Summarize(
            new(SampleRun.Outcome.Scenario, VirtualTime.FromSeconds(1_000), Complete: true, accounts, [3, 1]), "hash");

        static DataCenterAccount Account(int index) => new(index, 1, 1, 1, 0, 0, default, default, default, 0);
    }
}
