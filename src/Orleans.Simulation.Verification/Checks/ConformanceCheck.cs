using System.Globalization;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Reporting.Summaries;
using Orleans.Simulation.Scenarios.Replay;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Schedules;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>
/// A real trace, played as <c>replay</c> plays it, gets the schedule that an independent simulator gave it: every start to the
/// microsecond, and what the schedule adds up to. The data are none of the program's; where they are missing, that is said.
/// </summary>
internal sealed class ConformanceCheck : IVerificationCheck
{
    private const string Source = "independent simulator, ITP cluster02";
    private const string Missing = "skipped";

    /// <inheritdoc/>
    public string Name => "conformance";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var rows = new List<CheckRow>();
        foreach (var schedule in ReferenceSchedule.All)
        {
            rows.AddRange(await CompareAsync(replications, schedule, schedule.Policy));
        }

        return rows;
    }

    /// <summary>Plays the trace and compares it with a schedule.</summary>
    /// <param name="replications">Plays the runs.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="policy">Order of the queue that is played.</param>
    internal async Task<IReadOnlyList<CheckRow>> CompareAsync(Replications replications, ReferenceSchedule schedule, string policy)
    {
        if (schedule.FilesIn(replications.Shared).FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            return [new(Name, schedule.Name, Source, 0, null, null, null, Missing, Passed: false) { Skipped = $"{missing} is missing" }];
        }

        var specification = SpecificationOf(schedule, policy, replications.Shared);
        var runs = await replications.PlayAsync(_ => specification, run => run, count: 1);
        var rows = new List<CheckRow>();
        if (schedule.ReadStarts(replications.Shared) is { } starts)
        {
            rows.Add(CompareStarts(schedule, starts, runs[0].Ledger.Completed));
        }

        return [.. rows, CompareTotals(schedule, runs[0].Summary.Jobs)];
    }

    private CheckRow CompareStarts(
        ReferenceSchedule schedule, IReadOnlyDictionary<long, long> starts, IReadOnlyList<JobTimes> completed)
    {
        // Jobs of one trace are numbered by its rows.
        var played = completed.ToDictionary(job => (long)job.Number, job => job.Start);
        var otherwise = starts.Count(start => played.GetValueOrDefault(start.Key) != VirtualTime.FromSeconds(start.Value))
            + played.Keys.Count(row => !starts.ContainsKey(row));
        return Exact.Row(
            Name,
            string.Create(CultureInfo.InvariantCulture, $"{schedule.Name}: of {starts.Count:N0} jobs start otherwise"),
            Source,
            0,
            otherwise);
    }

    private CheckRow CompareTotals(ReferenceSchedule schedule, JobsSummary jobs)
    {
        var totals = jobs is { MeanWaitSeconds: { } mean, P99WaitSeconds: { } p99, MaxWaitSeconds: { } max }
            ? new ScheduleTotals(mean, p99, max, jobs.MeanJctSeconds ?? -1, jobs.MakespanSeconds ?? -1)
            : null;
        return new(
            Name,
            $"{schedule.Name}: mean wait, s",
            Source,
            (double)schedule.Totals.MeanWait,
            (double?)totals?.MeanWait,
            null,
            null,
            "equal, and p99 and longest wait, mean JCT, makespan",
            totals == schedule.Totals && jobs.Completed == ReferenceSchedule.Jobs && jobs.ChipSeconds == ReferenceSchedule.ChipSeconds);
    }

    private static RunSpecification SpecificationOf(ReferenceSchedule schedule, string policy, string shared)
    {
        var request = new ReplayRequest
        {
            Trace = ReferenceSchedule.TraceIn(shared),
            Pool = schedule.IsPool ? $"{ReferenceSchedule.Chips}" : null,
            Nodes = schedule.IsPool ? null : $"{ReferenceSchedule.Chips / 8}x8",
            Policy = policy,
        };
        return PreparedRun.Of(ReplayScenario.Build(request, PreparedRun.NewLoader())).Order().Specification;
    }
}
