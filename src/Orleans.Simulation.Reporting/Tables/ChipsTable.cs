using Orleans.Simulation.Core.Chips;

namespace Orleans.Simulation.Reporting.Tables;

/// <summary>The <c>chips</c> table: a row for each chip of the fleet.</summary>
/// <remarks>
/// <c>host</c> and <c>slot</c> count within the rack, <c>chip</c> within the fleet. A million chips take some seconds and
/// at most 26 MB of file as Parquet, 85 MB as CSV.
/// </remarks>
public static class ChipsTable
{
    /// <summary>The columns of the table.</summary>
    /// <param name="labels">Names of data centers and chip types.</param>
    public static TableSchema<ChipRow> Schema(RunLabels labels)
    {
        DataCenterLabel LabelOf(ChipRow row) => labels.DataCenters[row.DataCenter];
        return new(
            "chips",
            [
                new TextColumn<ChipRow>("data_center", row => LabelOf(row).Name),
                new ValueColumn<ChipRow, int>("rack", row => row.Rack),
                new ValueColumn<ChipRow, int>("host", row => LabelOf(row).HostOf(row.Account.Slot)),
                new ValueColumn<ChipRow, int>("slot", row => row.Account.Slot),
                new ValueColumn<ChipRow, long>("chip", row => LabelOf(row).ChipNumberOf(row.Rack, row.Account.Slot)),
                new TextColumn<ChipRow>("type", row => LabelOf(row).ChipType),
                new TextColumn<ChipRow>("status", row => NameOf(row.Account.Status)),
                new ValueColumn<ChipRow, double>("idle_s", row => row.Account.Idle.Seconds),
                new ValueColumn<ChipRow, double>("busy_s", row => row.Account.Busy.Seconds),
                new ValueColumn<ChipRow, double>("failed_s", row => row.Account.Failed.Seconds),
                new ValueColumn<ChipRow, double>("energy_joules", row => row.Account.Energy.Value),
                new ValueColumn<ChipRow, int>("failures", row => row.Account.Failures),
                new ValueColumn<ChipRow, long>("state_changes", row => row.Account.Changes),
            ]);
    }

    private static string NameOf(ChipStatus status) =>
        status switch
        {
            ChipStatus.Idle => "idle",
            ChipStatus.Busy => "busy",
            ChipStatus.Failed => "failed",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Chip status is unknown."),
        };
}

/// <summary>A row of the <c>chips</c> table: a chip's account and where the chip stands.</summary>
/// <param name="DataCenter">Index of the data center.</param>
/// <param name="Rack">Index of the rack in the data center.</param>
/// <param name="Account">What the chip says of itself.</param>
public readonly record struct ChipRow(int DataCenter, int Rack, ChipAccount Account);
