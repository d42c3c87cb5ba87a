using CsCheck;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Reporting.Tests;

/// <summary>Where the chip time of jobs went, counted once more in the plainest way.</summary>
public sealed class GoodputSummaryTests
{
    private static readonly Gen<VirtualDuration> GenCost =
        Gen.OneOf(Gen.Long[0, 2], Gen.Long[0, 100_000_000_000]).Select(microseconds => new VirtualDuration(microseconds));

    private static readonly Gen<JobRecord> GenJob = Gen.Select(
        Gen.Int[0, 1],
        Gen.OneOf(Gen.Int[1, 9], Gen.Int[1, int.MaxValue], Gen.Int[0, 30].Select(power => 1 << power), Gen.Const(int.MaxValue)),
        Gen.Int[0, 3],
        Gen.Bool,
        GenCost.Array[8],
        Gen.Long[0, long.MaxValue],
        CreateJob);

    [Fact]
    public void Goodput_AnyJobs_AgreesWithNaiveRecomputation() => GenJob.Array[0, 60].Sample(
        jobs =>
        {
            var summary = Summarize(jobs);
            AssertAgrees(jobs, summary.Goodput, SampleRun.Outcome.Accounts.Sum(AllChipTime));
            foreach (var (index, dataCenter) in summary.DataCenters.Index())
            {
                JobRecord[] here = [.. jobs.Where(job => job.DataCenter == index)];
                AssertAgrees(here, dataCenter.Goodput, AllChipTime(SampleRun.Outcome.Accounts[index]));
            }
        },
        iter: 500);

