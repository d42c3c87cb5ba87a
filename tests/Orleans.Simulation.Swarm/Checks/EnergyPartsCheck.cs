using System.Numerics;
using System.Text.Json;
using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>What the energy of facilities went to, to the femtojoule, from the powers of the scenario and what chips drew.</summary>
internal static class EnergyPartsCheck
{
    private const long Million = 1_000_000;
    private const decimal NanojoulesPerJoule = 1_000_000_000;
    private static readonly BigInteger FemtojoulesPerKilowattHour = (BigInteger)Exact.NanojoulesPerKilowattHour * Million;

    /// <summary>Checks <c>energy.parts</c> of some data centers.</summary>
    /// <param name="places">
    /// The data centers, each with what its chips and all of its IT drew in nanojoules, and whether that is exact: where chips do
    /// different things it is the sum of a table, whose last digits are rounded.
    /// </param>
    /// <param name="end">End of the run in microseconds.</param>
    /// <param name="energy">What the summary says of them.</param>
    /// <param name="where">Which they are.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static void Check(
        IReadOnlyList<(SwarmDataCenter Place, Int128 Chips, Int128 It, bool IsExact)> places,
        long end,
        JsonElement energy,
        string where,
        Findings findings)
    {
        var parts = energy.GetProperty("parts");
        BigInteger chips = 0, hosts = 0, network = 0, racks = 0, lost = 0;
        foreach (var (place, ofChips, ofAll, _) in places)
        {
            var (left, power) = ((BigInteger)place.Conversion, place.Power);
            chips += ofChips * left;
            hosts += (BigInteger)power.Host * place.Hosts * end * left;
            network += (BigInteger)power.Network * place.Racks * end * left;
            racks += (BigInteger)power.Rack * place.Racks * end * left;
            lost += ofAll * (Million - left);
        }

        var isExact = places.All(each => each.IsExact);
        Is("chips", chips, isExact);
        Is("hosts", hosts);
        Is("network", network);
        Is("racks", racks);
        Is("conversionLoss", lost, isExact);
        var it = (BigInteger)(energy.GetProperty("itJoules").GetDecimal() * NanojoulesPerJoule) * Million;
        findings.Equal(
            parts.EnumerateObject().Where(part => part.Name != "cooling").Aggregate(BigInteger.Zero, (sum, part) => sum + Femtojoules(part.Value)),
            it,
            $"{where}: femtojoules of IT");

        // What a changing PUE makes of it is another check's; here nothing of the facility is in no part.
        var cooling = Femtojoules(parts.GetProperty("cooling"));
        IsRounded("cooling", cooling);
        findings.Equal(energy.GetProperty("facilityKilowattHours").GetDecimal(), KilowattHours(it + cooling), $"{where}: facility of its parts");

        void Is(string name, BigInteger expected, bool isExact = true)
        {
            if (isExact)
            {
                findings.Equal(Femtojoules(parts.GetProperty(name)), expected, $"{where}: femtojoules of {name}");
            }

            IsRounded(name, expected);
        }

        void IsRounded(string name, BigInteger expected) => findings.Equal(
            parts.GetProperty(name).GetProperty("kilowattHours").GetDecimal(), KilowattHours(expected), $"{where}: kilowatt-hours of {name}");
    }

    private static BigInteger Femtojoules(JsonElement part) =>
        BigInteger.Parse(part.GetProperty("femtojoules").GetRawText(), System.Globalization.CultureInfo.InvariantCulture);

    private static decimal KilowattHours(BigInteger femtojoules) => Exact.Ratio(femtojoules, FemtojoulesPerKilowattHour, 6);
}
