using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Traces.Failures;

namespace Orleans.Simulation.Traces.Tests.Failures;

/// <summary>A task on a host that all outages hit: it loses all its work in each and begins anew after it.</summary>
internal static class RestartedTask
{
    public static VirtualTime End(IReadOnlyList<TraceOutage> outages, VirtualDuration work)
    {
        var begin = VirtualTime.Zero;
        foreach (var outage in outages.TakeWhile(outage => outage.Start < begin + work))
        {
            begin = VirtualTime.Max(begin, outage.Start + outage.Duration);
        }

        return begin + work;
    }
}
