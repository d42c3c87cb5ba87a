namespace Orleans.Simulation.Core.Failures;

/// <summary>What fails, and so how much hangs on it.</summary>
public enum FailureDomain
{
    /// <summary>One chip. It draws its failures itself.</summary>
    Chip,

    /// <summary>
    /// Something that all chips of a host need: board, processor, network card, power supply. The rack draws it.
    /// </summary>
    Host,

    /// <summary>
    /// Something that a whole rack needs: power shelf, cooling unit, scale-up or top-of-rack switch. The rack draws it.
    /// </summary>
    Rack,

    /// <summary>A link, cable or switch that a number of neighbouring hosts need. The data center draws it.</summary>
    Interconnect,

    /// <summary>Something that hits some neighbouring hosts at once, wherever they stand. The data center draws it.</summary>
    Burst,

    /// <summary>Something that a whole data center needs: utility, cooling plant. The data center draws it.</summary>
    DataCenter,

    /// <summary>A job itself: software, a communication timeout, its user. No chip fails, nothing is repaired.</summary>
    Job,
}
