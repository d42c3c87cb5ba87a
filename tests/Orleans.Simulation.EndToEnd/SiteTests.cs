using System.Globalization;
using System.Numerics;
using Orleans.Simulation.EndToEnd.Support;

namespace Orleans.Simulation.EndToEnd;

/// <summary>
/// Covers: energy, carbon and cost by hourly series, computed a second time from tables and files alone; the same whatever plays
/// the run; and what is wrong with series.
/// </summary>
public sealed class SiteTests : IDisposable
{
    private const int Chips = 96;
    private const int Hosts = 12;
    private const long Idle = 80_000;
    private const long Busy = 610_000;
    private const long Overhead = Hosts * (2_800_000 + 400_000);

    /// <summary>2022-03-04, 62 days into the year.</summary>
    private const int StartHour = 62 * 24;

    private const string Scenario = """
        name: replay
        startsAt: 2022-03-04T00:00:00Z
        fleet:
          dataCenters:
            - name: cluster02
              rack: shelf
              chips: 96
              carbon: { file: CA_NG_avgCI.csv, repeat: true }
              price: { file: US-CAL-CISO_2022.csv, repeat: true }
              pue: { weather: US-CAL-CISO_2022.json, repeat: true }
              carbonFree: 0.6
              water: 0.16 L/kWh
        workload:
          sources:
            - { name: cluster02, trace: cluster02.csv, format: itp }
        scheduler: { placement: nodes }
        failures: { enabled: false }
        energy: { lifetime: 1000d }
        outputs: { interval: 1h }
        chipTypes:
          measured: { idle: 80 W, busy: 610 W, embodied: { total: 164 kg }, price: { onDemand: 2.5 $/h } }
        rackTypes:
          shelf: { chip: measured, chipsPerHost: 8, hostsPerRack: 1, hostOverhead: 2.8 kW, rackOverhead: 400 W }
        """;

    private static readonly BigInteger NanojoulesPerKilowattHour = 3_600_000_000_000_000;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [SkippableTheory]
    [MemberData(nameof(Simulator.Engines), MemberType = typeof(Simulator))]
    public async Task Replay_OfItpByCalifornianSeries_ComesToWhatTablesAndFilesSay(string engine)
    {
        var site = new SiteModel(
            Copy("carbon/CA_NG_avgCI.csv"), Copy("price/US-CAL-CISO_2022.csv"), Copy("weather/US-CAL-CISO_2022.json"), StartHour);
        Copy("training/itp/cluster02.csv");
        _workspace.Write("replay.yaml", Scenario);

        (await _workspace.RunAsync("run", "replay.yaml", "--engine", engine, "--tables", "csv", "--out", "here")).AssertExit(0);

        var results = _workspace.ResultsOf("here");
        var jobs = results.Table("jobs").Rows;
        Assert.Equal(5778, jobs.Count);
        var (joules, all, held) = (BigInteger.Zero, default(SiteModel.Rates), BigInteger.Zero);
        foreach (var job in jobs)
        {
            var (chips, from, to) = SpanOf(job);
            var (energy, totals) = (chips * Busy * (to - from), site.Of(chips * Busy, from, to));
            Assert.Equal((double)energy / 1e9, Parse(job["energy_joules"]));
            AssertClose((double)totals.Facility / 1e15, job["facility_joules"]);
            AssertClose((double)totals.Carbon / 3.6e21, job["carbon_grams"]);
            AssertClose(0.4 * (double)totals.Carbon / 3.6e21, job["market_carbon_grams"]);
            AssertClose((double)totals.Cost / 3.6e24, job["electricity_usd"]);
            AssertClose((double)(chips * (to - from)) / 3.6e9 * 2.5, job["chip_usd"]);
            AssertClose((double)(chips * (to - from)) / (1000 * 86_400e6) * 164_000, job["embodied_carbon_grams"]);
            AssertClose((double)energy / 3.6e15 * 0.16, job["water_litres"]);
            (joules, all, held) = (joules + energy, all + totals, held + (chips * (to - from)));
        }

        // Chips are busy while jobs hold them and idle otherwise; hosts and racks draw the same always.
        var (summary, end) = (results.Summary, Microseconds(results.End));
        var it = (((Chips * Idle) + Overhead) * end) + (held * (Busy - Idle));
        var fleet = site.Of((Chips * Idle) + Overhead, 0, end);
        foreach (var (chips, from, to) in jobs.Select(SpanOf))
        {
            fleet += site.Of(chips * (Busy - Idle), from, to);
        }

        var kilogram = NanojoulesPerKilowattHour * 1_000_000_000;
        AssertExact(joules, 1_000_000_000, "energy.jobJoules", 9);
        AssertExact(it, 1_000_000_000, "energy.itJoules", 9);
        AssertExact(fleet.Facility, NanojoulesPerKilowattHour * 1_000_000, "energy.facilityKilowattHours");
        AssertExact(all.Facility, NanojoulesPerKilowattHour * 1_000_000, "energy.jobFacilityKilowattHours");
        AssertExact(it * 160_000, NanojoulesPerKilowattHour * 1_000_000, "energy.waterLitres");
        AssertExact(fleet.Carbon, kilogram, "carbon.locationBasedKilograms");
        AssertExact(fleet.Carbon * 4, kilogram * 10, "carbon.marketBasedKilograms");
        AssertExact(all.Carbon, kilogram, "carbon.jobLocationBasedKilograms");
        AssertExact(all.Carbon * 4, kilogram * 10, "carbon.jobMarketBasedKilograms");
        AssertExact(Chips * end * 164, 1000 * (BigInteger)86_400_000_000, "carbon.embodiedKilograms");
        AssertExact(held * 164, 1000 * (BigInteger)86_400_000_000, "carbon.jobEmbodiedKilograms");
        AssertExact(fleet.Cost, kilogram, "cost.electricityUsd");
        AssertExact(all.Cost, kilogram, "cost.jobElectricityUsd");
        AssertExact(held * 25, (BigInteger)36_000_000_000, "cost.jobChipUsd");

        void AssertExact(BigInteger amount, BigInteger unit, string name, int digits = 6)
        {
            var scale = (decimal)Math.Pow(10, digits);
            Assert.Equal((decimal)SiteModel.Rounded(amount * (BigInteger)scale, unit) / scale, summary.At(name).GetDecimal());
        }
    }

