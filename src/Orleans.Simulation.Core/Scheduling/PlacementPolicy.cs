namespace Orleans.Simulation.Core.Scheduling;

/// <summary>Which free chips a job gets.</summary>
public enum PlacementPolicy
{
    /// <summary>Any free chips, lowest index first: topology does not matter.</summary>
    Pool,

    /// <summary>
    /// Whole hosts. A job of at most one host's chips goes to the host with the fewest free chips that fit; a larger one
    /// takes whole free hosts and, for the rest, the host with the most free chips. Lowest index first.
    /// </summary>
    Nodes,

    /// <summary>
    /// The fewest racks. The part of a job that fits into one rack goes to the rack with the fewest free chips that fit;
    /// before that, a larger job takes the racks with the most free chips. Lowest index first.
    /// </summary>
    Racks,

    /// <summary>
    /// Slices of cubes that optical switches join: a job of at most one rack as with racks, but never over several; a larger
    /// one takes whole free racks wherever they stand, lowest index first. A rack with a chip down is left out.
    /// </summary>
    Cubes,

    /// <summary>
    /// Slices with static wiring: as cubes, but the racks of a larger job stand together, from a multiple of their number on. A
    /// rack with a chip down breaks its slice.
    /// </summary>
    Slices,
}
