using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Topology;

namespace Orleans.Simulation.Core.Tests.Scheduling;

/// <summary>The placement policies as they are documented, by search through all chips.</summary>
internal sealed class NaiveAllocator(DataCenterTopology topology, PlacementPolicy policy)
{
    private readonly bool[] _isFree = [.. Enumerable.Repeat(true, topology.Chips)];

    public int FreeChips => _isFree.Count(isFree => isFree);

    public IReadOnlyList<int> Free => [.. Enumerable.Range(0, topology.Chips).Where(chip => _isFree[chip])];

    /// <summary>The chips of a gang, ascending; null when they are not to be had.</summary>
    public IReadOnlyList<int>? TryAllocate(int chips)
    {
        var chosen = FreeChips < chips ? null : policy switch
        {
            PlacementPolicy.Pool => Free.Take(chips),
            PlacementPolicy.Nodes => FromHosts(chips),
            PlacementPolicy.Cubes => FromCubes(chips),
            PlacementPolicy.Slices => FromSlice(chips),
            _ => FromRacks(chips),
        };
        if (chosen is null)
        {
            return null;
        }

        int[] allocation = [.. chosen.Order()];
        Set(allocation, isFree: false);
        return allocation;
    }

    public void Set(IEnumerable<int> chips, bool isFree)
    {
        foreach (var chip in chips)
        {
            _isFree[chip] = isFree;
        }
    }

    /// <summary>The fewest racks that have so many free chips together, by trying all sets of racks.</summary>
    public int MinimalRacks(int chips)
    {
        int[] free = [.. Units(topology.ChipsPerRack).Select(rack => rack.Length)];
        return Enumerable.Range(0, 1 << free.Length)
            .Where(set => free.Where((_, rack) => ((set >> rack) & 1) != 0).Sum() >= chips)
            .Min(set => int.PopCount(set));
    }

    private IEnumerable<int>? FromHosts(int chips)
    {
        var hosts = Units(topology.ChipsPerHost);
        if (chips <= topology.ChipsPerHost)
        {
            return hosts.Where(host => host.Length >= chips).MinBy(host => host.Length)?.Take(chips);
        }

        var (wanted, rest) = Math.DivRem(chips, topology.ChipsPerHost);
        int[][] whole = [.. hosts.Where(host => host.Length == topology.ChipsPerHost).Take(wanted)];
        if (whole.Length < wanted)
        {
            return null;
        }

        var last = hosts.Except(whole).MaxBy(host => host.Length);
        return rest == 0 ? whole.SelectMany(host => host)
            : last is null || last.Length < rest ? null
            : whole.SelectMany(host => host).Concat(last.Take(rest));
    }

    private IEnumerable<int>? FromCubes(int chips)
    {
        if (chips <= topology.ChipsPerRack)
        {
            return FromSlice(chips);
        }

        var wanted = ((chips - 1) / topology.ChipsPerRack) + 1;
        int[][] whole = [.. Units(topology.ChipsPerRack).Where(rack => rack.Length == topology.ChipsPerRack).Take(wanted)];
        return whole.Length < wanted ? null : whole.SelectMany(rack => rack).Take(chips);
    }

    private IEnumerable<int>? FromSlice(int chips)
    {
        if (chips <= topology.ChipsPerRack)
        {
            return Units(topology.ChipsPerRack).Where(rack => rack.Length >= chips).MinBy(rack => rack.Length)?.Take(chips);
        }

        var racks = ((chips - 1) / topology.ChipsPerRack) + 1;
        return Enumerable.Range(0, topology.Chips / topology.ChipsPerRack / racks)
            .Select(slice => Enumerable.Range(slice * racks * topology.ChipsPerRack, racks * topology.ChipsPerRack))
            .FirstOrDefault(slice => slice.All(chip => _isFree[chip]))?.Take(chips);
    }

    private List<int> FromRacks(int chips)
    {
        var racks = Units(topology.ChipsPerRack);
        var chosen = new List<int>();
        while (racks.All(rack => rack.Length < chips))
        {
            var fullest = racks.MaxBy(rack => rack.Length)!;
            racks.Remove(fullest);
            chosen.AddRange(fullest);
            chips -= fullest.Length;
        }

        chosen.AddRange(racks.Where(rack => rack.Length >= chips).MinBy(rack => rack.Length)!.Take(chips));
        return chosen;
    }

    /// <summary>The free chips of each host or rack.</summary>
    private List<int[]> Units(int size) =>
    [
        .. Enumerable.Range(0, ((topology.Chips - 1) / size) + 1)
            .Select(unit => Enumerable.Range(unit * size, Math.Min(size, topology.Chips - (unit * size)))
                .Where(chip => _isFree[chip])
                .ToArray()),
    ];
}
