using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting.Tables;

/// <summary>The <c>failures</c> table: a row for each failure.</summary>
/// <remarks>
/// <c>rack</c>, <c>host</c>, <c>slot</c> and <c>chip</c> are where it struck first, absent for a failure of a job; <c>chips</c> is how many
/// went down. <c>host</c> and <c>slot</c> count within the rack, <c>chip</c> within the fleet. <c>repaired_s</c> is when the repair
/// ends or is due, so it may lie after the end of the run. <c>job</c> is absent when no job was hit, else the lowest number of one.
/// </remarks>
public static class FailuresTable
{
    /// <summary>The columns of the table.</summary>
    /// <param name="labels">Names of data centers and causes.</param>
    public static TableSchema<FailureRecord> Schema(RunLabels labels)
    {
        DataCenterLabel LabelOf(FailureRecord failure) => labels.DataCenters[failure.DataCenter];
        return new(
            "failures",
            [
                new ValueColumn<FailureRecord, double>("failed_s", failure => failure.Failed.Seconds),
                new TextColumn<FailureRecord>("data_center", failure => LabelOf(failure).Name),
                new TextColumn<FailureRecord>("domain", failure => NameOf(LabelOf(failure).Causes[failure.Cause].Domain)),
                new OptionalColumn<FailureRecord, int>("rack", failure => At(failure, failure.Rack)),
                new OptionalColumn<FailureRecord, int>("host", failure => At(failure, LabelOf(failure).HostOf(failure.Slot))),
                new OptionalColumn<FailureRecord, int>("slot", failure => At(failure, failure.Slot)),
                new OptionalColumn<FailureRecord, long>(
                    "chip",
                    failure => At(failure, LabelOf(failure).ChipNumberOf(failure.Rack, failure.Slot))),
                new ValueColumn<FailureRecord, int>("chips", failure => failure.Chips),
                new TextColumn<FailureRecord>("cause", failure => LabelOf(failure).Causes[failure.Cause].Name),
                new OptionalColumn<FailureRecord, double>("detected_s", failure => failure.Detected?.Seconds),
                new OptionalColumn<FailureRecord, double>("repair_start_s", failure => failure.RepairStart?.Seconds),
                new OptionalColumn<FailureRecord, double>("repaired_s", failure => failure.Repaired?.Seconds),
                new OptionalColumn<FailureRecord, int>("job", failure => failure.Job == FailureRecord.NoJob ? null : failure.Job),
                new ValueColumn<FailureRecord, int>("jobs_hit", failure => failure.JobsHit),
                new ValueColumn<FailureRecord, double>("lost_work_s", failure => failure.Lost.Seconds),
                new ValueColumn<FailureRecord, int>("lost_chips", failure => failure.LostChips),
                new ValueColumn<FailureRecord, double>(
                    "lost_chip_seconds",
                    failure => (double)failure.LostChipTime / VirtualDuration.MicrosecondsPerSecond),
            ]);
    }

    /// <summary>Name of a domain, as scenarios write it.</summary>
    public static string NameOf(FailureDomain? domain) => domain switch
    {
        null => "outage",
        FailureDomain.DataCenter => "data-center",
        { } known => known.ToString().ToLowerInvariant(),
    };

    private static T? At<T>(FailureRecord failure, T place)
        where T : struct =>
        failure.Rack == FailureRecord.Nowhere ? null : place;
}
