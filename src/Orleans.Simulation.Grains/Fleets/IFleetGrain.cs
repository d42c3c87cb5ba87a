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
    /// <param name="stamp">Stamp of the call.</param>
    /// <param name="window">The window.</param>
    /// <param name="next">The window after it, which data centers go on with that are done with this one; null: they wait.</param>
    [Alias("advance"), ResponseTimeout(Timeouts.Window)]
    Task<Immutable<FleetReply>> Advance(CallStamp stamp, Immutable<FleetWindow> window, Immutable<FleetWindow?> next);

    /// <summary>Saves the fleet between two windows.</summary>
    [Alias("save"), ResponseTimeout(Timeouts.Window)]
    Task<Immutable<byte[]>> Save(CallStamp stamp);

    /// <summary>Makes the fleet and its data centers as they were saved; the driver restores the racks itself.</summary>
    [Alias("restore"), ResponseTimeout(Timeouts.Window)]
    Task Restore(
        CallStamp stamp, Immutable<FleetPlan> plan, Immutable<byte[]> saved, Immutable<IReadOnlyList<byte[]>> dataCenters);
}
