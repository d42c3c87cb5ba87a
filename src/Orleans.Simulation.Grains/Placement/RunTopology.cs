using System.Numerics;
using Orleans.Simulation.Core;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Grains.Calls;

namespace Orleans.Simulation.Grains.Placement;

/// <summary>Which silo holds which racks in one run: all silos have about as much to do.</summary>
/// <remarks>Names, not addresses: an address holds a start time and differs after a restart.</remarks>
/// <param name="Run">Number of the run.</param>
/// <param name="Silos">Names of the silos: that of the driver, then the others in order.</param>
/// <param name="Owners">For each data center and each of its racks, the index of the silo.</param>
[GenerateSerializer, Immutable, Alias("ois.topology")]
public sealed record RunTopology(
    [property: Id(0)] int Run,
    [property: Id(1)] IReadOnlyList<string> Silos,
    [property: Id(2)] IReadOnlyList<int[]> Owners)
{
    /// <summary>Work of a chip, in units in which the driver, which reads jobs and records results, has one for each chip.</summary>
    /// <remarks>
    /// So racks have three times as much to do as the driver: with two silos of one core each, a dense day keeps the driver's busy for 97
    /// % of the time and the other for 86; with five times as much 100 and 79, and it takes 5 % longer (bench, silos).
    /// </remarks>
    private const long PerChip = 3;

    /// <summary>The topology of a fleet over some silos.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="plan">The fleet.</param>
    /// <param name="silos">Names of the silos, at least one, in any order.</param>
    /// <param name="driver">Name of the silo that the driver is on; default: null, on none of them.</param>
    public static RunTopology For(int run, FleetPlan plan, IEnumerable<string> silos, string? driver = null)
    {
        string[] names = [.. silos.OrderBy(name => name != driver).ThenBy(name => name, StringComparer.Ordinal)];
        var ofDriver = names[0] == driver ? WorkOfDriver(plan.Chips, names.Length) : 0;
        var (done, work) = (ofDriver, ofDriver + (PerChip * plan.Chips));
        var owners = new List<int[]>();
        foreach (var topology in plan.DataCenters.Select(each => each.Topology))
        {
            var inTurn = new int[topology.Racks];
            for (var turn = 0; turn < inTurn.Length; turn++)
            {
                inTurn[turn] = (int)(done * names.Length / work);
                done += PerChip * topology.ChipsIn(turn);
            }

            owners.Add(Mix(inTurn));
        }

        return new(run, names, owners);
    }

    /// <summary>Index of the silo that holds a grain.</summary>
    /// <exception cref="SimulationFaultException">The fleet has no such rack.</exception>
    public int OwnerOf(GrainKey key)
    {
        var racks = Owners[key.DataCenter];
        return key.Rack < racks.Length
            ? racks[key.Rack]
            : throw new SimulationFaultException($"{key} is outside its data center of {racks.Length} racks");
    }

    /// <summary>
    /// What the driver has to do, or as much as leaves its silo the first rack where there are so many silos that it is more than each
    /// one's part: the fleet, whom it calls, lives with that rack.
    /// </summary>
    private static long WorkOfDriver(long chips, int silos) =>
        silos == 1 ? chips : Math.Min(chips, ((PerChip * chips) - 1) / (silos - 1));

    /// <summary>
    /// Has silos that share a data center take turns over its racks, at an even stride near the golden section of them. Jobs are
    /// given racks from the first one on, so that silos with the last racks would have the least to do; and calls in the order of
    /// racks would reach one silo after the other.
    /// </summary>
    private static int[] Mix(int[] inTurn)
    {
        var stride = Math.Max(1, (int)(inTurn.Length * 0.618));
        while (!BigInteger.GreatestCommonDivisor(stride, inTurn.Length).IsOne)
        {
            stride++;
        }

        return [.. Enumerable.Range(0, inTurn.Length).Select(rack => inTurn[(int)((long)rack * stride % inTurn.Length)])];
    }
}
