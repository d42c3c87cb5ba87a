using System.Text.Json;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>Covers: figures of the summary, computed a second time from the tables, for the fleet and each data center.</summary>
public sealed class SummaryFiguresTests(SummaryFiguresTests.Run run) : IClassFixture<SummaryFiguresTests.Run>
{
    private const decimal JoulesPerKilowattHour = 3_600_000;

    /// <summary>Watts and joules in tables are binary numbers; the summary is exact to six digits.</summary>
    private const decimal EnergyTolerance = 0.00001m;

    private readonly RunResults _results = run.Results;

    public static TheoryData<string> Parts { get; } = ["fleet", "indiana", "pennsylvania", "mississippi"];

    [Fact]
    public void Run_OfThisClass_HasEveryKindOfJob()
    {
        var states = _results.Table("jobs").Rows.Select(job => job["state"]).ToHashSet(StringComparer.Ordinal);

        Assert.Superset(new HashSet<string>(["completed", "failed", "queued", "running"], StringComparer.Ordinal), states);
        Assert.True(_results.Summary.Count("jobs.restarts") > 0, "Nothing was restarted.");
        Assert.True(_results.Summary.Count("failures.count") > 20, "Hardly anything failed.");
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Jobs_CountedByState_AgreeAndAreConserved(string part)
    {
        var (summary, jobs) = (PartOf(part), RowsOf("jobs", part));
        long InState(string state) => jobs.Count(job => job["state"] == state);

        Assert.Equal(jobs.Count, summary.Count("jobs.submitted"));
        Assert.Equal(InState("completed"), summary.Count("jobs.completed"));
        Assert.Equal(InState("failed") + InState("rejected"), summary.Count("jobs.failed"));
        Assert.Equal(InState("queued"), summary.Count("jobs.queued"));
        Assert.Equal(InState("running"), summary.Count("jobs.running"));
        Assert.Equal(jobs.Sum(job => job.Number("restarts")), summary.Count("jobs.restarts"));
        Assert.Equal(
            summary.Count("jobs.submitted"),
            summary.Count("jobs.completed") + summary.Count("jobs.failed") + summary.Count("jobs.queued")
            + summary.Count("jobs.running"));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Waits_OfStartedJobs_GiveMeanPercentileAndMaximum(string part)
    {
        var summary = PartOf(part);
        decimal[] waits =
        [
            .. RowsOf("jobs", part).Where(job => job.Has("start_s"))
                .Select(job => job.Number("start_s") - job.Number("submit_s")).Order(),
        ];

        Assert.Equal(RoundedMean(waits), summary.Number("jobs.meanWaitSeconds"));
        Assert.Equal(waits[(int)Math.Floor(0.5m * (waits.Length - 1))], summary.Number("jobs.medianWaitSeconds"));
        Assert.Equal(waits[(int)Math.Floor(0.95m * (waits.Length - 1))], summary.Number("jobs.p95WaitSeconds"));
        Assert.Equal(waits[(int)Math.Floor(0.99m * (waits.Length - 1))], summary.Number("jobs.p99WaitSeconds"));
        Assert.Equal(waits[^1], summary.Number("jobs.maxWaitSeconds"));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Times_OfCompletedJobs_GiveCompletionTimeAndMakespan(string part)
    {
        var (summary, jobs) = (PartOf(part), RowsOf("jobs", part));
        var completed = jobs.Where(job => job["state"] == "completed").ToList();

        Assert.Equal(
            RoundedMean([.. completed.Select(job => job.Number("end_s") - job.Number("submit_s"))]),
            summary.Number("jobs.meanJctSeconds"));
        Assert.Equal(
            completed.Max(job => job.Number("end_s")) - jobs.Min(job => job.Number("submit_s")),
            summary.Number("jobs.makespanSeconds"));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void ChipSeconds_OfJobsAndChips_AddUpToTheFleetTimesTheRun(string part)
    {
        var (summary, jobs, chips) = (PartOf(part), RowsOf("jobs", part), RowsOf("chips", part));
        decimal TimeIn(string column) => chips.Sum(chip => chip.Number(column));

        Assert.Equal(jobs.Sum(job => job.Number("chips") * job.Number("held_s")), summary.Number("jobs.chipSeconds"));
        Assert.Equal(jobs.Sum(job => job.Number("chips") * job.Number("lost_work_s")), summary.Number("jobs.lostChipSeconds"));
        Assert.Equal(TimeIn("idle_s"), summary.Number("chipTime.idleChipSeconds"));
        Assert.Equal(TimeIn("busy_s"), summary.Number("chipTime.busyChipSeconds"));
        Assert.Equal(TimeIn("failed_s"), summary.Number("chipTime.failedChipSeconds"));
        Assert.All(
            chips,
            chip => Assert.Equal(_results.End, chip.Number("idle_s") + chip.Number("busy_s") + chip.Number("failed_s")));
        Assert.Equal(
            summary.Count(part == "fleet" ? "fleet.chips" : "chips") * _results.End,
            TimeIn("idle_s") + TimeIn("busy_s") + TimeIn("failed_s"));

        // A failed chip stays with its job until the failure is detected, but does not work for it.
        Assert.InRange(
            summary.At("jobs.chipSeconds").GetDecimal() - TimeIn("busy_s"),
            0,
            RowsOf("failures", part).Count(failure => failure.Has("job")) * 300m);
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Failures_CountedByCause_AgreeWithFailuresAndChips(string part)
    {
        var (summary, failures) = (PartOf(part), RowsOf("failures", part));
        var byCause = failures.CountBy(failure => failure["cause"], StringComparer.Ordinal)
            .OrderBy(cause => cause.Key, StringComparer.Ordinal);

        Assert.Equal(failures.Count, summary.Count("failures.count"));
        Assert.Equal(
            failures.Count(failure => failure["domain"] == "chip"),
            RowsOf("chips", part).Sum(chip => chip.Number("failures")));
        Assert.Equal(
            byCause.Select(cause => (cause.Key, (long)cause.Value)),
            summary.At("failures.byCause").EnumerateObject().Select(cause => (cause.Name, cause.Value.GetInt64())));
        Assert.Equal(failures.Count(failure => failure.Has("job")), summary.Count("failures.jobsHit"));
        Assert.Equal(
            failures.Sum(failure => failure.Number("lost_chip_seconds")), summary.Number("failures.lostChipSeconds"));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Failures_ByDomain_AgreeWithTheirRows(string part)
    {
        var domains = RowsOf("failures", part).GroupBy(failure => failure["domain"], StringComparer.Ordinal).ToList();
        var fleet = PartOf(part).Count(part == "fleet" ? "fleet.chips" : "chips") * _results.End;

        var stated = PartOf(part).At("failures.byDomain");
        Assert.Equal(
            domains.Select(domain => domain.Key).Order(StringComparer.Ordinal),
            stated.EnumerateObject().Select(domain => domain.Name));
        foreach (var domain in domains)
        {
            var repaired = domain.Where(failure => failure.Has("repaired_s"))
                .Select(failure => failure.Number("repaired_s") - failure.Number("failed_s")).ToArray();
            var down = domain.Sum(failure => failure.Number("chips") * (EndOf(failure) - failure.Number("failed_s")));
            Assert.Equal(domain.Count(), stated.At($"{domain.Key}.count").GetInt64());
            Assert.Equal(down, stated.At($"{domain.Key}.downChipSeconds").GetDecimal());
            Assert.Equal(RoundedShare(fleet - down, fleet), stated.At($"{domain.Key}.availability").GetDecimal());
            Assert.Equal(
                repaired.Length == 0 ? null : RoundedMean(repaired), stated.Number($"{domain.Key}.meanTimeToRepairSeconds"));
        }

        decimal EndOf(CsvRow failure) =>
            failure.Has("repaired_s") ? Math.Min(failure.Number("repaired_s"), _results.End) : _results.End;
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Goodput_OfJobs_AccountsForAllTimeThatTheyHeld(string part)
    {
        var (summary, jobs) = (PartOf(part), RowsOf("jobs", part));
        decimal ChipSeconds(string column) => jobs.Sum(job => job.Number("chips") * job.Number(column));
        var (productive, held, waiting) = (ChipSeconds("productive_s"), ChipSeconds("held_s"), ChipSeconds("requeued_s"));

        Assert.All(jobs, job => Assert.Equal(
            job.Number("held_s"),
            job.Number("productive_s") + job.Number("lost_work_s") + job.Number("hung_s") + job.Number("restarting_s")
            + job.Number("checkpointing_s") + job.Number("slowed_s") + job.Number("awaiting_s")));
        Assert.All(
            jobs.Where(job => job["state"] == "completed"),
            job => Assert.Equal(job.Number("duration_s"), job.Number("productive_s")));
        Assert.Equal(productive, summary.Number("goodput.productiveChipSeconds"));
        Assert.Equal(ChipSeconds("lost_work_s"), summary.Number("goodput.lostWorkChipSeconds"));
        Assert.Equal(ChipSeconds("hung_s"), summary.Number("goodput.detectionChipSeconds"));
        Assert.Equal(ChipSeconds("restarting_s"), summary.Number("goodput.restartChipSeconds"));
        Assert.Equal(ChipSeconds("checkpointing_s"), summary.Number("goodput.checkpointChipSeconds"));
        Assert.Equal(ChipSeconds("slowed_s"), summary.Number("goodput.slowedChipSeconds"));
        Assert.Equal(ChipSeconds("awaiting_s"), summary.Number("goodput.awaitingChipSeconds"));
        Assert.Equal(waiting, summary.Number("goodput.waitingChipSeconds"));
        Assert.Equal(RoundedShare(productive, held + waiting), summary.Number("goodput.ettr"));
        Assert.Equal(RoundedShare(productive, held), summary.Number("goodput.goodputOfHeld"));
        Assert.Equal(jobs.Sum(job => job.Number("interruptions")), summary.Count("goodput.interruptions"));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Energy_OfChipsJobsAndIntervals_AddsUpToTheTotal(string part)
    {
        var (summary, intervals) = (PartOf(part), RowsOf("timeseries", part));
        decimal OverTime(string column) =>
            intervals.Sum(row => row.Number(column) * (row.Number("end_s") - row.Number("start_s")));

        AssertEnergy(RowsOf("chips", part).Sum(chip => chip.Number("energy_joules")), "energy.chipKilowattHours");
        AssertEnergy(RowsOf("jobs", part).Sum(job => job.Number("energy_joules")), "energy.jobKilowattHours");
        AssertEnergy(OverTime("it_power_watts"), "energy.itKilowattHours");
        AssertEnergy(OverTime("facility_power_watts"), "energy.facilityKilowattHours");
        Assert.True(summary.Number("energy.chipKilowattHours") < summary.Number("energy.itKilowattHours"));
        Assert.True(summary.Number("energy.itKilowattHours") < summary.Number("energy.facilityKilowattHours"));

        void AssertEnergy(decimal joules, string name)
        {
            var stated = summary.At(name).GetDecimal();
            Assert.InRange(joules / JoulesPerKilowattHour, stated - EnergyTolerance, stated + EnergyTolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Energy_OfChips_IsTimeInStateTimesPower(string part)
    {
        // Powers of trainium2 in the catalog: 55 W idle, 440 W busy, 55 W failed.
        Assert.All(RowsOf("chips", part), chip =>
        {
            var joules = (chip.Number("idle_s") * 55) + (chip.Number("busy_s") * 440) + (chip.Number("failed_s") * 55);
            Assert.InRange(chip.Number("energy_joules"), joules - EnergyTolerance, joules + EnergyTolerance);
        });
    }

    [Theory]
    [InlineData("indiana")]
    [InlineData("pennsylvania")]
    [InlineData("mississippi")]
    public void Intervals_OfDataCenter_CoverTheRunWithoutGapAndAccountForEveryChip(string part)
    {
        var chips = PartOf(part).Count("chips");
        var end = 0m;
        foreach (var interval in RowsOf("timeseries", part))
        {
            Assert.Equal(end, interval.Number("start_s"));
            end = interval.Number("end_s");
            var sum = interval.Number("busy_chips") + interval.Number("idle_chips") + interval.Number("failed_chips");
            Assert.InRange(sum, chips - 0.000001m, chips + 0.000001m);
        }

        Assert.Equal(_results.End, end);
    }

    private static decimal? RoundedMean(decimal[] values) =>
        Math.Round(values.Sum() / values.Length, 4, MidpointRounding.ToEven);

    private static decimal RoundedShare(decimal some, decimal all) => Math.Round(some / all, 6, MidpointRounding.ToEven);

    private JsonElement PartOf(string part) => part == "fleet"
        ? _results.Summary
        : _results.Summary.At("dataCenters").EnumerateArray().Single(each => each.At("name").GetString() == part);

    private List<CsvRow> RowsOf(string table, string part) =>
        [.. run.Table(table).Rows.Where(row => part == "fleet" || row["data_center"] == part)];

    /// <summary>The run that the tests of this class look at.</summary>
    public sealed class Run : IAsyncLifetime, IDisposable
    {
        private readonly Workspace _workspace = new();
        private readonly Dictionary<string, CsvTable> _tables = new(StringComparer.Ordinal);

        public RunResults Results => _workspace.ResultsOf("here");

        public CsvTable Table(string name) =>
            _tables.TryGetValue(name, out var table) ? table : _tables[name] = Results.Table(name);

        public async Task InitializeAsync() => (await _workspace.RunAsync(SmallRun.With(
            "--engine", "reference", "--seed", "7", "--tables", "csv", "--out", "here"))).AssertExit(0);

        public Task DisposeAsync() => Task.CompletedTask;

        public void Dispose() => _workspace.Dispose();
    }
}
