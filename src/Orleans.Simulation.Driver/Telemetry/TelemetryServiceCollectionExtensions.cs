using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Simulation.Driver.Telemetry;

/// <summary>Makes a host export what it does.</summary>
public static class TelemetryServiceCollectionExtensions
{
    /// <summary>Exports metrics and spans to a collector, from the start of the host until it is disposed.</summary>
    /// <param name="services">Services of the host.</param>
    /// <param name="collector">URL of the collector, as in <see cref="TelemetryExport.Start"/>.</param>
    /// <param name="instance">Name of this process among others of its kind.</param>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, Uri collector, string instance)
    {
        TelemetryExport.AddTo(services, collector, instance);
        return services;
    }
}
