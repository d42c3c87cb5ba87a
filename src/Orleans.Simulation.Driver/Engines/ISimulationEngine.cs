using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Driver.Engines;

/// <summary>Carries messages between the processes of a fleet. What the processes do, and so every result, is the same.</summary>
public interface ISimulationEngine
{
    /// <summary>Name on the command line and in <c>performance.json</c>.</summary>
    string Name { get; }

    /// <summary>Makes the fleet with everything in it.</summary>
    /// <param name="plan">The fleet.</param>
    /// <param name="cancellation">Stops waiting; the engine is of no use afterwards.</param>
    Task BeginAsync(FleetPlan plan, CancellationToken cancellation);

    /// <summary>Plays a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="next">
    /// The window after it, which is played next: data centers may begin it while others are still at this one, so that nothing can be
    /// saved or settled before it is played too. Default: null, they do not.
    /// </param>
    Task<FleetReply> AdvanceAsync(FleetWindow window, FleetWindow? next = null);

    /// <summary>Closes the books of some racks of a data center and of their chips. Each rack is settled once, in order.</summary>
    /// <remarks>One call of a data center at a time; calls of different ones overlap.</remarks>
    /// <param name="dataCenter">Index of the data center.</param>
    /// <param name="firstRack">Index of the first rack.</param>
    /// <param name="racks">Number of racks.</param>
    /// <param name="time">End of the run; everything up to and including it has happened.</param>
    Task<IReadOnlyList<RackAccount>> SettleAsync(int dataCenter, int firstRack, int racks, VirtualTime time);

    /// <summary>Closes the books of a data center after those of all its racks.</summary>
    Task<DataCenterClosing> FinishAsync(int dataCenter, VirtualTime time);

    /// <summary>Saves some racks of a data center and their chips between two windows. Each rack is saved once, in order.</summary>
    /// <param name="dataCenter">Index of the data center.</param>
    /// <param name="firstRack">Index of the first rack.</param>
    /// <param name="racks">Number of racks.</param>
    /// <param name="time">Last instant of the window that was played.</param>
    /// <returns>For each rack a <see cref="RackSnapshot"/> as bytes: the same ones for any engine, any silos, any windows.</returns>
    Task<IReadOnlyList<byte[]>> SaveRacksAsync(int dataCenter, int firstRack, int racks, VirtualTime time);

    /// <summary>Saves a data center after all its racks.</summary>
    /// <returns>A <see cref="DataCenterSnapshot"/> as bytes.</returns>
    Task<byte[]> SaveDataCenterAsync(int dataCenter);

    /// <summary>Saves the fleet.</summary>
    /// <returns>A <see cref="FleetSnapshot"/> as bytes.</returns>
    Task<byte[]> SaveFleetAsync();

    /// <summary>Makes fleet and data centers as they were saved; their racks come next, with <see cref="RestoreRacksAsync"/>.</summary>
    /// <param name="plan">The fleet.</param>
    /// <param name="fleet">What was saved of the fleet.</param>
    /// <param name="dataCenters">What was saved of each data center, in index order.</param>
    /// <param name="cancellation">Stops waiting; the engine is of no use afterwards.</param>
    Task RestoreAsync(
        FleetPlan plan, byte[] fleet, IReadOnlyList<byte[]> dataCenters, CancellationToken cancellation);

    /// <summary>Makes racks and their chips as they were saved. All racks must be restored, each once, before a window is played.</summary>
    /// <param name="dataCenter">Index of the data center.</param>
    /// <param name="firstRack">Index of the first rack.</param>
    /// <param name="racks">What was saved of each rack, in order.</param>
    Task RestoreRacksAsync(int dataCenter, int firstRack, IReadOnlyList<byte[]> racks);
}