    [Theory]
    [InlineData("--engine", "orleans")]
    [InlineData("--silos", "2")]
    public async Task Run_WithSeries_IsTheSameWhateverPlaysIt(string option, string value)
    {
        _workspace.Write(
            "grid.csv", "time,carbon_grams_per_kwh\n2022-01-01T00:00Z,400\n2022-01-01T00:10Z,\n2022-01-01T00:20Z,50.5\n");
        _workspace.Write("prices.csv", "time,price_usd_per_mwh\n2021-12-31T23:00:30Z,-5\n2021-12-31T23:07:30Z,75.141955\n");
        string[] series =
        [
            "--set", "startsAt=2022-01-01T01:00:00+01:00", "--set", "energy.carbon={ file: grid.csv, repeat: true }",
            "--set", "energy.price={ file: prices.csv, repeat: true }",
        ];
        (await _workspace.RunAsync(SmallRun.With(["--engine", "reference", "--out", "plain", .. series]))).AssertExit(0);

        (await _workspace.RunAsync(SmallRun.With([option, value, "--out", "here", .. series]))).AssertExit(0);

        var (plain, summary) = (_workspace.ResultsOf("plain").Summary, _workspace.ResultsOf("here").Summary);
        Assert.Equal(plain.At("resultHash").GetString(), summary.At("resultHash").GetString());
        var (all, jobs) = (summary.Number("carbon.locationBasedKilograms"), summary.Number("carbon.jobLocationBasedKilograms"));
        Assert.True(jobs > 0, "Jobs emit nothing.");
        Assert.True(all > jobs, "Jobs emit more than all.");
        Assert.True(summary.Number("cost.electricityUsd") > 0, "Electricity costs nothing.");
    }

    [Fact]
    public async Task Run_WithSeriesThatDoNotFit_IsRefusedWithAllThatIsWrongAndLeavesNothing()
    {
        _workspace.Write("grid.csv", "time,carbon_grams_per_kwh\n2022-01-01T00:00Z,400\n2022-01-01T01:00Z,-1\n");
        _workspace.Write("prices.csv", "time,price_usd_per_mwh\n2022-01-01T00:00Z,75\n2022-01-01T01:00Z,80\n");
        var before = _workspace.Entries;

        var result = await _workspace.RunAsync(SmallRun.With(
            "--set", "startsAt=2022-01-01T00:00:00Z", "--set", "energy.carbon={ file: grid.csv }",
            "--set", "energy.price={ file: prices.csv }", "--out", "here"));

        result.AssertExit(2);
        Assert.Contains("grid.csv:3:19: is \"-1\", must be a carbon intensity in g/kWh", result.Error, StringComparison.Ordinal);
        Assert.Contains(
            "prices.csv: is a series from 2022-01-01T00:00:00Z to 2022-01-01T02:00:00Z, must be one that covers the run",
            result.Error,
            StringComparison.Ordinal);
        Assert.Contains("or repeat: true at energy.price", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, _workspace.Entries);
    }

    /// <summary>Copies a file of the shared material beside the scenario.</summary>
    private string Copy(string path)
    {
        var file = Repository.Shared($"traces/{path}");
        var copy = _workspace.PathOf(Path.GetFileName(file));
        File.Copy(file, copy);
        return copy;
    }

    private static (BigInteger Chips, BigInteger From, BigInteger To) SpanOf(CsvRow job) =>
        ((BigInteger)job.Number("chips"), Microseconds(job.Number("start_s")), Microseconds(job.Number("end_s")));

    private static BigInteger Microseconds(decimal seconds) => (BigInteger)(seconds * 1_000_000);

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Tables round once or twice to binary numbers.</summary>
    private static void AssertClose(double expected, string text) =>
        Assert.InRange(Parse(text), expected - (1e-14 * Math.Abs(expected)), expected + (1e-14 * Math.Abs(expected)));
}
