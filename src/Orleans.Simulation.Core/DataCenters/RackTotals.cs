using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Racks;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>Sum of the accounts of a data center's racks.</summary>
public sealed class RackTotals
{
    private Int128 _idle;
    private Int128 _busy;
    private Int128 _failed;
    private Joules _chipEnergy;
    private Joules _energy;

    /// <summary>Adds a rack.</summary>
    public void Add(RackAccount rack)
    {
        _idle += rack.Idle;
        _busy += rack.Busy;
        _failed += rack.Failed;
        _chipEnergy += rack.ChipEnergy;
        _energy += rack.Energy;
    }

    /// <summary>Adds a rack at a checkpoint.</summary>
    public void Add(RackSnapshot rack)
    {
        _idle += rack.Levels.IdleTime;
        _busy += rack.Levels.BusyTime;
        _failed += rack.Levels.FailedTime;
        _chipEnergy += rack.Levels.Energy;
        _energy += rack.Energy;
    }

    /// <summary>Compares the sum with the data center's own account.</summary>
    /// <exception cref="SimulationFaultException">They differ.</exception>
    public void MustEqual(DataCenterPlan plan, DataCenterAccount own)
    {
        Agree(plan, "idle chip-microseconds", own.Idle, _idle);
        Agree(plan, "busy chip-microseconds", own.Busy, _busy);
        Agree(plan, "failed chip-microseconds", own.Failed, _failed);
        Agree(plan, "nanojoules of chips", own.ChipEnergy.Nanojoules, _chipEnergy.Nanojoules);
        Agree(plan, "nanojoules", own.ItEnergy.Nanojoules, _energy.Nanojoules);
    }

    private static void Agree(DataCenterPlan plan, string what, Int128 own, Int128 racks)
    {
        if (own != racks)
        {
            throw new SimulationFaultException($"{plan.Name}: it integrated {own} {what}, its racks add up to {racks}");
        }
    }
}
