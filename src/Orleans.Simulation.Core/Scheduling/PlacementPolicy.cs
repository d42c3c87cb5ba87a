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
    /// Slices with static wiring: a job of at most one rack as with racks, but never over several; a larger one takes whole
    /// free racks that stand together, from a multiple of their number on. A rack that is down breaks its slice, where
    /// <see cref="Racks"/> re-forms slices around it, as optical circuit switches do.
    /// </summary>
    Slices,
}
