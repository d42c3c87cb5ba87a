using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>Works out how many chips every data center has.</summary>
/// <remarks>
/// Shares are handed out in whole racks: each data center first gets the full racks of its exact share; what remains goes
/// out a rack at a time, largest remainder in chips first, lowest index first among equals. Only the last of these racks
/// may be partly filled. All arithmetic is exact, so the outcome is the same everywhere.
/// </remarks>
internal static class FleetShares
{
    /// <summary>Chips of each data center, in their order; zero where a share is too small for a single chip.</summary>
    /// <param name="fleet">The fleet; every data center states exactly one of racks, chips and share.</param>
    /// <param name="chipsPerRack">Chips in a full rack of each data center.</param>
    public static IReadOnlyList<long> Chips(FleetSpec fleet, IReadOnlyList<int> chipsPerRack)
    {
        var chips = fleet.DataCenters
            .Select((dataCenter, index) => dataCenter.Chips ?? (dataCenter.Racks ?? 0) * chipsPerRack[index])
            .ToArray();
        ShareOut(fleet, chipsPerRack, chips);
        return chips;
    }

    private static void ShareOut(FleetSpec fleet, IReadOnlyList<int> chipsPerRack, long[] chips)
    {
        var sharing = Enumerable.Range(0, chips.Length).Where(index => fleet.DataCenters[index].Share is not null).ToList();
        var shares = sharing.Sum(index => fleet.DataCenters[index].Share!.Value);
        var total = fleet.Chips ?? 0;

        // Remainders keep the common denominator of all shares, so they need no fractions.
        var remainders = new Dictionary<int, long>();
        foreach (var index in sharing)
        {
            var exact = total * fleet.DataCenters[index].Share!.Value;
            var racks = exact / (chipsPerRack[index] * shares);
            chips[index] = racks * chipsPerRack[index];
            remainders[index] = exact - (chips[index] * shares);
        }

        var left = total - sharing.Sum(index => chips[index]);
        foreach (var index in sharing.OrderByDescending(index => remainders[index]).ThenBy(index => index))
        {
            var more = Math.Min(left, chipsPerRack[index]);
            chips[index] += more;
            left -= more;
        }
    }
}
