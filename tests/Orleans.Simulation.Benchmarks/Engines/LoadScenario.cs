using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Reporting;

namespace Orleans.Simulation.Benchmarks.Engines;

/// <summary>The loads that engines are compared on: two data centers of 64-chip racks at 90 % of their chips.</summary>
internal static class LoadScenario
{
    private const int ChipsPerRack = 64;
    private const int ChipsPerHost = 16;
    private const double Load = 0.9;
    private const ulong Seed = 1;

    /// <summary>Jobs of 8 to 256 chips for about a minute: every chip changes its state all the time.</summary>
    public static RunSpecification Dense(int chips, VirtualDuration duration) => Make(
        "dense",
        chips,
        duration,
        VirtualDuration.FromSeconds(60),
        [8, 16, 64, 256]);

    /// <summary>Jobs of 64 to 4,096 chips for about four hours: hardly anything happens to a chip.</summary>
    public static RunSpecification Sparse(int chips, VirtualDuration duration) => Make(
        "sparse",
        chips,
        duration,
        VirtualDuration.FromHours(4),
        [.. new[] { 64, 256, 1024, 4096 }.Where(size => size <= chips / 2)]);

    private static RunSpecification Make(
        string name, int chips, VirtualDuration duration, VirtualDuration work, IReadOnlyList<int> sizes)
    {
        var half = chips / 2;
        var plan = new FleetPlan([Plan(0, half), Plan(1, half)], VirtualTime.Zero + duration);
        var meanWork = work.Microseconds * sizes.Average();
        var source = new GeneratorSource(
            "jobs",
            JobArrival.AnyDataCenter,
            new((long)(meanWork / (Load * chips))),
            [.. Enumerable.Repeat(1L, 24)],
            [.. sizes.Select(size => new JobSizeClass(size, 1, work, 0.3))],
            VirtualDuration.FromSeconds(1),
            work * 10,
            VirtualTime.Zero,
            plan.End,
            RandomPurpose.Workload,
            Seed);
        return new(plan, [source], new ScenarioFacts(name, string.Empty, Seed, string.Empty));
    }

    private static DataCenterPlan Plan(int index, int chips) => new(
        index,
        $"site-{index}",
        (long)index * chips,
        new DataCenterTopology(chips, ChipsPerRack, ChipsPerHost),
        new ChipModel(
            "chip",
            Watts.FromWatts(100),
            Watts.FromWatts(500),
            Watts.FromWatts(50),
            VirtualDuration.FromHours(50_000),
            [new FailureCause("chip", 1)]),
        Watts.FromWatts(3000),
        Watts.FromWatts(1000),
        DataCenterPlan.PueUnit,
        new SchedulingPolicy(QueueOrder.Fifo, PlacementPolicy.Racks, VirtualDuration.Zero),
        new FailurePolicy(
            Enabled: true,
            VirtualDuration.FromMinutes(5),
            VirtualDuration.FromHours(4),
            VirtualDuration.FromMinutes(5),
            VirtualDuration.FromMinutes(30),
            FailurePolicy.NoLimit),
        VirtualDuration.FromMinutes(1),
        Seed);
}
