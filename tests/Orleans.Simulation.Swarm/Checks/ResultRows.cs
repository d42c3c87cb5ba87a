using System.Text.Json;
using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>The results of a run as they lie in its folder. Times in microseconds.</summary>
/// <param name="Jobs">The <c>jobs</c> table.</param>
/// <param name="Failures">The <c>failures</c> table.</param>
/// <param name="Chips">The <c>chips</c> table.</param>
/// <param name="Samples">The <c>timeseries</c> table.</param>
/// <param name="Summary">The summary.</param>
internal sealed record ResultRows(
    IReadOnlyList<JobRow> Jobs,
    IReadOnlyList<FailureRow> Failures,
    IReadOnlyList<ChipRow> Chips,
    IReadOnlyList<SampleRow> Samples,
    JsonElement Summary)
{
    /// <summary>When the run ended.</summary>
    public long End { get; } = (long)(Summary.GetProperty("endSeconds").GetDecimal() * 1_000_000);

    /// <summary>Reads a folder.</summary>
    public static ResultRows Read(SwarmScenario scenario, string folder)
    {
        var names = scenario.DataCenters.Index().ToDictionary(each => each.Item.Name, each => each.Index, StringComparer.Ordinal);
        int DataCenterOf(CsvLine row) => names[row.Text("data_center")];
        using var summary = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "summary.json")));
        return new(
            [
                .. CsvFile.Read(folder, "jobs.csv").Rows.Select(row => new JobRow(
                    row.Number("job"),
                    row.Number("row"),
                    row.Text("job_id"),
                    row.Text("source"),
                    DataCenterOf(row),
                    row.Number("chips"),
                    row.Time("submit_s"),
                    row.Time("duration_s"),
                    row.Text("state"),
                    row.MaybeTime("start_s"),
                    row.MaybeTime("end_s"),
                    row.Number("restarts"),
                    row.Time("held_s"),
                    row.Time("lost_work_s"),
                    row.MaybeTime("wait_s"),
                    row.MaybeTime("jct_s"),
                    row.Real("energy_joules"),
                    new(
                        row.Number("interruptions"),
                        row.Time("productive_s"),
                        row.Time("hung_s"),
                        row.Time("restarting_s"),
                        row.Time("checkpointing_s"),
                        row.Time("slowed_s"),
                        row.Time("requeued_s"),
                        row.Time("awaiting_s"),
                        row.Real("wasted_joules"),
                        row.Number("shrinks"),
                        new(
                            row.Time("held_chip_seconds"),
                            row.Time("productive_chip_seconds"),
                            row.Time("lost_chip_seconds"),
                            row.Time("hung_chip_seconds"),
                            row.Time("restarting_chip_seconds"),
                            row.Time("checkpointing_chip_seconds"),
                            row.Time("slowed_chip_seconds"),
                            row.Time("awaiting_chip_seconds"))))
                    {
                        Carbon = row.MaybeReal("carbon_grams"),
                        Cost = row.MaybeReal("electricity_usd"),
                        Facility = row.Real("facility_joules"),
                        Water = row.MaybeReal("water_litres"),
                        Postponed = row.Time("postponed_s"),
                        SavedCarbon = row.MaybeReal("saved_carbon_grams"),
                        SavedCost = row.MaybeReal("saved_electricity_usd"),
                        ModelFlop = row.MaybeReal("model_flop"),
                        EffectiveFlop = row.MaybeReal("effective_flop"),
                        Tokens = row.MaybeReal("effective_tokens"),
                        Priority = row.Number("priority"),
                        Part = row.MaybeNumber("part"),
                        Parts = row.MaybeNumber("parts"),
                        Peers = row.MaybeNumber("halts") is { } halts
                            ? new(halts, row.Time("lost_to_peers_s"), row.Time("awaiting_peers_s"))
                            : null,
                    }),
            ],
            [
                .. CsvFile.Read(folder, "failures.csv").Rows.Select(row => new FailureRow(
                    DataCenterOf(row),
                    row.Text("domain"),
                    row.MaybeNumber("rack"),
                    row.MaybeNumber("slot"),
                    row.MaybeNumber("chip"),
                    row.Number("chips"),
                    row.Text("cause"),
                    row.Time("failed_s"),
                    row.MaybeTime("detected_s"),
                    row.MaybeTime("repair_start_s"),
                    row.MaybeTime("repaired_s"),
                    row.MaybeNumber("job"),
                    row.Number("jobs_hit"),
                    row.Time("lost_work_s"),
                    row.Number("lost_chips"),
                    row.Time("lost_chip_seconds"))),
            ],
            [
                .. CsvFile.Read(folder, "chips.csv").Rows.Select(row => new ChipRow(
                    DataCenterOf(row),
                    row.Number("rack"),
                    row.Number("host"),
                    row.Number("slot"),
                    row.Number("chip"),
                    row.Text("status"),
                    row.Time("idle_s"),
                    row.Time("busy_s"),
                    row.Time("failed_s"),
                    row.Real("energy_joules"),
                    row.Number("failures"))),
            ],
            [
                .. CsvFile.Read(folder, "timeseries.csv").Rows.Select(row => new SampleRow(
                    DataCenterOf(row),
                    row.Time("start_s"),
                    row.Time("end_s"),
                    row.Real("running_jobs"),
                    row.Real("queued_jobs"),
                    row.Real("busy_chips"),
                    row.Real("idle_chips"),
                    row.Real("failed_chips"),
                    row.Real("it_power_watts"))
                    {
                        Carbon = row.MaybeReal("carbon_grams"),
                        Cost = row.MaybeReal("electricity_usd"),
                        FacilityWatts = row.Real("facility_power_watts"),
                    }),
            ],
            summary.RootElement.Clone());
    }
}

