using Orleans.Simulation.Core.Failures;

namespace Orleans.Simulation.Reporting.Tables;

/// <summary>The <c>failures</c> table: a row for each chip failure.</summary>
/// <remarks>
/// <c>host</c> and <c>slot</c> count within the rack, <c>chip</c> within the fleet. <c>repaired_s</c> is when the repair
/// ends or is due, so it may lie after the end of the run. <c>job</c> is absent when the chip was idle.
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
                new ValueColumn<FailureRecord, int>("rack", failure => failure.Rack),
                new ValueColumn<FailureRecord, int>("host", failure => LabelOf(failure).HostOf(failure.Slot)),
                new ValueColumn<FailureRecord, int>("slot", failure => failure.Slot),
                new ValueColumn<FailureRecord, long>(
                    "chip",
                    failure => LabelOf(failure).ChipNumberOf(failure.Rack, failure.Slot)),
                new TextColumn<FailureRecord>("cause", failure => LabelOf(failure).Causes[failure.Cause]),
                new OptionalColumn<FailureRecord, double>("detected_s", failure => failure.Detected?.Seconds),
                new OptionalColumn<FailureRecord, double>("repaired_s", failure => failure.Repaired?.Seconds),
                new OptionalColumn<FailureRecord, int>("job", failure => failure.Job == FailureRecord.NoJob ? null : failure.Job),
                new ValueColumn<FailureRecord, double>("lost_work_s", failure => failure.Lost.Seconds),
                new ValueColumn<FailureRecord, int>("lost_chips", failure => failure.LostChips),
                new ValueColumn<FailureRecord, double>(
                    "lost_chip_seconds",
                    failure => (failure.Lost * failure.LostChips).Seconds),
            ]);
    }
}
