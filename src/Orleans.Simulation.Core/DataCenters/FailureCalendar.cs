using Orleans.Simulation.Core.Events;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>When what a data center itself draws or knows beforehand strikes, and where.</summary>
/// <remarks>
/// The components of a cause are drawn together: the sum of their Poisson processes, of which each failure picks one.
/// </remarks>
internal sealed class FailureCalendar(DataCenterState state)
{
    private readonly DataCenterPlan _plan = state.Plan;

    /// <summary>Plans the first failures of a run.</summary>
    public void Begin()
    {
        foreach (var (index, cause) in _plan.Failures.Components.Index())
        {
            if (_plan.Failures.Enabled && cause.IsDrawnInDataCenter)
            {
                PlanNext(index, number: 0);
            }
        }

        PlanOutage(0);
    }

    /// <summary>Draws when the next failure of a cause strikes, counted from now.</summary>
    public void PlanNext(int cause, int number)
    {
        var count = Math.Max(1, state.Sites.CountOf(cause));
        var mean = new VirtualDuration(Math.Max(1, _plan.Failures.Components[cause].MeanTimeToFailure.Microseconds / count));
        var uniform = new RandomStream(_plan.Seed, RandomPurpose.SiteFailure).Uniform(Entity(cause), (uint)number);
        var time = state.Now + ExponentialDistribution.Draw(mean, uniform);
        state.AddEvent(time, EventClass.Outage, state.Sites.OfComponent(cause, 0), number);
    }

    /// <summary>Plans an outage that is known beforehand, if there are so many.</summary>
    public void PlanOutage(int index)
    {
        if (index < _plan.Outages.Count)
        {
            state.AddEvent(_plan.Outages[index].Start, EventClass.Outage, state.Sites.FirstOutage + index, 0);
        }
    }

    /// <summary>Draws which component a failure strikes and, for a burst, at which host first.</summary>
    public (int Site, int FirstHost) PlaceOf(int cause, int number)
    {
        var draw = new RandomStream(_plan.Seed, RandomPurpose.SiteFailurePlace).Draw(Entity(cause), (uint)number);
        var kind = _plan.Failures.Components[cause];

        // A burst begins where all its hosts exist; one that is larger than the data center hits it all.
        return kind.Domain == FailureDomain.Burst
            ? (state.Sites.OfComponent(cause, 0), Choose(draw, Math.Max(1, _plan.Topology.Hosts - kind.Hosts + 1)))
            : (state.Sites.OfComponent(cause, Choose(draw, state.Sites.CountOf(cause))), 0);
    }

    private long Entity(int cause) => ((long)_plan.Index << 32) | (uint)cause;

    private static int Choose(Philox4x32.Block draw, int count) =>
        (int)Math.BigMul(((ulong)draw.X0 << 32) | draw.X1, (ulong)count, out _);
}
