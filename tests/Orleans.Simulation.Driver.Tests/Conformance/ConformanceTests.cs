using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Grains.Tests.Clusters;
using Orleans.Simulation.Reporting.Folders;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Driver.Tests.Conformance;

/// <summary>A real trace gets exactly the schedule that an independent reference gives it.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ConformanceTests(ClusterSet clusters)
{
    private const int Reference = 0;

    private const int Jobs = 5_778;

    private static readonly DataCenterTopology Room = new(96, 32, 8);

    [SkippableTheory]
    [InlineData(QueueOrder.Fifo, "cluster02_nodes12x8_fifo.csv", Reference)]
    [InlineData(QueueOrder.Fifo, "cluster02_nodes12x8_fifo.csv", 1)]
    [InlineData(QueueOrder.Fifo, "cluster02_nodes12x8_fifo.csv", 2)]
    [InlineData(QueueOrder.Sjf, "cluster02_nodes12x8_sjf.csv", Reference)]
    [InlineData(QueueOrder.Sjf, "cluster02_nodes12x8_sjf.csv", 1)]
    public async Task Room_OfTwelveHosts_StartsEveryJobAtTheExactSecond(QueueOrder order, string file, int silos)
    {
        var expected = ReadStarts(SharedFolder.File("conformance", file), rowColumn: 0, startColumn: 1);

        var (starts, summary) = await PlayAsync(order, PlacementPolicy.Nodes, silos);

        Assert.Equal(Jobs, expected.Count);
        AssertSameStarts(expected, starts);
        AssertTotals(
            summary,
            order == QueueOrder.Fifo
                ? (574955.4948m, 1382055, 1428249, 597925.0412m, 6559769)
                : (21209.2819m, 241109, 3415643, 44178.8283m, 6994195));
    }

    [SkippableTheory]
    [InlineData(Reference)]
    [InlineData(1)]
    public async Task Pool_Fifo_StartsEveryJobAtTheExactSecond(int silos)
    {
        var trace = File.ReadLines(TraceFile()).Skip(1).Select(line => line.Split(',')).ToArray();
        var expected = PoolFifo.Starts(
            Room.Chips, [.. trace.Select(cells => (long.Parse(cells[1]), long.Parse(cells[2]), int.Parse(cells[3])))]);

        var (starts, summary) = await PlayAsync(QueueOrder.Fifo, PlacementPolicy.Pool, silos);

        AssertSameStarts(expected.Index().ToDictionary(start => (long)start.Index, start => start.Item), starts);
        AssertTotals(summary, (475341.4855m, 1032899, 1076583, 498311.0318m, 6213135));
    }

    [SkippableTheory]
    [InlineData(Reference)]
    [InlineData(1)]
    public async Task Pool_Sjf_HasTheTotalsOfTheReference(int silos)
    {
        var (_, summary) = await PlayAsync(QueueOrder.Sjf, PlacementPolicy.Pool, silos);

        AssertTotals(summary, (28423.6945m, 599365, 2022699, 51393.2409m, 6580945));
    }

    private static string TraceFile() => SharedFolder.File("traces", "training", "itp", "cluster02.csv");

    private async Task<(Dictionary<long, long> Starts, RunSummary Summary)> PlayAsync(
        QueueOrder order, PlacementPolicy placement, int silos)
    {
        var trace = new TraceSource(
            "trace", JobArrival.AnyDataCenter, TraceFile(), "itp", Shift: default, TraceSource.TimeScaleUnit);
        var fleet = Plans.Fleet([Room], new SchedulingPolicy(order, placement, Interval: default));
        ISimulationEngine engine = silos == Reference
            ? new ReferenceEngine()
            : Played.EngineOn(await clusters.OfAsync(silos));
        using var scratch = new ScratchFolder();
        using var folder = ResultFolder.Create(scratch.At("results"));
        var windows = PlaybackOptions.Default with { Window = VirtualDuration.FromHours(24) };
        var played = await Played.OnAsync(engine, Played.Specification(fleet, trace), windows, folder: folder);
        return (ReadStarts(scratch.At("results", "jobs.csv"), rowColumn: 0, startColumn: 3), played.Summary);
    }

    private static Dictionary<long, long> ReadStarts(string file, int rowColumn, int startColumn) =>
        File.ReadLines(file)
            .Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(cells => long.Parse(cells[rowColumn]), cells => long.Parse(cells[startColumn]));

    private static void AssertSameStarts(Dictionary<long, long> expected, Dictionary<long, long> actual)
    {
        var wrong = expected
            .Where(start => actual.GetValueOrDefault(start.Key, -1) != start.Value)
            .OrderBy(start => start.Key)
            .Select(start => $"row {start.Key}: {actual.GetValueOrDefault(start.Key, -1)} instead of {start.Value}")
            .ToArray();
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {expected.Count} starts differ, first {wrong.FirstOrDefault()}");
        Assert.Equal(expected.Count, actual.Count);
    }

    private static void AssertTotals(
        RunSummary summary, (decimal MeanWait, decimal P99Wait, decimal MaxWait, decimal MeanJct, decimal Makespan) expected)
    {
        var jobs = summary.Jobs;
        Assert.Equal(Jobs, jobs.Completed);
        Assert.Equal(Jobs, jobs.Submitted);
        Assert.Equal(expected.MeanWait, jobs.MeanWaitSeconds);
        Assert.Equal(expected.P99Wait, jobs.P99WaitSeconds);
        Assert.Equal(expected.MaxWait, jobs.MaxWaitSeconds);
        Assert.Equal(expected.MeanJct, jobs.MeanJctSeconds);
        Assert.Equal(expected.Makespan, jobs.MakespanSeconds);
        Assert.Equal(445_494_106, jobs.ChipSeconds);
        Assert.Equal(445_494_106, summary.ChipTime.BusyChipSeconds);
    }
}
