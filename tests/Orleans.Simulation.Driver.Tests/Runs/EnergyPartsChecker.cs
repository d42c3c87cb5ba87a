using System.Numerics;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Tests.Fleets;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>
/// What chips, hosts, network and racks drew, what the conversion lost of it and what cooling took, counted naively from chips,
/// racks and intervals, is what data centers and the fleet report, to the femtojoule.
/// </summary>
internal static class EnergyPartsChecker
{
    private static readonly RackConversion[] Some = [RackConversion.None, new(950_000), new(666_667), new(999_999)];

    /// <summary>A data center whose powers are loads behind a conversion.</summary>
    /// <param name="plan">The data center, without one.</param>
    /// <param name="kind">Which conversion; a multiple of four: none.</param>
    public static DataCenterPlan Behind(DataCenterPlan plan, int kind) => plan.Behind(Some[kind % Some.Length]);

    /// <summary>Checks a run.</summary>
    public static void Check(FleetPlan fleet, RunSummary summary, RunRecords records)
    {
        var all = new BigInteger[6];
        foreach (var plan in fleet.DataCenters)
        {
            var parts = PartsOf(plan, records);
            AssertSame(parts, summary.DataCenters[plan.Index].Energy);
            Assert.Equal((BigInteger)records.Accounts[plan.Index].ItEnergy.Nanojoules * RackConversion.Unit, Sum(parts[..^1]));
            Assert.Equal((BigInteger)records.Accounts[plan.Index].Site.Facility, Sum(parts));
            all = [.. all.Zip(parts, BigInteger.Add)];
        }

        AssertSame(all, summary.Energy);
    }

    /// <summary>Chips, hosts, network, racks, loss and cooling: rack by rack and host by host, interval by interval.</summary>
    private static BigInteger[] PartsOf(DataCenterPlan plan, RunRecords records)
    {
        var (left, end) = ((BigInteger)plan.Conversion.Efficiency, (BigInteger)records.End.Microseconds);
        BigInteger chips = 0, hosts = 0, network = 0, others = 0, drawn = 0;
        foreach (var rack in records.Racks.Where(rack => rack.DataCenter == plan.Index).Select(rack => rack.Account))
        {
            chips += rack.Chips.Aggregate(BigInteger.Zero, (sum, chip) => sum + (BigInteger)chip.Energy.Nanojoules);
            hosts += rack.Chips.Select(chip => chip.Slot / plan.Topology.ChipsPerHost).Distinct().Count() * plan.HostOverhead.Milliwatts * end;
            network += plan.NetworkOverhead.Milliwatts * end;
            others += plan.RackOverhead.Milliwatts * end;
            drawn += (BigInteger)rack.Energy.Nanojoules;
        }

        var samples = records.Samples.Where(sample => sample.DataCenter == plan.Index).ToList();
        var cooling = samples.Aggregate(
            BigInteger.Zero, (sum, sample) => sum + (BigInteger)sample.Site.Facility - ((BigInteger)sample.Energy.Nanojoules * RackConversion.Unit));
        return [chips * left, hosts * left, network * left, others * left, drawn * (RackConversion.Unit - left), cooling];
    }

    private static void AssertSame(BigInteger[] expected, EnergySummary energy)
    {
        var parts = energy.Parts;
        EnergyPart[] stated = [parts.Chips, parts.Hosts, parts.Network, parts.Racks, parts.ConversionLoss, parts.Cooling];
        Assert.Equal(expected, stated.Select(part => (BigInteger)part.Femtojoules));
        Assert.All(stated, AssertRounded);
    }

    /// <summary>A millionth of a kilowatt-hour is 3.6 * 10^15 femtojoules: nothing is further from it than half of that.</summary>
    private static void AssertRounded(EnergyPart part) => Assert.InRange(
        ((BigInteger)(part.KilowattHours * 1_000_000) * 7_200_000_000_000_000) - ((BigInteger)part.Femtojoules * 2),
        -3_600_000_000_000_000,
        3_600_000_000_000_000);

    private static BigInteger Sum(IEnumerable<BigInteger> parts) => parts.Aggregate(BigInteger.Zero, BigInteger.Add);
}
