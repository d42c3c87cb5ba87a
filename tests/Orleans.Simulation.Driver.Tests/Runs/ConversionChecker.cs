using System.Numerics;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Tests.Fleets;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Grains.Tests.Clusters;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>What conversion in racks loses of chips, hosts and racks is what data centers and the fleet report, to the femtojoule.</summary>
internal static class ConversionChecker
{
    private static readonly RackConversion[] Some = [RackConversion.None, new(950_000), new(666_667), new(999_999)];

    /// <summary>A data center whose powers are loads behind a conversion.</summary>
    /// <param name="plan">The data center, without one.</param>
    /// <param name="kind">Which conversion; a multiple of four: none.</param>
    public static DataCenterPlan Behind(DataCenterPlan plan, int kind) => plan.Behind(Some[kind % Some.Length]);

    /// <summary>Checks a run.</summary>
    public static void Check(FleetPlan fleet, RunSummary summary, RunRecords records)
    {
        var all = BigInteger.Zero;
        foreach (var plan in fleet.DataCenters)
        {
            var lost = RackConversion.Unit - plan.Conversion.Efficiency;
            var chips = records.Racks.Where(rack => rack.DataCenter == plan.Index).SelectMany(rack => rack.Account.Chips);
            var ofChips = chips.Aggregate(BigInteger.Zero, (sum, chip) => sum + ((BigInteger)chip.Energy.Nanojoules * lost));
            var loss = ofChips + ((BigInteger)Plans.OverheadOf(plan, records.End - VirtualTime.Zero).Nanojoules * lost);
            Assert.Equal(loss, (BigInteger)plan.Conversion.LossOf(records.Accounts[plan.Index].ItEnergy));
            AssertRounded(loss, summary.DataCenters[plan.Index].Energy);
            all += loss;
        }

        AssertRounded(all, summary.Energy);
    }

    /// <summary>A millionth of a kilowatt-hour is 3.6 * 10^15 femtojoules: nothing is further from it than half of that.</summary>
    private static void AssertRounded(BigInteger femtojoules, EnergySummary energy) => Assert.InRange(
        ((BigInteger)(energy.ConversionLossKilowattHours * 1_000_000) * 7_200_000_000_000_000) - (femtojoules * 2),
        -3_600_000_000_000_000,
        3_600_000_000_000_000);
}
