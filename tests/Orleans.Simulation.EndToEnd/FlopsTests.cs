using System.Numerics;
using System.Text.Json;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>
/// Covers: jobs that state their FLOPs, on the chips of two makers, beside jobs that state a run time: times and FLOPs worked out
/// a second time from tables alone; the same whatever plays the run.
/// </summary>
public sealed class FlopsTests : IDisposable
{
    private const string Scenario = """
        name: two-makers
        duration: 1d
        fleet:
          dataCenters:
            - { name: fast, rack: fast-rack, racks: 8 }
            - { name: slow, rack: slow-rack, racks: 8 }
        workload:
          sources:
            - name: training
              shrink: { to: 0.5 }
              generator:
                meanInterarrival: 10m
                sizes:
                  - { chips: 8, weight: 2, parameters: 8B, tokens: 100M, sigma: 0 }
                  - { chips: 32, weight: 1, work: 60 EFLOP, sigma: 0 }
            - name: other
              generator: { meanInterarrival: 1h, sizes: [{ chips: 4, weight: 1, medianRunTime: 30m, sigma: 1 }] }
        compute: { precision: fp8, scaling: [{ chips: 16, factor: 0.75 }] }
        failures: { meanTimeToFailure: 200h, repair: 30m }
        chipTypes:
          fast-chip: { idle: 100 W, busy: 500 W, mfu: 0.4, peak: { bf16: 0.5 PFLOP/s, fp8: 1 PFLOP/s } }
          slow-chip: { idle: 100 W, busy: 300 W, mfu: 0.333333, peak: { fp8: 100 TFLOP/s } }
        rackTypes:
          fast-rack: { chip: fast-chip, chipsPerHost: 4, hostsPerRack: 2, hostOverhead: 1 kW, rackOverhead: 0 W }
          slow-rack: { chip: slow-chip, chipsPerHost: 8, hostsPerRack: 1, hostOverhead: 1 kW, rackOverhead: 0 W }
        """;

    private const string Trace = """
        job_id,submit_s,chips,duration_s,work_tflop,parameters,tokens,mfu
        work,0,8,,4000.02,,,
        tokens,0,8,,,8000000000,1000000000,
        slow,1,24,,91500000.0,,,0.25
        timed,2,8,60,,,,
        """;

    private const string Traced = """
        name: traced
        fleet:
          dataCenters:
            - { name: here, rack: h100-node, racks: 8 }
        workload:
          sources:
            - { name: replayed, trace: jobs.csv }
        """;

