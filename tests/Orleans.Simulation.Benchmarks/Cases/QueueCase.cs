using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>
/// What a job costs when many wait: all are submitted at once to a small fleet, which then works them off. It should not
/// depend on their number, apart from the logarithm of a heap.
/// </summary>
internal sealed class QueueCase : IBenchmarkCase
{
    private const double Microseconds = 1e6;
    private const int Sizes = 5;
    private const int RunTimes = 3_600;

    // Run times in mixed order, so that the shortest job is not the one that came first.
    private const int RunTimeStep = 1_223;

    public string Name => "queue";

    public string Title => "what a job costs with many waiting, reference engine";

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        int[] lengths = scale.Of<int[]>(full: [1_000, 10_000, 100_000], quick: [500, 5_000]);
        foreach (var order in Enum.GetValues<QueueOrder>())
        {
            var name = order.ToString().ToLowerInvariant();
            var costs = await CompareAsync(order, lengths, scale.Of(full: 5, quick: 1));
            for (var index = 0; index < lengths.Length; index++)
            {
                figures.Add($"{name}, {lengths[index]:N0} waiting", costs[index] * Microseconds, "us/job");
            }

            figures.Add($"{name}, {lengths[^1]:N0} : {lengths[0]:N0} waiting", costs[^1] / costs[0], "ratio");
        }
    }

    /// <summary>Median cost of a job by the length of the queue; short queues are worked off often, for as many jobs.</summary>
    private static async Task<double[]> CompareAsync(QueueOrder order, int[] lengths, int turns)
    {
        // The first turn is for the compiler.
        var costs = lengths.Select(_ => new List<double>()).ToArray();
        for (var turn = 0; turn <= turns; turn++)
        {
            for (var index = 0; index < lengths.Length; index++)
            {
                GC.Collect();
                var (seconds, rounds) = (0.0, lengths[^1] / lengths[index]);
                for (var round = 0; round < rounds; round++)
                {
                    seconds += await DrainAsync(order, lengths[index]);
                }

                costs[index].Add(seconds / rounds / lengths[index]);
            }
        }

        return [.. costs.Select(each => Median.Of(each.Skip(1), cost => cost))];
    }

    /// <summary>Submits jobs at once and plays until all are done.</summary>
    /// <returns>Seconds that it took.</returns>
    private static async Task<double> DrainAsync(QueueOrder order, int jobs)
    {
        var fleet = new FleetShape(1, 256)
        {
            Order = order,
            MeanTimeToFailure = VirtualDuration.Zero,
            SampleInterval = VirtualDuration.FromHours(1),
        };
        var engine = new ReferenceEngine();
        await engine.BeginAsync(fleet.Plan(VirtualTime.Never, LoadScenarios.Seed), CancellationToken.None);
        var arrivals = Enumerable.Range(0, jobs).Select(Job).ToArray();
        var (submitted, submission) = await Cost.MeasureAsync(
            () => engine.AdvanceAsync(new(new VirtualTime(1), arrivals, IsLastArrival: true)));
        var (drained, draining) = await Cost.MeasureAsync(
            () => engine.AdvanceAsync(new FleetWindow(VirtualTime.Never, [], IsLastArrival: true)));
        if (submitted.Loads[0].QueuedJobs < jobs - fleet.Chips || submitted.Ended.Count + drained.Ended.Count != jobs)
        {
            throw new InvalidOperationException($"{jobs} jobs did not wait at once, or were not all worked off");
        }

        return submission.Wall + draining.Wall;
    }

    private static JobArrival Job(int number) => new(
        number,
        Source: 0,
        number,
        "job",
        JobArrival.AnyDataCenter,
        Chips: 1 << (number % Sizes),
        VirtualTime.Zero,
        VirtualDuration.FromSeconds(1 + ((long)number * RunTimeStep % RunTimes)));
}
