using System.Globalization;
using System.Text.Json;
using CsCheck;
using Orleans.Simulation.Core;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Reporting.Tests;

public sealed class RunSummaryTests
{
    [Fact]
    public async Task RunSummary_SampleRun_PrintsExactNumbers()
    {
        using var document = JsonDocument.Parse(ResultJson.Write(await SummarizeSampleAsync()));
        var root = document.RootElement;

        Assert.Equal(
            """
            {"submitted":5,"completed":2,"failed":1,"rejected":1,"queued":1,"running":1,"restarts":3,"shrinks":1,
            "meanWaitSeconds":1760.0833,"medianWaitSeconds":0,"p95WaitSeconds":0,"p99WaitSeconds":0,"maxWaitSeconds":5280.25,
            "meanJctSeconds":2650,"makespanSeconds":5300.000001,"chipSeconds":49154.000003,"lostChipSeconds":405}
            """,
            Compact(root.GetProperty("jobs")));
        Assert.Equal(
            """{"idleChipSeconds":70000,"busyChipSeconds":45000,"failedChipSeconds":5000,"utilization":0.375}""",
            Compact(root.GetProperty("chipTime")));
        Assert.Equal(
            """
            {"count":6,"byCause":{"hbm":2,"maintenance":1,"nvlink":1,"psu":1,"timeout":1},"jobsHit":3,
            "lostChipSeconds":405,"repairs":2,"evictedHosts":0,"byDomain":{
            "chip":{"count":3,"meanTimeToRepairSeconds":3660,"downChipSeconds":4660.000001,"availability":0.961167},
            "host":{"count":1,"meanTimeToRepairSeconds":null,"downChipSeconds":60,"availability":0.9995},
            "job":{"count":1,"meanTimeToRepairSeconds":null,"downChipSeconds":0,"availability":1},
            "outage":{"count":1,"meanTimeToRepairSeconds":600,"downChipSeconds":2400,"availability":0.98}}}
            """.ReplaceLineEndings(string.Empty),
            JsonSerializer.Serialize(root.GetProperty("failures")));
        Assert.Equal(
            """
            {"count":3,"byCause":{"nvlink":1,"psu":1,"timeout":1},"jobsHit":3,"lostChipSeconds":405,"repairs":1,"evictedHosts":0,"byDomain":{
            "chip":{"count":1,"meanTimeToRepairSeconds":3660,"downChipSeconds":3660,"availability":0.95425},
            "host":{"count":1,"meanTimeToRepairSeconds":null,"downChipSeconds":60,"availability":0.99925},
            "job":{"count":1,"meanTimeToRepairSeconds":null,"downChipSeconds":0,"availability":1}}}
            """.ReplaceLineEndings(string.Empty),
            JsonSerializer.Serialize(root.GetProperty("dataCenters")[0].GetProperty("failures")));
        Assert.Equal(
            """
            {"productiveChipSeconds":48042,"lostWorkChipSeconds":405,"detectionChipSeconds":345,"restartChipSeconds":90,
            "checkpointChipSeconds":144.000003,"slowedChipSeconds":56,"awaitingChipSeconds":72,"waitingChipSeconds":144,
            "ettr":0.974522,"goodputOfHeld":0.977377,"goodputOfFleet":0.40035,
            "wastedKilowattHours":0.15,"interruptions":3,"bySize":[
            {"minChips":2,"maxChips":3,"jobs":1,"interruptions":2,"meanTimeToFailureSeconds":2592.5},
            {"minChips":4,"maxChips":7,"jobs":1,"interruptions":0,"meanTimeToFailureSeconds":null},
            {"minChips":8,"maxChips":15,"jobs":1,"interruptions":1,"meanTimeToFailureSeconds":4647.75}]}
            """.ReplaceLineEndings(string.Empty),
            JsonSerializer.Serialize(root.GetProperty("goodput")));
        Assert.Equal(
            """
            {"itKilowattHours":21,"chipKilowattHours":10.5,"facilityKilowattHours":26.5,"jobKilowattHours":3.000002,
            "jobFacilityKilowattHours":3.750003,"meanItKilowatts":7.56,"itJoules":75600000,"jobJoules":10800007.5,"waterLitres":null,
            "parts":{"chips":{"kilowattHours":9.825,"femtojoules":35370000000000000000000},
            "hosts":{"kilowattHours":5.583333,"femtojoules":20100000000000000000000},
            "network":{"kilowattHours":2.679167,"femtojoules":9645000000000000000000},
            "racks":{"kilowattHours":1.5625,"femtojoules":5625000000000000000000},
            "conversionLoss":{"kilowattHours":1.35,"femtojoules":4860000000000000000000},
            "cooling":{"kilowattHours":5.5,"femtojoules":19800000000000000000000}}}
            """.ReplaceLineEndings(string.Empty),
            JsonSerializer.Serialize(root.GetProperty("energy")));
        Assert.Equal(
            """
            {"locationBasedKilograms":10.3,"marketBasedKilograms":null,"embodiedKilograms":null,
            "jobLocationBasedKilograms":1.502001,"jobMarketBasedKilograms":null,"jobEmbodiedKilograms":null}
            """.ReplaceLineEndings(string.Empty),
            JsonSerializer.Serialize(root.GetProperty("carbon")));
        Assert.Equal(
            """{"electricityUsd":1.97,"jobElectricityUsd":0.299,"jobChipUsd":null}""",
            JsonSerializer.Serialize(root.GetProperty("cost")));
        var north = root.GetProperty("dataCenters")[0];
        Assert.Equal(
            """
            {"locationBasedKilograms":10,"marketBasedKilograms":7.5,"embodiedKilograms":0.069339,
            "jobLocationBasedKilograms":1.500001,"jobMarketBasedKilograms":1.125001,"jobEmbodiedKilograms":0.042603}
            """.ReplaceLineEndings(string.Empty),
            JsonSerializer.Serialize(north.GetProperty("carbon")));
        Assert.Equal(
            """{"electricityUsd":2,"jobElectricityUsd":0.3,"jobChipUsd":34.134722}""",
            JsonSerializer.Serialize(north.GetProperty("cost")));
        Assert.Equal(
            """
            {"lowestItKilowatts":4,"highestItKilowatts":8.000001,"lowestFacilityKilowatts":5,"meanFacilityKilowatts":9,
            "highestFacilityKilowatts":10.000001,"rampIntervalSeconds":60,"ramps":166,"largestRiseKilowatts":2.5,
            "largestFallKilowatts":0.00005,"rampLimitKilowatts":2,"outsideRampLimitSeconds":120,
            "provisionedKilowatts":9.5,"aboveProvisionedSeconds":7,"aboveProvisionedKilowattHours":0.000002,"limitedSeconds":30,
            "unservedKilowattHours":0.0125,"preemptions":3,"preemptedChipSeconds":77,
            "slowedSeconds":11,"sparedKilowattHours":0.0075,"possibleKilowatts":12.5,"oversubscription":1.315789,
            "smoothing":{"largestRiseKilowatts":2,"largestFallKilowatts":1,"outsideRampLimitSeconds":60,"burnedKilowattHours":0.0025,
            "chargedKilowattHours":0.005,"dischargedKilowattHours":0.0025,"extraKilowattHours":0.005,"electricityUsd":0.5,
            "locationBasedKilograms":1.25},
            "swings":{"largestKilowatts":5,"largestAtSeconds":100,"independentKilowatts":6,"independentAtSeconds":200,"inPhaseKilowatts":8,
            "inPhaseAtSeconds":300,"edgeSeconds":0.1,"largestRateKilowattsPerSecond":20,"rateLimitKilowattsPerSecond":30,"outsideRateLimitSeconds":40,
            "smoothing":{"largestKilowatts":2,"independentKilowatts":2.4,"inPhaseKilowatts":3.2,"burnedKilowattHours":0.005,"lostKilowattHours":0.0025,
            "extraKilowattHours":0.0075,"storedKilowattHours":0.00025,"electricityUsd":1,"locationBasedKilograms":2.5}},
            "range":{"windowSeconds":60,"limitKilowatts":2.5,"largestKilowatts":4.5,"largestAtSeconds":400,"outsideSeconds":50},
            "batteries":{"dips":5,"bridged":3,"outages":1,"seconds":90,"kilowattHours":0.25}}
            """.ReplaceLineEndings(string.Empty),
            JsonSerializer.Serialize(north.GetProperty("power")));
        Assert.Equal(
            """
            {"lowestItKilowatts":0.36,"highestItKilowatts":0.36,"lowestFacilityKilowatts":0.54,"meanFacilityKilowatts":0.54,
            "highestFacilityKilowatts":0.54,"rampIntervalSeconds":60,"ramps":165,"largestRiseKilowatts":0,
            "largestFallKilowatts":0,"rampLimitKilowatts":null,"outsideRampLimitSeconds":null,
            "provisionedKilowatts":null,"aboveProvisionedSeconds":null,"aboveProvisionedKilowattHours":null,"limitedSeconds":null,
            "unservedKilowattHours":null,"preemptions":null,"preemptedChipSeconds":null,
            "slowedSeconds":null,"sparedKilowattHours":null,"possibleKilowatts":0.72,"oversubscription":null,"smoothing":null,"batteries":null}
            """.ReplaceLineEndings(string.Empty),
            JsonSerializer.Serialize(root.GetProperty("dataCenters")[1].GetProperty("power")));
        Assert.Equal(4, north.GetProperty("energy").GetProperty("waterLitres").GetDecimal());

        // Of north 15/16 of 10 kWh of chips and, over 10,000 s, of 2,000 W, 1,000 W and 600 W; a sixteenth of 20 kWh; a quarter of it.
        // Of south nine tenths of 0.5 kWh, and of 150 W and 30 W; a tenth of 1 kWh; half of it.
        Assert.Equal([9.375m, 5.208333m, 2.604167m, 1.5625m, 1.25m, 5m], PartsOf(north));
        Assert.Equal([0.45m, 0.375m, 0.075m, 0m, 0.1m, 0.5m], PartsOf(root.GetProperty("dataCenters")[1]));
        Assert.Equal("""{"chips":12,"racks":3,"dataCenters":2}""", Compact(root.GetProperty("fleet")));
        Assert.Equal("south, old", root.GetProperty("dataCenters")[1].GetProperty("name").GetString());
    }

