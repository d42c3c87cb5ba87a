namespace Orleans.Simulation.Grains.Fleets;

/// <summary>How the fleet numbers the calls that it makes.</summary>
public static class FleetGrainCalls
{
    /// <summary>Calls that the fleet may make of a data center within one of its own: a window, and catching up.</summary>
    /// <remarks>
    /// They carry the stamp of the fleet's call and the one after it, so that whoever calls the fleet has to count in steps
    /// of this size, and may call data centers in between.
    /// </remarks>
    public const int PerWindow = 2;
}
