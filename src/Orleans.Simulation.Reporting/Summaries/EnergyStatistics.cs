using Orleans.Simulation.Core;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>What the energy of a data center went to, in femtojoules.</summary>
/// <remarks>
/// Hosts, network and racks draw the same from the start of a run to its end, so their energies are products. That chips and they
/// add up to what the data center integrated is checked here, not assumed.
/// </remarks>
internal static class EnergyStatistics
{
    /// <summary>Summarises one or more data centers.</summary>
    /// <param name="labels">The data centers of the run.</param>
    /// <param name="accounts">What some of them drew.</param>
    /// <param name="end">End of the run.</param>
    /// <exception cref="SimulationFaultException">Parts of a data center do not add up to its IT energy.</exception>
    public static EnergyParts Parts(
        IReadOnlyList<DataCenterLabel> labels, IReadOnlyList<DataCenterAccount> accounts, VirtualTime end)
    {
        Int128 chips = 0, hosts = 0, network = 0, racks = 0, lost = 0, cooling = 0;
        foreach (var account in accounts)
        {
            var label = labels[account.DataCenter];
            AssertConserved(label, account, end);
            var (conversion, length) = (label.Conversion, end - VirtualTime.Zero);
            chips += conversion.LeftOf(account.ChipEnergy);
            hosts += conversion.LeftOf(label.Overhead.Hosts * length);
            network += conversion.LeftOf(label.Overhead.Network * length);
            racks += conversion.LeftOf(label.Overhead.Racks * length);
            lost += conversion.LossOf(account.ItEnergy);
            cooling += account.Site.Facility - (account.ItEnergy.Nanojoules * SiteTotals.FemtojoulesPerNanojoule);
        }

        return new(Part(chips), Part(hosts), Part(network), Part(racks), Part(lost), Part(cooling));
    }

    private static EnergyPart Part(Int128 femtojoules) =>
        new(Decimals.KilowattHours(femtojoules, SiteTotals.FemtojoulesPerNanojoule), femtojoules);

    private static void AssertConserved(DataCenterLabel label, DataCenterAccount account, VirtualTime end)
    {
        var parts = account.ChipEnergy + (label.Overhead.Total * (end - VirtualTime.Zero));
        if (parts != account.ItEnergy)
        {
            throw new SimulationFaultException(
                $"Data center {label.Name} drew {account.ItEnergy.Nanojoules} nJ; "
                + $"its chips, hosts, network and racks add up to {parts.Nanojoules}.");
        }
    }
}
