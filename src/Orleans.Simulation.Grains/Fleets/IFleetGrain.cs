using Orleans.Concurrency;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Grains.Fleets;

/// <summary>The fleet of one run. The driver calls it window by window; it calls the data centers.</summary>
[Alias("ois.fleet")]
public interface IFleetGrain : IGrainWithIntegerKey
{
    /// <summary>Makes the fleet and everything in it new.</summary>
    /// <returns>Chips that are ready.</returns>
    [Alias("begin"), ResponseTimeout(Timeouts.Window)]
    Task<long> Begin(CallStamp stamp, Immutable<FleetPlan> plan);

    /// <summary>Plays one window in all data centers at once.</summary>
    [Alias("advance"), ResponseTimeout(Timeouts.Window)]
    Task<Immutable<FleetReply>> Advance(CallStamp stamp, Immutable<FleetWindow> window);
}
