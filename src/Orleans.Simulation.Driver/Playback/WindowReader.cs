using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Traces;

namespace Orleans.Simulation.Driver.Playback;

/// <summary>Cuts a run into windows: reads the arrivals of each.</summary>
/// <param name="arrivals">Jobs of all sources, in order.</param>
/// <param name="length">How long windows are.</param>
/// <param name="maxArrivals">Arrivals after which a window is cut short.</param>
/// <param name="lastSubmit">Jobs submitted later are not played.</param>
/// <param name="checkpoints">Windows end where the run is to be saved; null: it is not.</param>
internal sealed class WindowReader(
    ArrivalStream arrivals, WindowLength length, int maxArrivals, VirtualTime lastSubmit, RunCheckpoints? checkpoints)
{
    private VirtualTime _horizon = checkpoints?.Start?.Manifest.Horizon ?? VirtualTime.Zero;

    /// <summary>
    /// Reads the arrivals up to the next horizon, which comes sooner where many jobs arrive or the run is to be saved.
    /// </summary>
    /// <exception cref="Core.Validation.InvalidInputException">A trace cannot be read.</exception>
    public PlannedWindow Read()
    {
        _horizon = VirtualTime.Min(_horizon + length.Next, checkpoints?.NextAfter(_horizon) ?? VirtualTime.Never);
        var jobs = new List<JobArrival>();
        while (arrivals.NextSubmit < _horizon && arrivals.NextSubmit <= lastSubmit)
        {
            var isNewInstant = jobs.Count == 0 || arrivals.NextSubmit > jobs[^1].Submit;
            if (jobs.Count >= maxArrivals && isNewInstant)
            {
                _horizon = arrivals.NextSubmit;
                break;
            }

            arrivals.TryRead(out var job);
            jobs.Add(job!);
        }

        return new(new(_horizon, jobs, arrivals.NextSubmit.IsNever), arrivals.Count);
    }
}

/// <summary>A window that is to be played.</summary>
/// <param name="Window">The window.</param>
/// <param name="ArrivalsRead">Jobs that have been read from the sources up to its end.</param>
internal readonly record struct PlannedWindow(FleetWindow Window, int ArrivalsRead);
