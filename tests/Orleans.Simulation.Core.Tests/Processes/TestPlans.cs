using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Core.Tests.Processes;

/// <summary>Plans and jobs in their plainest form; tests change what they are about.</summary>
internal static class TestPlans
{
    public static readonly ChipModel Chip = new(
        "test",
        Watts.FromWatts(100),
        Watts.FromWatts(700),
        Watts.FromWatts(50),
        VirtualDuration.Zero,
        [new("memory", 3), new("link", 1)]);

    public static DataCenterPlan DataCenter(int chips, int chipsPerRack, int chipsPerHost) => new(
        0,
        "site",
        0,
        new DataCenterTopology(chips, chipsPerRack, chipsPerHost),
        Chip,
        Watts.FromWatts(300),
        Watts.FromWatts(1000),
        SitePlan.Plain,
        new SchedulingPolicy(QueueOrder.Fifo, PlacementPolicy.Pool, VirtualDuration.Zero),
        new FailurePolicy(
            Enabled: false,
            VirtualDuration.Zero,
            VirtualDuration.Zero,
            VirtualDuration.Zero,
            VirtualDuration.Zero,
            FailurePolicy.NoLimit),
        VirtualDuration.FromHours(1),
        Seed: 1);

    public static RackPlan Rack(int chips, VirtualDuration meanTimeToFailure, ulong seed = 1) => new(
        "site", 3, chips, 1000, Chip with { MeanTimeToFailure = meanTimeToFailure }, Watts.FromWatts(2000), ChipsFail: true, seed);

    /// <summary>An outage of neighbouring hosts, in seconds.</summary>
    public static PlannedOutage Outage(long start, long duration, int host, int hosts = 1) =>
        new(VirtualTime.FromSeconds(start), VirtualDuration.FromSeconds(duration), Cause: 0, new(host, 1, hosts));

    public static JobArrival Job(int number, VirtualTime submit, int chips, VirtualDuration work) =>
        new(number, 0, number, $"job-{number}", JobArrival.AnyDataCenter, chips, submit, work);

    public static JobArrival Job(int number, long submit, int chips, long work) =>
        Job(number, VirtualTime.FromSeconds(submit), chips, VirtualDuration.FromSeconds(work));
}