    [Fact]
    public async Task RunSummary_EnergyThatIsInNoPart_IsAFault()
    {
        using var recorder = new ResultRecorder(SampleRun.Labels);
        SampleRun.RecordAll(recorder);
        var (north, south) = (SampleRun.Outcome.Accounts[0], SampleRun.Outcome.Accounts[1]);

        var fault = await Assert.ThrowsAsync<SimulationFaultException>(() => recorder.FinishAsync(
            SampleRun.Outcome with { Accounts = [north, south with { ItEnergy = south.ItEnergy + new Joules(1) }] }, SampleRun.Performance));

        Assert.Equal(
            "Data center south, old drew 3600000000000001 nJ; its chips, hosts, network and racks add up to 3600000000000000.", fault.Message);
    }

    [Fact]
    public async Task RunSummary_Json_HasTheDocumentedKeysInOrder()
    {
        using var document = JsonDocument.Parse(ResultJson.Write(await SummarizeSampleAsync()));
        Assert.Equal(
            "resultHash scenarioHash scenario seed version complete endSeconds fleet " +
            "jobs chipTime failures goodput energy carbon cost dataCenters",
            Keys(document.RootElement));
        var dataCenter = document.RootElement.GetProperty("dataCenters")[0];
        Assert.Equal("name chipType chips racks jobs chipTime failures goodput energy carbon cost power", Keys(dataCenter));
        Assert.Equal(
            "productiveChipSeconds lostWorkChipSeconds detectionChipSeconds restartChipSeconds checkpointChipSeconds " +
            "slowedChipSeconds awaitingChipSeconds waitingChipSeconds ettr goodputOfHeld goodputOfFleet wastedKilowattHours interruptions bySize",
            Keys(dataCenter.GetProperty("goodput")));
        Assert.Equal(
            "minChips maxChips jobs interruptions meanTimeToFailureSeconds",
            Keys(dataCenter.GetProperty("goodput").GetProperty("bySize")[0]));
        Assert.Equal("chips hosts network racks conversionLoss cooling", Keys(dataCenter.GetProperty("energy").GetProperty("parts")));
        Assert.Equal("kilowattHours femtojoules", Keys(dataCenter.GetProperty("energy").GetProperty("parts").GetProperty("chips")));
        Assert.Equal("count byCause jobsHit lostChipSeconds repairs evictedHosts byDomain", Keys(dataCenter.GetProperty("failures")));
        Assert.Equal(
            "count meanTimeToRepairSeconds downChipSeconds availability",
            Keys(dataCenter.GetProperty("failures").GetProperty("byDomain").GetProperty("chip")));
    }