    [Fact]
    public void Goodput_AnyJobs_AccountsForAllHeldTime() => GenJob.Array[0, 60].Sample(
        jobs =>
        {
            var summary = Summarize(jobs);
            AssertWhole(summary.Goodput, summary.Jobs);
            Assert.All(summary.DataCenters, dataCenter => AssertWhole(dataCenter.Goodput, dataCenter.Jobs));
        },
        iter: 300);

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 3)]
    [InlineData(1023, 512, 1023)]
    [InlineData(1024, 1024, 2047)]
    [InlineData(int.MaxValue, 1 << 30, int.MaxValue)]
    public void Size_OfAJob_LiesBetweenPowersOfTwo(int chips, int min, int max)
    {
        var summary = Summarize([CreateJob(0, chips, 2, hasStarted: true, [.. Enumerable.Repeat(SampleRun.Span(10), 8)], 0)]);

        // Productive, lost, restarting, checkpointing and slowed: 50 s without hanging and waiting, two interruptions.
        Assert.Equal([new SizeSummary(min, max, 1, 2, 25)], summary.Goodput.BySize);
    }

    private static void AssertWhole(GoodputSummary goodput, JobsSummary jobs)
    {
        Assert.Equal(
            jobs.ChipSeconds,
            goodput.ProductiveChipSeconds
            + goodput.LostWorkChipSeconds
            + goodput.DetectionChipSeconds
            + goodput.RestartChipSeconds
            + goodput.CheckpointChipSeconds
            + goodput.SlowedChipSeconds
            + goodput.AwaitingChipSeconds);
        Assert.Equal(jobs.LostChipSeconds, goodput.LostWorkChipSeconds);
        Assert.Equal(goodput.Interruptions, goodput.BySize.Sum(size => size.Interruptions));
    }

    private static void AssertAgrees(JobRecord[] jobs, GoodputSummary actual, decimal fleet)
    {
        decimal ChipSeconds(Func<JobRecord, VirtualDuration> time) => jobs.Sum(job => ChipsOf(job) * Seconds(time(job)));
        var (productive, held) = (ChipSeconds(job => job.Productive), ChipSeconds(job => job.Held));
        var waiting = jobs.Sum(job => (job.Arrival.Chips * Seconds(job.Requeued + job.Awaiting)) - (ChipsOf(job) * Seconds(job.Awaiting)));
        var expected = new GoodputSummary(
            productive,
            ChipSeconds(job => job.Lost),
            ChipSeconds(job => job.Hung),
            ChipSeconds(job => job.Restarting),
            ChipSeconds(job => job.Checkpointing),
            ChipSeconds(job => job.Slowed),
            ChipSeconds(job => job.Awaiting),
            waiting,
            Share(productive, held + waiting),
            Share(productive, held),
            Share(productive, fleet),
            Math.Round(jobs.Sum(job => (decimal)job.Wasted.Nanojoules) / 3_600_000_000_000_000, 6, MidpointRounding.ToEven),
            jobs.Sum(job => job.Interruptions),
            []);
        Assert.Equal(expected, actual with { BySize = expected.BySize });
        Assert.Equal(SizesOf(jobs), actual.BySize);
    }

    private static IEnumerable<SizeSummary> SizesOf(JobRecord[] jobs)
    {
        for (var min = 1L; min <= int.MaxValue; min *= 2)
        {
            JobRecord[] some =
                [.. jobs.Where(job => job.FirstStart is not null && job.Arrival.Chips >= min && job.Arrival.Chips < 2 * min)];
            var interruptions = some.Sum(job => job.Interruptions);
            decimal? mean = interruptions == 0
                ? null
                : Math.Round(some.Sum(job => Seconds(job.Held - job.Hung - job.Awaiting)) / interruptions, 4, MidpointRounding.ToEven);
            if (some.Length > 0)
            {
                yield return new((int)min, (int)((2 * min) - 1), some.Length, interruptions, mean);
            }
        }
    }

    /// <summary>A job as a run makes it: without an interruption it loses no work and does not restart, but waits anew if it was shed.</summary>
    private static JobRecord CreateJob(
        int dataCenter, int chips, int interruptions, bool hasStarted, VirtualDuration[] times, long wasted)
    {
        if (!hasStarted)
        {
            (interruptions, times) = (0, [.. times.Select(_ => VirtualDuration.Zero)]);
        }

        var again = interruptions > 0;
        var (lost, restarting, awaiting) = again ? (times[1], times[2], times[7]) : default;
        var requeued = times[3];
        var (productive, hung, checkpointing, slowed) = (times[0], times[4], times[5], times[6]);
        var held = productive + lost + hung + restarting + checkpointing + slowed + awaiting;
        var job = new JobRecord(
            new(0, 0, 0, "j", dataCenter, chips, VirtualTime.Zero, productive),
            dataCenter,
            hasStarted ? JobState.Running : JobState.Queued,
            hasStarted ? VirtualTime.Zero : null,
            null,
            interruptions,
            held,
            lost,
            new(long.MaxValue))
        {
            Interruptions = interruptions,
            Hung = hung,
            Restarting = restarting,
            Checkpointing = checkpointing,
            Slowed = slowed,
            Requeued = requeued,
            Awaiting = awaiting,
            Wasted = held == productive ? default : new(wasted),
            Site = dataCenter == 1 ? default(SiteTotals) : null,
        };
        return ChipsOf(job) == chips ? job : job with { Partial = InChipTime(job) };
    }

    /// <summary>Chips that a job held for all of its times: fewer than all if it waited with them.</summary>
    private static int ChipsOf(JobRecord job) =>
        job.Awaiting == VirtualDuration.Zero ? job.Arrival.Chips : ((job.Arrival.Chips - 1) / 2) + 1;

    private static JobChipTime InChipTime(JobRecord job)
    {
        var chips = (Int128)ChipsOf(job);
        return new(
            chips * job.Held.Microseconds,
            chips * job.Lost.Microseconds,
            chips * job.Hung.Microseconds,
            chips * job.Restarting.Microseconds,
            chips * job.Checkpointing.Microseconds,
            chips * job.Slowed.Microseconds,
            chips * job.Awaiting.Microseconds);
    }

    private static RunSummary Summarize(JobRecord[] jobs)
    {
        using var statistics = new RunStatistics(SampleRun.Labels);
        Array.ForEach(jobs, statistics.Add);
        long[] submitted = [.. Enumerable.Range(0, 2).Select(index => jobs.LongCount(job => job.DataCenter == index))];
        return statistics.Summarize(SampleRun.Outcome with { Submitted = submitted }, resultHash: "hash");
    }

    private static decimal AllChipTime(DataCenterAccount account) =>
        (decimal)(account.Idle + account.Busy + account.Failed) / 1_000_000;

    private static decimal Seconds(VirtualDuration time) => time.Microseconds / 1_000_000m;

    private static decimal? Share(decimal part, decimal whole) =>
        whole == 0 ? null : Math.Round(part / whole, 6, MidpointRounding.ToEven);
}
