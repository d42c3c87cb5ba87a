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
using Orleans.Simulation.Verification.Schedules;

namespace Orleans.Simulation.Driver.Tests.Conformance;

/// <summary>A real trace gets exactly the schedule that an independent reference gives it.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ConformanceTests(ClusterSet clusters)
{
    private const int Reference = 0;

    private static readonly DataCenterTopology Room = new(ReferenceSchedule.Chips, 32, 8);

    [SkippableTheory]
    [InlineData(QueueOrder.Fifo, Reference)]
    [InlineData(QueueOrder.Fifo, 1)]
    [InlineData(QueueOrder.Fifo, 2)]
    [InlineData(QueueOrder.Sjf, Reference)]
    [InlineData(QueueOrder.Sjf, 1)]
    public async Task Room_OfTwelveHosts_StartsEveryJobAtTheExactSecond(QueueOrder order, int silos)
    {
        var schedule = order == QueueOrder.Fifo ? ReferenceSchedule.NodesFifo : ReferenceSchedule.NodesSjf;
        var expected = schedule.ReadStarts(SharedFolder.With([.. schedule.FilesIn(string.Empty)]))!;

        var (starts, summary) = await PlayAsync(order, PlacementPolicy.Nodes, silos);

        Assert.Equal(ReferenceSchedule.Jobs, expected.Count);
        AssertSameStarts(expected, starts);
        AssertTotals(schedule, summary);
    }

    [SkippableTheory]
    [InlineData(Reference)]
    [InlineData(1)]
    public async Task Pool_Fifo_StartsEveryJobAtTheExactSecond(int silos)
    {
        var schedule = ReferenceSchedule.PoolFifo;
        var expected = schedule.ReadStarts(SharedFolder.With([.. schedule.FilesIn(string.Empty)]))!;

        var (starts, summary) = await PlayAsync(QueueOrder.Fifo, PlacementPolicy.Pool, silos);

        AssertSameStarts(expected, starts);
        AssertTotals(schedule, summary);
    }

    [SkippableTheory]
    [InlineData(Reference)]
    [InlineData(1)]
    public async Task Pool_Sjf_HasTheTotalsOfTheReference(int silos)
    {
        var (_, summary) = await PlayAsync(QueueOrder.Sjf, PlacementPolicy.Pool, silos);

        AssertTotals(ReferenceSchedule.PoolSjf, summary);
    }

    private static string TraceFile() =>
        ReferenceSchedule.TraceIn(SharedFolder.With(ReferenceSchedule.TraceIn(string.Empty)));

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
        return (ReferenceSchedule.ReadStarts(scratch.At("results", "jobs.csv"), rowColumn: 0, startColumn: 3), played.Summary);
    }

    private static void AssertSameStarts(IReadOnlyDictionary<long, long> expected, Dictionary<long, long> actual)
    {
        var wrong = expected
            .Where(start => actual.GetValueOrDefault(start.Key, -1) != start.Value)
            .OrderBy(start => start.Key)
            .Select(start => $"row {start.Key}: {actual.GetValueOrDefault(start.Key, -1)} instead of {start.Value}")
            .ToArray();
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {expected.Count} starts differ, first {wrong.FirstOrDefault()}");
        Assert.Equal(expected.Count, actual.Count);
    }

    private static void AssertTotals(ReferenceSchedule schedule, RunSummary summary)
    {
        var jobs = summary.Jobs;
        Assert.Equal(ReferenceSchedule.Jobs, jobs.Completed);
        Assert.Equal(ReferenceSchedule.Jobs, jobs.Submitted);
        Assert.Equal(schedule.Totals.MeanWait, jobs.MeanWaitSeconds);
        Assert.Equal(schedule.Totals.P99Wait, jobs.P99WaitSeconds);
        Assert.Equal(schedule.Totals.MaxWait, jobs.MaxWaitSeconds);
        Assert.Equal(schedule.Totals.MeanJct, jobs.MeanJctSeconds);
        Assert.Equal(schedule.Totals.Makespan, jobs.MakespanSeconds);
        Assert.Equal(ReferenceSchedule.ChipSeconds, jobs.ChipSeconds);
        Assert.Equal(ReferenceSchedule.ChipSeconds, summary.ChipTime.BusyChipSeconds);
    }
}
