using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;

namespace Orleans.Simulation.Traces.Tests;

/// <summary>Workload sources for tests.</summary>
internal static class Sources
{
    public static GeneratorSource Generator(string name, long days, long meanSeconds) => new(
        name,
        JobArrival.AnyDataCenter,
        VirtualDuration.FromSeconds(meanSeconds),
        [.. Enumerable.Range(0, 24).Select(hour => hour < 8 ? 1L : 3L)],
        [
            new JobSizeClass(1, 6, VirtualDuration.FromMinutes(30), 1.2),
            new JobSizeClass(8, 3, VirtualDuration.FromHours(2), 1.5),
            new JobSizeClass(64, 1, VirtualDuration.FromHours(5), 0.5),
        ],
        VirtualDuration.FromMinutes(1),
        VirtualDuration.FromHours(200),
        VirtualTime.Zero,
        VirtualTime.FromSeconds(86_400 * days),
        RandomPurpose.Workload,
        7);
}
