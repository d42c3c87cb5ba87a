using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting.Tables;

/// <summary>The <c>jobs</c> table: a row for each job, also for those that are still queued or running at the end.</summary>
/// <remarks>
/// <c>wait_s</c> is first start - submit, absent for a job that never started; <c>jct_s</c> is end - submit, present for
/// completed jobs only. <c>held_s</c> is the sum of <c>productive_s</c>, <c>lost_work_s</c>, <c>hung_s</c>, <c>restarting_s</c>,
/// <c>checkpointing_s</c>, <c>slowed_s</c> and <c>awaiting_s</c>; <c>requeued_s</c> comes on top. The columns in chip-seconds add up likewise.
/// <c>duration_s</c> of a job that states its FLOPs is what its data center makes of them; what others compute is absent.
/// <c>postponed_s</c> is part of <c>wait_s</c>; what it saved is that of the same run without it, less that of the run.
/// <c>lost_to_peers_s</c> is part of <c>lost_work_s</c> and <c>awaiting_peers_s</c> of <c>awaiting_s</c>; both are absent for jobs that are in no gang
/// over data centers.
/// What a site does not know is absent; energy, carbon and cost are those of its chips, at the facility.
/// The first eight columns keep their order: other simulators' results are compared by them.
/// </remarks>
public static class JobsTable
{
    /// <summary>The columns of the table.</summary>
    /// <param name="labels">Names of data centers and sources.</param>
    public static TableSchema<JobRecord> Schema(RunLabels labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ComputeFigures[] compute = [.. labels.DataCenters.Select(label => new ComputeFigures(label.Speed))];
        SiteFigures[] sites = [.. labels.DataCenters.Select(label => new SiteFigures(label.Site))];
        return new(
            "jobs",
            [
                new ValueColumn<JobRecord, long>("row", job => job.Arrival.Row),
                new TextColumn<JobRecord>("job_id", job => job.Arrival.Id),
                new ValueColumn<JobRecord, double>("submit_s", job => job.Arrival.Submit.Seconds),
                new OptionalColumn<JobRecord, double>("start_s", job => job.FirstStart?.Seconds),
                new OptionalColumn<JobRecord, double>("end_s", job => job.End?.Seconds),
                new ValueColumn<JobRecord, int>("chips", job => job.Arrival.Chips),
                new TextColumn<JobRecord>("data_center", job => labels.DataCenters[job.DataCenter].Name),
                new ValueColumn<JobRecord, int>("restarts", job => job.Restarts),
                new ValueColumn<JobRecord, int>("job", job => job.Arrival.Number),
                new TextColumn<JobRecord>("source", job => labels.Sources[job.Arrival.Source]),
                new TextColumn<JobRecord>("state", job => NameOf(job.State)),
                new ValueColumn<JobRecord, double>("duration_s", job => job.Arrival.Work.Seconds),
                new OptionalColumn<JobRecord, double>("wait_s", job => (job.FirstStart - job.Arrival.Submit)?.Seconds),
                new OptionalColumn<JobRecord, double>("jct_s", CompletionSeconds),
                new ValueColumn<JobRecord, double>("held_s", job => job.Held.Seconds),
                new ValueColumn<JobRecord, double>("lost_work_s", job => job.Lost.Seconds),
                new ValueColumn<JobRecord, double>("energy_joules", job => job.Energy.Value),
                new ValueColumn<JobRecord, int>("interruptions", job => job.Interruptions),
                new ValueColumn<JobRecord, double>("productive_s", job => job.Productive.Seconds),
                new ValueColumn<JobRecord, double>("hung_s", job => job.Hung.Seconds),
                new ValueColumn<JobRecord, double>("restarting_s", job => job.Restarting.Seconds),
                new ValueColumn<JobRecord, double>("checkpointing_s", job => job.Checkpointing.Seconds),
                new ValueColumn<JobRecord, double>("slowed_s", job => job.Slowed.Seconds),
                new ValueColumn<JobRecord, double>("requeued_s", job => job.Requeued.Seconds),
                new ValueColumn<JobRecord, double>("wasted_joules", job => job.Wasted.Value),
                new ValueColumn<JobRecord, double>("awaiting_s", job => job.Awaiting.Seconds),
                new ValueColumn<JobRecord, int>("shrinks", job => job.Shrinks),
                new ValueColumn<JobRecord, double>("held_chip_seconds", job => Seconds(job.ChipTime.Held)),
                new ValueColumn<JobRecord, double>("productive_chip_seconds", job => Seconds(job.ChipTime.Productive)),
                new ValueColumn<JobRecord, double>("lost_chip_seconds", job => Seconds(job.ChipTime.Lost)),
                new ValueColumn<JobRecord, double>("hung_chip_seconds", job => Seconds(job.ChipTime.Hung)),
                new ValueColumn<JobRecord, double>("restarting_chip_seconds", job => Seconds(job.ChipTime.Restarting)),
                new ValueColumn<JobRecord, double>("checkpointing_chip_seconds", job => Seconds(job.ChipTime.Checkpointing)),
                new ValueColumn<JobRecord, double>("slowed_chip_seconds", job => Seconds(job.ChipTime.Slowed)),
                new ValueColumn<JobRecord, double>("awaiting_chip_seconds", job => Seconds(job.ChipTime.Awaiting)),
                new ValueColumn<JobRecord, double>("facility_joules", job => SiteFigures.FacilityJoules(TotalsOf(job))),
                new OptionalColumn<JobRecord, double>("carbon_grams", job => SiteOf(job).Carbon(TotalsOf(job))),
                new OptionalColumn<JobRecord, double>("market_carbon_grams", job => SiteOf(job).MarketCarbon(TotalsOf(job))),
                new OptionalColumn<JobRecord, double>("embodied_carbon_grams", job => SiteOf(job).Embodied(job.ChipTime.Held)),
                new OptionalColumn<JobRecord, double>("electricity_usd", job => SiteOf(job).Electricity(TotalsOf(job))),
                new OptionalColumn<JobRecord, double>("chip_usd", job => SiteOf(job).Chips(job.ChipTime.Held)),
                new OptionalColumn<JobRecord, double>("water_litres", job => SiteOf(job).Water(job.Energy)),
                new OptionalColumn<JobRecord, double>("model_flop", job => (double?)job.Arrival.Flops?.Count),
                new OptionalColumn<JobRecord, double>("effective_flop", job => (double?)compute[job.DataCenter].Done(job)),
                new OptionalColumn<JobRecord, double>("effective_tokens", Tokens),
                new ValueColumn<JobRecord, double>("postponed_s", job => job.Arrival.Postponed.Seconds),
                new OptionalColumn<JobRecord, double>("saved_carbon_grams", job => SiteOf(job).Carbon(job.Saved)),
                new OptionalColumn<JobRecord, double>("saved_electricity_usd", job => SiteOf(job).Electricity(job.Saved)),
                new OptionalColumn<JobRecord, int>("part", job => job.Arrival.Part?.Index + 1),
                new OptionalColumn<JobRecord, int>("parts", job => job.Arrival.Part?.Count),
                new OptionalColumn<JobRecord, int>("halts", job => job.Peers?.Halts),
                new OptionalColumn<JobRecord, double>("lost_to_peers_s", job => job.Peers?.Lost.Seconds),
                new OptionalColumn<JobRecord, double>("awaiting_peers_s", job => job.Peers?.Awaiting.Seconds),
                new ValueColumn<JobRecord, int>("priority", labels.PriorityOf),
            ]);

        double? Tokens(JobRecord job) =>
            compute[job.DataCenter].Done(job) is { } done ? (double?)job.Arrival.Flops!.TokensIn(done) : null;

        SiteFigures SiteOf(JobRecord job) => sites[job.DataCenter];

        SiteTotals TotalsOf(JobRecord job) => SiteOf(job).TotalsOf(job);
    }

    private static double? CompletionSeconds(JobRecord job) =>
        job.State == JobState.Completed ? (job.End - job.Arrival.Submit)?.Seconds : null;

    private static double Seconds(Int128 chipTime) => (double)chipTime / VirtualDuration.MicrosecondsPerSecond;

    private static string NameOf(JobState state) =>
        state switch
        {
            JobState.Queued => "queued",
            JobState.Running => "running",
            JobState.Completed => "completed",
            JobState.Failed => "failed",
            JobState.Rejected => "rejected",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Job state is unknown."),
        };
}
