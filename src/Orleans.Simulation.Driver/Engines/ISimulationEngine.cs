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
    Task<FleetReply> AdvanceAsync(FleetWindow window);

    /// <summary>Closes the books of some racks of a data center and of their chips. Each rack is settled once, in order.</summary>
    /// <param name="dataCenter">Index of the data center.</param>
    /// <param name="firstRack">Index of the first rack.</param>
    /// <param name="racks">Number of racks.</param>
    /// <param name="time">End of the run; everything up to and including it has happened.</param>
    Task<IReadOnlyList<RackAccount>> SettleAsync(int dataCenter, int firstRack, int racks, VirtualTime time);

    /// <summary>Closes the books of a data center after those of all its racks.</summary>
    Task<DataCenterClosing> FinishAsync(int dataCenter, VirtualTime time);
}