/// <summary>A row of the <c>jobs</c> table.</summary>
internal sealed record JobRow(
    int Number,
    int Row,
    string Id,
    string Source,
    int DataCenter,
    int Chips,
    long Submit,
    long Work,
    string State,
    long? Start,
    long? End,
    int Restarts,
    long Held,
    long Lost,
    long? Wait,
    long? CompletionTime,
    double Energy,
    JobAccounts Accounts)
{
    /// <summary>Grams of CO2-equivalent; null: the site does not know.</summary>
    public double? Carbon { get; init; }

    /// <summary>Cost of electricity in dollars; null: the site does not know.</summary>
    public double? Cost { get; init; }

    /// <summary>Joules of the facility for its chips.</summary>
    public double Facility { get; init; }

    /// <summary>Litres of water; null: the site does not know.</summary>
    public double? Water { get; init; }

    /// <summary>Time for which it was postponed.</summary>
    public long Postponed { get; init; }

    /// <summary>How important it is.</summary>
    public int Priority { get; init; }

    /// <summary>Which part of a job it is, from 1; null: a whole one.</summary>
    public int? Part { get; init; }

    /// <summary>How many parts there are; null: it is a whole job.</summary>
    public int? Parts { get; init; }

    /// <summary>What its peers cost it; null: it is in no gang.</summary>
    public PeersRow? Peers { get; init; }

    /// <summary>Grams that this saved; null: the site does not know.</summary>
    public double? SavedCarbon { get; init; }

    /// <summary>Dollars of electricity that this saved; null: the site does not know.</summary>
    public double? SavedCost { get; init; }

    /// <summary>When it joins the queue.</summary>
    public long Release => Submit + Postponed;

    /// <summary>FLOP of its model; null: it states its run time.</summary>
    public double? ModelFlop { get; init; }

    /// <summary>Those that are done and not lost.</summary>
    public double? EffectiveFlop { get; init; }

    /// <summary>Tokens of those; null: it does not count any.</summary>
    public double? Tokens { get; init; }

    /// <summary>Chips times the time for which they were held.</summary>
    public Int128 ChipTime => Accounts.ChipTime.Held;
}

/// <summary>How often a part of a gang was stopped for its peers, what work that cost, and for how long it awaited them.</summary>
internal sealed record PeersRow(int Halts, long Lost, long Awaiting);

/// <summary>What a job held its chips for, besides work that it lost, in a row of the <c>jobs</c> table.</summary>
internal sealed record JobAccounts(
    int Interruptions,
    long Productive,
    long Hung,
    long Restarting,
    long Checkpointing,
    long Slowed,
    long Requeued,
    long Awaiting,
    double Wasted,
    int Shrinks,
    ChipTimeRow ChipTime);

/// <summary>The same accounts in chip-microseconds.</summary>
internal sealed record ChipTimeRow(
    long Held, long Productive, long Lost, long Hung, long Restarting, long Checkpointing, long Slowed, long Awaiting);

/// <summary>A row of the <c>failures</c> table. Its place is absent for a failure of a job.</summary>
internal sealed record FailureRow(
    int DataCenter,
    string Domain,
    int? Rack,
    int? Slot,
    int? Chip,
    int Chips,
    string Cause,
    long Failed,
    long? Detected,
    long? RepairStart,
    long? Repaired,
    int? Job,
    int JobsHit,
    long Lost,
    int LostChips,
    long LostChipTime);

/// <summary>A row of the <c>chips</c> table.</summary>
internal sealed record ChipRow(
    int DataCenter,
    int Rack,
    int Host,
    int Slot,
    int Number,
    string Status,
    long Idle,
    long Busy,
    long Failed,
    double Energy,
    int Failures);

/// <summary>A row of the <c>timeseries</c> table: means over an interval.</summary>
internal sealed record SampleRow(
    int DataCenter,
    long Start,
    long End,
    double RunningJobs,
    double QueuedJobs,
    double BusyChips,
    double IdleChips,
    double FailedChips,
    double ItWatts)
{
    /// <summary>Grams of CO2-equivalent; null: the site does not know.</summary>
    public double? Carbon { get; init; }

    /// <summary>Cost of electricity in dollars; null: the site does not know.</summary>
    public double? Cost { get; init; }

    /// <summary>Mean power of the facility.</summary>
    public double FacilityWatts { get; init; }

    /// <summary>Length of the interval.</summary>
    public long Length => End - Start;
}
