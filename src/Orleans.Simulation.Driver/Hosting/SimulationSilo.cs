using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Simulation.Grains;

namespace Orleans.Simulation.Driver.Hosting;

/// <summary>A single silo in this process, reachable from this machine only, without gateway or any server.</summary>
public static class SimulationSilo
{
    private const string Name = "silo-00";

    /// <summary>Starts the silo.</summary>
    /// <param name="logging">Where its log goes.</param>
    /// <param name="cancellation">Gives the start up.</param>
    /// <returns>The host. A process that ends anyway need not stop it: deactivating a million grains takes 20 s.</returns>
    public static async Task<IHost> StartAsync(Action<ILoggingBuilder> logging, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        logging(builder.Logging);

        // Signals belong to the process, not to the silo in it: a run ends after its window.
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.UseOrleans(silo =>
        {
            var port = FreePort();
            silo.UseLocalhostClustering(siloPort: port, gatewayPort: 0, primarySiloEndpoint: new(IPAddress.Loopback, port));
            silo.Configure<SiloOptions>(options => options.SiloName = Name);
            silo.AddSimulation();
        });
        var host = builder.Build();
        await host.StartAsync(cancellation);
        return host;
    }

    /// <summary>A port that nobody listens on now, so that runs beside each other do not collide.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
