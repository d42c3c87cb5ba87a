namespace Orleans.Simulation.Core.Energy;

/// <summary>
/// Power of a data center besides its chips, by what draws it. It is there from the start of a run to its end, whatever fails and
/// whether jobs run or not.
/// </summary>
/// <param name="Hosts">All hosts.</param>
/// <param name="Network">All racks' shares in the network.</param>
/// <param name="Racks">All racks, without their hosts and the network.</param>
public readonly record struct OverheadPower(Watts Hosts, Watts Network, Watts Racks)
{
    /// <summary>All of it.</summary>
    public Watts Total => Hosts + Network + Racks;
}