    [Fact]
    public void RunPerformance_Json_HasTheDocumentedKeysInOrder()
    {
        using var document = JsonDocument.Parse(ResultJson.Write(SampleRun.Performance));
        Assert.Equal(
            "engine wallSeconds activationSeconds playSeconds settleSeconds cpuSeconds events eventsPerSecond chipStateChanges " +
            "chipStateChangesPerSecond grainCalls grainCallsPerSecond windows peakMemoryBytes simulatedSeconds " +
            "simulatedPerWallSecond machine",
            Keys(document.RootElement));
        Assert.Equal("fleet dataCenter rack chip total", Keys(document.RootElement.GetProperty("grainCalls")));
        Assert.Equal(10, document.RootElement.GetProperty("grainCalls").GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task RunSummary_NothingHappened_HasNoMeans()
    {
        using var recorder = new ResultRecorder(SampleRun.Labels);
        var account = new DataCenterAccount(0, 0, 0, 0, 0, 0, default, default, default, 0);
        var summary = await recorder.FinishAsync(
            SampleRun.Outcome with
            {
                End = VirtualTime.Zero,
                Accounts = [account, account with { DataCenter = 1 }],
                Submitted = [0, 0],
            },
            SampleRun.Performance);

        Assert.Null(summary.Jobs.MeanWaitSeconds);
        Assert.Null(summary.Jobs.MedianWaitSeconds);
        Assert.Null(summary.Jobs.P95WaitSeconds);
        Assert.Null(summary.Jobs.P99WaitSeconds);
        Assert.Null(summary.Jobs.MaxWaitSeconds);
        Assert.Null(summary.Jobs.MeanJctSeconds);
        Assert.Null(summary.Jobs.MakespanSeconds);
        Assert.Null(summary.ChipTime.Utilization);
        Assert.Null(summary.Energy.MeanItKilowatts);
        Assert.All(summary.DataCenters, each => Assert.Equal(
            (null, null, null), (each.Power.LowestItKilowatts, each.Power.MeanFacilityKilowatts, each.Power.HighestFacilityKilowatts)));
        Assert.Empty(summary.Failures.ByCause);
        Assert.Empty(summary.Failures.ByDomain);
        Assert.Equal(
            (null, null, null), (summary.Goodput.Ettr, summary.Goodput.GoodputOfHeld, summary.Goodput.GoodputOfFleet));
        Assert.Empty(summary.Goodput.BySize);
    }

    [Theory]
    [InlineData(100, 200, "0.0002")]
    [InlineData(200, 300, "0.0002")]
    [InlineData(200, 302, "0.0003")]
    [InlineData(5_010_000_000, 5_010_000_000, "5010")]
    public async Task MeanWait_HalfADigit_RoundsToEvenAndDropsZeros(long first, long second, string expected)
    {
        var summary = await SummarizeAsync([JobThatWaited(first), JobThatWaited(second)]);
        Assert.Equal(expected, summary.Jobs.MeanWaitSeconds!.Value.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task RunSummary_AnyJobs_AgreesWithNaiveRecomputation()
    {
        var job =
            from dataCenter in Gen.Int[0, 1]
            from state in Gen.Enum<JobState>()
            from chips in Gen.Int[1, 8]
            from submit in Gen.Long[0, 10_000_000_000]
            from wait in Gen.OneOf(Gen.Long[0, 3], Gen.Long[0, 100_000_000_000])
            from held in Gen.Long[0, 10_000_000_000]
            from restarts in Gen.Int[0, 3]
            select new JobRecord(
                new(0, 0, 0, "j", dataCenter, chips, new(submit), new(held)),
                dataCenter,
                state,
                state is JobState.Queued or JobState.Rejected ? null : new(submit + wait),
                state is JobState.Queued or JobState.Running ? null : new(submit + wait + held),
                restarts,
                new(held),
                new(held / 3),
                new(held))
            {
                Site = dataCenter == 1 ? default(SiteTotals) : null,
            };
        await job.Array[0, 250].SampleAsync(async jobs =>
        {
            var summary = await SummarizeAsync(jobs);
            AssertAgrees(jobs, summary.Jobs);
            AssertAgrees([.. jobs.Where(one => one.DataCenter == 0)], summary.DataCenters[0].Jobs);
            AssertAgrees([.. jobs.Where(one => one.DataCenter == 1)], summary.DataCenters[1].Jobs);
        }, iter: 200);
    }

    private static void AssertAgrees(JobRecord[] jobs, JobsSummary summary)
    {
        decimal[] waits = [.. jobs.Where(job => job.FirstStart is not null)
            .Select(job => (job.FirstStart!.Value - job.Arrival.Submit).Microseconds / 1_000_000m).Order()];
        JobRecord[] completed = [.. jobs.Where(job => job.State == JobState.Completed)];
        decimal[] ends = [.. completed.Select(job => job.End!.Value.Microseconds / 1_000_000m)];
        Assert.Equal(jobs.Length, summary.Submitted);
        Assert.Equal(summary.Submitted, summary.Completed + summary.Failed + summary.Queued + summary.Running);
        Assert.Equal(jobs.Count(job => job.State == JobState.Rejected), summary.Rejected);
        Assert.Equal(jobs.Sum(job => job.Restarts), summary.Restarts);
        Assert.Equal(jobs.Sum(job => job.Arrival.Chips * (job.Held.Microseconds / 1_000_000m)), summary.ChipSeconds);
        Assert.Equal(jobs.Sum(job => job.Arrival.Chips * (job.Lost.Microseconds / 1_000_000m)), summary.LostChipSeconds);
        Assert.Equal(Mean(waits), summary.MeanWaitSeconds);
        Assert.Equal(Percentile(0.5m), summary.MedianWaitSeconds);
        Assert.Equal(Percentile(0.95m), summary.P95WaitSeconds);
        Assert.Equal(Percentile(0.99m), summary.P99WaitSeconds);
        Assert.Equal(waits.Length == 0 ? null : waits[^1], summary.MaxWaitSeconds);
        Assert.Equal(
            Mean([.. completed.Select(job => (job.End!.Value - job.Arrival.Submit).Microseconds / 1_000_000m)]),
            summary.MeanJctSeconds);
        Assert.Equal(
            completed.Length == 0 ? null : ends.Max() - jobs.Min(job => job.Arrival.Submit.Microseconds / 1_000_000m),
            summary.MakespanSeconds);

        decimal? Percentile(decimal share) => waits.Length == 0 ? null : waits[(int)Math.Floor(share * (waits.Length - 1))];
    }

    private static decimal? Mean(decimal[] values) =>
        values.Length == 0 ? null : decimal.Round(values.Sum() / values.Length, 4, MidpointRounding.ToEven);

    private static JobRecord JobThatWaited(long microseconds) =>
        SampleRun.Jobs[2] with
        {
            FirstStart = SampleRun.Jobs[2].Arrival.Submit + new VirtualDuration(microseconds),
        };

    private static async Task<RunSummary> SummarizeSampleAsync()
    {
        using var recorder = new ResultRecorder(SampleRun.Labels);
        SampleRun.RecordAll(recorder);
        return await recorder.FinishAsync(SampleRun.Outcome, SampleRun.Performance);
    }

    private static async Task<RunSummary> SummarizeAsync(JobRecord[] jobs)
    {
        using var recorder = new ResultRecorder(SampleRun.Labels);
        Array.ForEach(jobs, recorder.Record);
        long[] submitted = [.. Enumerable.Range(0, 2).Select(index => jobs.LongCount(job => job.DataCenter == index))];
        return await recorder.FinishAsync(SampleRun.Outcome with { Submitted = submitted }, SampleRun.Performance);
    }

    /// <summary>One line, broken before means: the golden texts above stay within the margin.</summary>
    private static IEnumerable<decimal> PartsOf(JsonElement dataCenter) =>
        dataCenter.GetProperty("energy").GetProperty("parts").EnumerateObject().Select(part => part.Value.GetProperty("kilowattHours").GetDecimal());

    private static string Compact(JsonElement element) =>
        JsonSerializer.Serialize(element).Replace(",\"mean", ",\n\"mean", StringComparison.Ordinal);

    private static string Keys(JsonElement element) =>
        string.Join(' ', element.EnumerateObject().Select(property => property.Name));
}
