using Microsoft.Extensions.Logging;
using Orleans.Simulation.Driver.Hosting;

namespace Orleans.Simulation.Benchmarks.Playing;

/// <summary>The silo of a case, without a log. It ends with the process.</summary>
internal static class QuietSilo
{
    /// <summary>Starts it.</summary>
    /// <returns>Its services.</returns>
    public static async Task<IServiceProvider> StartAsync() =>
        (await SimulationSilo.StartAsync(logging => logging.ClearProviders(), CancellationToken.None)).Services;
}