    private static readonly BigInteger Exa = BigInteger.Pow(10, 18);

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [MemberData(nameof(Simulator.Engines), MemberType = typeof(Simulator))]
    public async Task Run_OnTheChipsOfTwoMakers_TakesAsLongAsOneCanWorkOut(string engine)
    {
        _workspace.Write("two-makers.yaml", Scenario);
        var run = (await _workspace.RunAsync(
            "run", "two-makers.yaml", "--engine", engine, "--tables", "csv", "--out", "here")).AssertExit(0);

        var results = _workspace.ResultsOf("here");
        var jobs = results.Table("jobs").Rows;
        foreach (var name in new[] { "fast", "slow" })
        {
            var own = jobs.Where(job => job["data_center"] == name).ToList();
            Assert.Contains(own, job => job["source"] == "other");
            Assert.Contains(own, job => job["source"] == "training" && job["state"] == "completed" && job.Number("lost_work_s") > 0);
            Assert.Contains(own, job => job["source"] == "training" && job["state"] == "running");
            var part = results.Summary.At("dataCenters").EnumerateArray().Single(each => each.At("name").GetString() == name);
            AssertAgree(own, part.At("compute"));
        }

        Assert.Contains(jobs, job => job.Number("shrinks") > 0);
        AssertAgree(jobs, results.Summary.At("compute"));
        var others = jobs.Count(job => job["source"] == "other");
        Assert.Contains($"{others} jobs state a run time: what they compute is not known and does not count here.", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Hosts, idle chips and cooling are shared out by chip-time between the jobs that state FLOPs and the others.</summary>
    [Fact]
    public async Task Compare_OfJobsWithFlopsAndOthers_TellsTheEnergyThatOneCanWorkOut()
    {
        _workspace.Write("two-makers.yaml", Scenario);
        (await _workspace.RunAsync("run", "two-makers.yaml", "--engine", "reference", "--tables", "csv", "--out", "here")).AssertExit(0);

        var results = _workspace.ResultsOf("here");
        var expected = 0m;
        foreach (var part in results.Summary.At("dataCenters").EnumerateArray())
        {
            var jobs = results.Table("jobs").Rows.Where(job => job["data_center"] == part.At("name").GetString()).ToList();
            var training = jobs.Where(job => job["source"] == "training").ToList();
            var rest = (part.At("energy.facilityKilowattHours").GetDecimal() * 3_600_000) - jobs.Sum(job => job.Number("facility_joules"));
            expected += training.Sum(job => job.Number("facility_joules")) + (rest * training.Sum(HeldBy) / jobs.Sum(HeldBy));
        }

        var attributed = results.Summary.At("compute.attributed.facilityKilowattHours").GetDouble();
        var whole = results.Summary.At("energy.facilityKilowattHours").GetDouble();
        Assert.Equal((double)expected / 3_600_000, attributed, 1e-4);
        Assert.InRange(attributed, 0.5 * whole, 0.99 * whole);
        using var compared = JsonDocument.Parse((await _workspace.RunAsync("compare", "here", "--json")).AssertExit(0).Output);
        var figure = compared.RootElement.At("runs")[0].At("figures").EnumerateArray()
            .Single(each => each.At("figure").GetString() == "kilowattHoursPerExaflop");
        var exaflop = (double)BigInteger.Parse(results.Summary.At("compute.effectiveFlop").GetRawText(), System.Globalization.CultureInfo.InvariantCulture) / 1e18;
        Assert.Equal(attributed / exaflop, figure.At("value").GetDouble(), 1e-6);

        static decimal HeldBy(CsvRow job) => job.Number("held_chip_seconds");
    }

    [Fact]
    public async Task Run_ByAnyEngineOnAnySilos_IsTheSameToTheByte()
    {
        _workspace.Write("two-makers.yaml", Scenario);
        (await _workspace.RunAsync("run", "two-makers.yaml", "--engine", "reference", "--out", "a")).AssertExit(0);
        (await _workspace.RunAsync("run", "two-makers.yaml", "--silos", "2", "--window", "7m", "--out", "b")).AssertExit(0);

        Assert.Equal(_workspace.ResultsOf("a").SummaryText, _workspace.ResultsOf("b").SummaryText);
    }

    [Theory]
    [MemberData(nameof(Simulator.Engines), MemberType = typeof(Simulator))]
    public async Task Replay_OfATraceThatStatesFlops_TakesAsLongAsOneCanWorkOut(string engine)
    {
        _workspace.Write("jobs.csv", Trace);
        (await _workspace.RunAsync(
            "replay", "jobs.csv", "--pool", "64", "--engine", engine, "--tables", "csv", "--out", "here")).AssertExit(0);

        // H100: 989 TFLOP/s at an MFU of 0.43, and of 0.25 for the job that says so.
        var results = _workspace.ResultsOf("here");
        Assert.Equal(
            [("slow", "15419.615774"), ("timed", "60"), ("tokens", "14108.683895"), ("work", "1.17573")],
            results.Table("jobs").Rows.Select(job => (job["job_id"], job["duration_s"])).Order());
        var compute = results.Summary.At("compute");
        Assert.Equal((3, 1), (compute.Count("jobs"), compute.Count("otherJobs")));
        Assert.Equal("139504000020000000000", compute.At("effectiveFlop").GetRawText());
        Assert.Equal("1000000000", compute.At("tokens").GetRawText());
    }

    [Fact]
    public async Task Run_WithATraceThatStatesFlops_IsDescribedComparedAndPlayedAtBounds()
    {
        _workspace.Write("traced.yaml", Traced);
        _workspace.Write("jobs.csv", Trace);

        var described = (await _workspace.RunAsync("describe", "traced.yaml")).AssertExit(0);
        var played = (await _workspace.RunAsync(
            "run", "traced.yaml", "--bounds", "--engine", "reference", "--out", "here")).AssertExit(0);
        var compared = (await _workspace.RunAsync("compare", "here/base", "--json")).AssertExit(0);

        Assert.Contains("compute.precision", described.Output, StringComparison.Ordinal);
        Assert.Contains("chipTypes.h100.mfu", described.Output, StringComparison.Ordinal);
        Assert.Contains("chipTypes.h100.mfu", played.Output, StringComparison.Ordinal);
        Assert.Contains("effectiveExaflop", compared.Output, StringComparison.Ordinal);
        _workspace.Write("jobs.csv", "job_id,submit_s,duration_s,chips\na,0,60,8\n");
        Assert.DoesNotContain(
            "compute.", (await _workspace.RunAsync("describe", "traced.yaml")).AssertExit(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfATraceOnChipsThatCannotCompute_IsRefusedWithThePlace()
    {
        _workspace.Write("traced.yaml", Traced);
        _workspace.Write("jobs.csv", Trace);

        var result = await _workspace.RunAsync("run", "traced.yaml", "--set", "compute.precision=fp4", "--out", "here");

        result.AssertExit(2).AssertError(
            "traced.yaml:4:27 fleet.dataCenters[0].rack: is h100-node of h100, of which no peak in fp4 is known",
            "as jobs of source replayed state their FLOPs");
        Assert.Equal(["jobs.csv", "traced.yaml"], _workspace.Entries);
    }

    /// <summary>Works out times and FLOPs of jobs, and their sums.</summary>
    private static void AssertAgree(IReadOnlyCollection<CsvRow> jobs, JsonElement compute)
    {
        var (done, lost, tokens, held) = (BigInteger.Zero, BigInteger.Zero, BigInteger.Zero, 0m);
        foreach (var job in jobs.Where(job => job["source"] == "training"))
        {
            var (chips, flop, perToken) = job["chips"] == "8" ? (8, 48 * Exa / 10, 48_000_000_000) : (32, 60 * Exa, 0);
            var speed = (job["data_center"], chips) switch
            {
                ("fast", 8) => 400_000_000L,
                ("fast", _) => 300_000_000L,
                (_, 8) => 33_333_300L,
                _ => 24_999_975L,
            };
            Assert.Equal((decimal)flop, job.Number("model_flop"));
            Assert.Equal((decimal)((flop + (chips * speed) - 1) / (chips * speed)) / 1_000_000, job.Number("duration_s"));
            var own = BigInteger.Min(flop, InMicroseconds(job, "productive_chip_seconds") * speed);
            Assert.Equal(job["state"] == "completed", own == flop);
            Assert.Equal((double)own, (double)job.Number("effective_flop"), tolerance: (double)own / 1e14);
            Assert.Equal(perToken > 0 ? $"{own / perToken}" : string.Empty, job["effective_tokens"]);
            (done, lost) = (done + own, lost + (InMicroseconds(job, "lost_chip_seconds") * speed));
            tokens += perToken > 0 ? own / perToken : 0;
            held += job.Number("held_chip_seconds");
        }

        Assert.Equal(jobs.Count(job => job["source"] == "training"), compute.Count("jobs"));
        Assert.Equal(jobs.Count(job => job["source"] == "other"), compute.Count("otherJobs"));
        Assert.Equal($"{done}", compute.At("effectiveFlop").GetRawText());
        Assert.Equal($"{lost}", compute.At("lostFlop").GetRawText());
        Assert.Equal($"{tokens}", compute.At("tokens").GetRawText());
        Assert.Equal(held, compute.Number("chipSeconds"));
        Assert.Equal(Math.Round((decimal)done / 1e15m / 86_400, 6), compute.Number("effectivePetaflopPerSecond"));
        Assert.Equal(Math.Round((decimal)tokens / 86_400, 6), compute.Number("tokensPerSecond"));
        Assert.All(
            jobs.Where(job => job["source"] == "other"),
            job => Assert.Equal((false, false, false), (job.Has("model_flop"), job.Has("effective_flop"), job.Has("effective_tokens"))));
    }

    private static BigInteger InMicroseconds(CsvRow job, string column) => (BigInteger)(job.Number(column) * 1_000_000);
}
