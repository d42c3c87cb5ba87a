using System.Net;
using System.Net.Sockets;

namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>Ports that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>A free port of loopback. The machine does not hand it out again soon.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
