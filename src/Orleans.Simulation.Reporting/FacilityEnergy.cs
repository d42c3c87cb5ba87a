using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;

namespace Orleans.Simulation.Reporting;

/// <summary>From IT energy to facility energy.</summary>
internal static class FacilityEnergy
{
    /// <summary>The facility energy that goes with an IT energy, rounded down to a nanojoule.</summary>
    /// <param name="it">Energy of chips, hosts and racks.</param>
    /// <param name="puePartsPerMillion">Facility power over IT power, times a million.</param>
    public static Joules AtFacility(this Joules it, int puePartsPerMillion) =>
        new(it.Nanojoules * puePartsPerMillion / DataCenterPlan.PueUnit);
}
