namespace Orleans.Simulation.Verification.Queues;

/// <summary>Erlang's formula for queues with Poisson arrivals, exponential run times and several servers (M/M/c).</summary>
internal static class ErlangC
{
    /// <summary>Mean wait as a multiple of the mean run time.</summary>
    /// <param name="servers">Servers; at least 1.</param>
    /// <param name="load">Share of time in which each is busy, 0 to 1 (exclusive).</param>
    public static double MeanWait(int servers, double load)
    {
        var offered = servers * load;

        // The share of arrivals that are lost where nobody waits, server by server: every number stays between 0 and 1.
        var lost = 1.0;
        for (var server = 1; server <= servers; server++)
        {
            lost = offered * lost / (server + (offered * lost));
        }

        var delayed = lost / (1 - (load * (1 - lost)));
        return delayed / (servers * (1 - load));
    }
}
