using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Reporting.Summaries;
using Orleans.Simulation.Reporting.Tables;

namespace Orleans.Simulation.Reporting.Tests;

/// <summary>What results say of jobs that were postponed.</summary>
public sealed class ShiftSummaryTests : IDisposable
{
    private static readonly VirtualDuration Deadline = VirtualDuration.FromSeconds(100);

    // Units of a kilogram, and of a dollar.
    private static readonly Int128 Unit = SiteTotals.UnitsPerKilogram;

    private static readonly RunLabels Labels = SampleRun.Labels with { Deadlines = [null, Deadline] };

    private readonly RunStatistics _statistics = new(Labels);

    [Fact]
    public void Shift_PostponedJobs_IsWhatTheyCameToLessWhatTheyWouldHave()
    {
        var summary = Summarize(
            Job(0, postponed: 40, end: 100, saved: new(3_600, 7 * Unit, 2 * Unit)),
            Job(1, postponed: 21, end: 101, saved: new(-3_600, -(2 * Unit), Unit / 4)),
            Job(2, postponed: 0, end: 1_000, saved: null));

        var expected = new ShiftSummary(3, 2, 2, 61, 30.5m, 0, 5, 2.25m);
        Assert.Equal(expected, summary.DataCenters[1].Shift);
        Assert.Equal(new ShiftSummary(0, 0, 0, 0, null, 0, 0, 0), summary.DataCenters[0].Shift);
        Assert.Equal(expected, summary.Shift);
    }

    [Fact]
    public void Shift_JobsWithoutDeadline_DoNotCount()
    {
        var job = Job(0, postponed: 40, end: 101, saved: new(0, Unit, 0));

        var summary = Summarize(job with { Arrival = job.Arrival with { Source = 0 } });

        Assert.Equal((0, 0, 0), (summary.Shift!.Jobs, summary.Shift.Postponed, summary.Shift.Late));
    }

    [Fact]
    public void Shift_UnfinishedJobs_AreNotLate()
    {
        var job = Job(0, postponed: 40, end: 1_000, saved: default(SiteTotals));

        var summary = Summarize(job with { End = null, State = JobState.Running });

        Assert.Equal((1, 1, 0), (summary.Shift!.Jobs, summary.Shift.Postponed, summary.Shift.Late));
    }

    [Fact]
    public void Shift_NoDeadlines_IsLeftOut()
    {
        using var statistics = new RunStatistics(SampleRun.Labels);
        Array.ForEach(SampleRun.Jobs, statistics.Add);

        var summary = statistics.Summarize(SampleRun.Outcome, "hash");

        Assert.Null(summary.Shift);
        Assert.DoesNotContain("\"shift\"", ResultJson.Write(summary), StringComparison.Ordinal);
    }

    [Fact]
    public void JobsTable_PostponedJob_ShowsItsTimeAndWhatItSaved()
    {
        var columns = JobsTable.Schema(Labels).Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var job = Job(0, postponed: 40, end: 100, saved: new(0, 7 * Unit, -Unit));

        Assert.Equal(40.0, Value("postponed_s"));
        Assert.Equal(7_000.0, Value("saved_carbon_grams"));
        Assert.Equal(-1.0, Value("saved_electricity_usd"));

        double? Value(string name) => columns[name] switch
        {
            ValueColumn<JobRecord, double> column => column.Get(job),
            OptionalColumn<JobRecord, double> column => column.Get(job),
            _ => null,
        };
    }

    [Fact]
    public void Hash_Postponement_Counts()
    {
        var job = Job(0, postponed: 40, end: 100, saved: new(1, 1, 1));
        string[] hashes =
        [
            SampleRun.HashOf(job),
            SampleRun.HashOf(job with { Arrival = job.Arrival with { Postponed = new(1) } }),
            SampleRun.HashOf(job with { Arrival = job.Arrival with { Postponed = default } }),
            SampleRun.HashOf(job with { AtOnce = null }),
            SampleRun.HashOf(job with { AtOnce = default(SiteTotals) }),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct(StringComparer.Ordinal).Count());
    }

    public void Dispose() => _statistics.Dispose();

    private RunSummary Summarize(params JobRecord[] jobs)
    {
        Array.ForEach(jobs, _statistics.Add);
        return _statistics.Summarize(SampleRun.Outcome with { Submitted = [0, jobs.Length] }, "hash");
    }

    /// <summary>A job of the second data center, submitted at the start.</summary>
    private static JobRecord Job(int number, long postponed, long end, SiteTotals? saved)
    {
        var site = new SiteTotals(1_000_000, Unit, Unit);
        return new(
            new(number, 1, number, "job", 1, 4, VirtualTime.Zero, VirtualDuration.FromSeconds(10))
            {
                Postponed = VirtualDuration.FromSeconds(postponed),
            },
            1,
            JobState.Completed,
            VirtualTime.FromSeconds(postponed),
            VirtualTime.FromSeconds(end),
            0,
            VirtualDuration.FromSeconds(10),
            default,
            new Joules(1_000))
        {
            Site = site,
            AtOnce = saved is { } amount ? site + amount : null,
        };
    }
}
