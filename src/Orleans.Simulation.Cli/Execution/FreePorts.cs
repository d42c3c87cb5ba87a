using System.Net;
using System.Net.Sockets;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>Ports of this machine's own address.</summary>
internal static class FreePorts
{
    /// <summary>Some different ports that nobody uses now.</summary>
    /// <param name="count">How many.</param>
    public static int[] Take(int count)
    {
        // All of them are open at once: a port that was just closed may be given out again.
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            Array.ForEach(listeners, listener => listener.Start());
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            Array.ForEach(listeners, listener => listener.Dispose());
        }
    }
}
