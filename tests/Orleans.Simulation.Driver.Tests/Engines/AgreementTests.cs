using CsCheck;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Grains.Tests.Clusters;

namespace Orleans.Simulation.Driver.Tests.Engines;

/// <summary>Whatever the scenario, actors agree with plain loops.</summary>
[Collection(ClusterCollection.Name)]
public sealed class AgreementTests(ClusterSet clusters)
{
    private const int Cases = 60;

    private static readonly Gen<DataCenterTopology> GenTopology = Gen.Select(
        Gen.OneOf((8, 4), (6, 3), (16, 8), (4, 4), (70, 10), (5, 1)),
        Gen.Int[1, 60],
        (rack, chips) => new DataCenterTopology(chips, rack.Item1, rack.Item2));

    private static readonly Gen<SchedulingPolicy> GenScheduling = Gen.Select(
        Gen.Enum<QueueOrder>(),
        Gen.Enum<PlacementPolicy>(),
        Gen.OneOf(0L, 1, 30_000_000, 47_000_001),
        (order, placement, interval) => new SchedulingPolicy(order, placement, new(interval)));

    private static readonly Gen<FailurePolicy> GenFailures = Gen.Select(
        Gen.Bool,
        Gen.OneOf(0L, 1, 15, 60),
        Gen.OneOf(0L, 200, 1_000),
        Gen.OneOf(0L, 7, 60),
        Gen.OneOf(0L, 40, 300),
        Gen.Int[0, 4],
        (enabled, detection, repair, restart, checkpoint, restarts) => new FailurePolicy(
            enabled, Seconds(detection), Seconds(repair), Seconds(restart), Seconds(checkpoint), restarts));

    private static readonly Gen<RunSpecification> GenSpecification = Gen.Select(
        GenTopology.Array[1, 3],
        GenScheduling,
        GenFailures,
        Gen.OneOf(300L, 2_000, 20_000),
        Gen.OneOf(0L, 1, 900, 2_500),
        Gen.Select(Gen.Long[8, 60], Gen.OneOf(0L, 20, 200), Gen.Int[1, 70].Array[1, 4], Gen.Bool, Gen.ULong),
        (topologies, scheduling, failures, meanTimeToFailure, end, work) =>
        {
            var (gap, runTime, sizes, pinned, seed) = work;
            var fleet = Plans.Fleet(topologies, scheduling, failures, Seconds(meanTimeToFailure), seed: seed);
            fleet = end == 0 ? WithoutEnd(fleet) : fleet with { End = VirtualTime.FromSeconds(end) };
            var target = pinned ? topologies.Length - 1 : JobArrival.AnyDataCenter;
            var lastArrival = VirtualTime.FromSeconds(1_500);
            return Played.Specification(
                fleet,
                Workloads.Jobs(0, Seconds(gap), Seconds(runTime), lastArrival, sizes, seed: seed),
                Workloads.Jobs(1, Seconds(100), Seconds(50), lastArrival, [2], target, seed));
        });

    private static readonly Gen<PlaybackOptions> GenOptions = Gen.Select(
        Gen.OneOf(120L, 333, 3_600, 10_000_000),
        Gen.OneOf(1, 7, 10_000),
        (window, arrivals) => new PlaybackOptions(Seconds(window), arrivals));

    [Fact]
    public async Task Orleans_AnySmallScenario_GivesTheResultsOfTheReference()
    {
        var restarts = 0L;
        await Gen.Select(GenSpecification, GenOptions, Gen.Int[1, 3]).SampleAsync(
            async (specification, options, silos) =>
            {
                var cluster = await clusters.OfAsync(silos);
                var expected = await Played.OnAsync(engine: null, specification);
                var actual = await Played.OnAsync(Played.EngineOn(cluster), specification, options);
                Assert.Equal(expected.Hash, actual.Hash);
                restarts += actual.Summary.Jobs.Restarts;
            },
            iter: Cases,
            threads: 1,
            print: Print);

        Assert.True(restarts > 0, "no failure interrupted any job: the cases are too easy");
    }

    /// <summary>
    /// A job that needs all chips waits for an instant at which none has failed. Where that never comes, neither does the
    /// end of a run that waits for its jobs: chips fail seldom here and are soon repaired.
    /// </summary>
    private static FleetPlan WithoutEnd(FleetPlan fleet) => fleet with
    {
        DataCenters =
        [
            .. fleet.DataCenters.Select(plan => plan with
            {
                Chip = plan.Chip with { MeanTimeToFailure = Seconds(20_000) },
                Failures = plan.Failures with { Repair = VirtualDuration.Min(plan.Failures.Repair, Seconds(200)) },
            }),
        ],
    };

    private static string Print((RunSpecification Specification, PlaybackOptions Options, int Silos) sample)
    {
        var fleet = sample.Specification.Fleet;
        return $"{sample.Silos} silos, {sample.Options}, end {fleet.End}, {string.Join(", ", sample.Specification.Sources)}, "
            + string.Join(", ", fleet.DataCenters);
    }

    private static VirtualDuration Seconds(long seconds) => VirtualDuration.FromSeconds(seconds);
}
