using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Benchmarks.Playing;

/// <summary>Counts what happens to one job.</summary>
/// <param name="engine">The engine that plays it.</param>
/// <param name="number">Number of the job.</param>
internal sealed class WatchedJob(ISimulationEngine engine, int number) : EngineDecorator(engine)
{
    /// <summary>Failures that hit it.</summary>
    public int Hits { get; private set; }

    /// <summary>How often it started again, once the run is over.</summary>
    public int Restarts { get; private set; }

    public override async Task<FleetReply> AdvanceAsync(FleetWindow window, FleetWindow? next = null)
    {
        var reply = await base.AdvanceAsync(window, next);
        Count(reply.Failures, reply.Ended);
        return reply;
    }

    public override async Task<DataCenterClosing> FinishAsync(int dataCenter, VirtualTime time)
    {
        var closing = await base.FinishAsync(dataCenter, time);
        Count(closing.Unrepaired, closing.Unfinished);
        return closing;
    }

    private void Count(IReadOnlyList<FailureRecord> failures, IReadOnlyList<JobRecord> jobs)
    {
        Hits += failures.Count(failure => failure.Job == number);
        Restarts += jobs.FirstOrDefault(job => job.Arrival.Number == number)?.Restarts ?? 0;
    }
}
