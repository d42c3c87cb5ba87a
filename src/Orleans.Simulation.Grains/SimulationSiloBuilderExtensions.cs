using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.GrainDirectory;
using Orleans.Runtime.Hosting;
using Orleans.Serialization;
using Orleans.Simulation.Core;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Chips;
using Orleans.Simulation.Grains.Placement;
using Orleans.Simulation.Grains.Silos;

namespace Orleans.Simulation.Grains;

/// <summary>Makes a silo able to hold the grains of a simulation.</summary>
public static class SimulationSiloBuilderExtensions
{
    /// <summary>Adds placement by rack and the settings that a million grains in lockstep windows need.</summary>
    /// <param name="silo">The silo.</param>
    public static ISiloBuilder AddSimulation(this ISiloBuilder silo)
    {
        silo.Services.TryAddSingleton(SiloFacts.OfThisProcess);
        silo.Services.TryAddSingleton<PatienceOptions>();
        silo.Services.AddSingleton<HeldGrains>();
        silo.Services.AddSingleton<RunTopologies>();
        silo.Services.AddSingleton<IGrainDirectoryCache, RackDirectoryCache>();
        silo.Services.AddSingleton<IConfigureGrainTypeComponents, ChipGrainActivator>();
        silo.AddGrainDirectory(RackDirectory.Name, (_, _) => new RackDirectory());
        silo.Services.AddSimulationMessages();
        silo.AddPlacementDirector<RackPlacement, RackPlacementDirector>();
        silo.AddPlacementDirector<SiloNamePlacement, SiloNamePlacementDirector>();
        silo.Configure<SiloMessagingOptions>(options =>
        {
            options.ResponseTimeout = TimeSpan.FromMinutes(30);

            // The analysis looks through all active grains every five seconds, for requests that hang; windows do not.
            options.GrainWorkloadAnalysisPeriod = TimeSpan.Zero;
        });
        // A data center's turn is as long as its scheduler needs between two exchanges.
        silo.Configure<SchedulingOptions>(options => options.TurnWarningLengthThreshold = TimeSpan.FromMinutes(1));
        return silo;
    }

    /// <summary>Adds what silos and clients need to understand each other.</summary>
    /// <remarks>
    /// Core knows nothing of Orleans, so its messages cross to other silos as JSON; those that are many have a form in
    /// <c>Messages</c>, which Orleans prefers. Within a silo they are immutable and passed as they are. Faults are left to
    /// Orleans: JSON has no way to set an exception's message.
    /// </remarks>
    /// <param name="services">Services of the silo or client.</param>
    public static IServiceCollection AddSimulationMessages(this IServiceCollection services)
    {
        services.AddSerializer(serializer => serializer.AddJsonSerializer(
            type => (type.Assembly == typeof(SimulationFaultException).Assembly && !type.IsAssignableTo(typeof(Exception)))
                || type == typeof(ChipBatch),
            new JsonSerializerOptions { IgnoreReadOnlyProperties = true }));
        return services.Configure<ExceptionSerializationOptions>(
            options => options.SupportedNamespacePrefixes.Add(typeof(SimulationFaultException).Namespace!));
    }
}
