namespace Orleans.Simulation.Grains.Fleets;

/// <summary>How the fleet numbers the calls that it makes.</summary>
public static class FleetGrainCalls
{
    /// <summary>
    /// Calls that the fleet may make of a data center within one of its own: a window, and catching up; with gangs, for every
    /// second of a century.
    /// </summary>
    /// <remarks>
    /// They carry the stamp of the fleet's call and those after it, so that whoever calls the fleet has to count in steps
    /// of this size, and may call data centers in between. There is room for as many calls as a run could make.
    /// </remarks>
    public const long PerWindow = 1L << 33;
}
