using Orleans.Concurrency;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Grains.DataCenters;

/// <summary>A data center of the fleet. The fleet calls it window by window; it calls only its racks.</summary>
[Alias("ois.datacenter")]
public interface IDataCenterGrain : IGrainWithIntegerKey
{
    /// <summary>Makes the data center, its racks and its chips new.</summary>
    /// <returns>Chips that are ready.</returns>
    [Alias("begin"), ResponseTimeout(Timeouts.Window)]
    Task<int> Begin(CallStamp stamp, Immutable<DataCenterPlan> plan);

    /// <summary>Plays one window.</summary>
    [Alias("advance"), ResponseTimeout(Timeouts.Window)]
    Task<Immutable<DataCenterReply>> Advance(CallStamp stamp, Immutable<DataCenterWindow> window);

    /// <summary>Closes the books of some racks and their chips at the end of the run.</summary>
    [Alias("settle"), ResponseTimeout(Timeouts.Window)]
    Task<Immutable<IReadOnlyList<RackAccount>>> Settle(CallStamp stamp, int firstRack, int racks, VirtualTime end);

    /// <summary>Closes the data center's own books after all its racks', and compares them.</summary>
    [Alias("finish"), ResponseTimeout(Timeouts.Window)]
    Task<Immutable<DataCenterClosing>> Finish(CallStamp stamp, VirtualTime end);

    /// <summary>Saves some racks and their chips between two windows.</summary>
    [Alias("save-racks"), ResponseTimeout(Timeouts.Window)]
    Task<Immutable<IReadOnlyList<byte[]>>> SaveRacks(CallStamp stamp, int firstRack, int racks, VirtualTime time);

    /// <summary>Saves the data center after all its racks, and compares it with them.</summary>
    [Alias("save"), ResponseTimeout(Timeouts.Window)]
    Task<Immutable<byte[]>> Save(CallStamp stamp);

    /// <summary>Makes the data center as it was saved; its racks come next.</summary>
    [Alias("restore"), ResponseTimeout(Timeouts.Window)]
    Task Restore(CallStamp stamp, Immutable<DataCenterPlan> plan, Immutable<byte[]> saved);

    /// <summary>Makes some racks and their chips as they were saved.</summary>
    [Alias("restore-racks"), ResponseTimeout(Timeouts.Window)]
    Task RestoreRacks(CallStamp stamp, int firstRack, Immutable<IReadOnlyList<byte[]>> saved);
}
