namespace Orleans.Simulation.Grains.Calls;

/// <summary>How long a caller waits before it gives a run up.</summary>
internal static class Timeouts
{
    /// <summary>
    /// For one window, activation or settlement. The timeout of an outer call covers all calls inside, so it is far above
    /// what any window takes; a dead silo is noticed by membership long before.
    /// </summary>
    public const string Window = "00:30:00";
}
