using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Simulation.Driver.Telemetry;
using Orleans.Simulation.Grains;

namespace Orleans.Simulation.Driver.Hosting;

/// <summary>A silo of a cluster, in a process of its own.</summary>
public sealed partial class ClusterSilo : IAsyncDisposable
{
    private const int MissedProbes = 3;

    /// <summary>Longest that a silo without trouble around it takes to start.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestMembershipPeriod = TimeSpan.FromSeconds(30);

    private readonly IHost _host;

    private ClusterSilo(IHost host) => _host = host;

    /// <summary>Services of the silo.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>
    /// Completes with the reason when the silo must not go on: the others have declared it dead, or its membership failed. The
    /// process has to end at once, without stopping the silo.
    /// </summary>
    public Task<string> Died => Services.GetRequiredService<SiloFate>().Died;

    /// <summary>Starts a silo.</summary>
    /// <param name="settings">Valid settings; its services include them.</param>
    /// <param name="logging">Where its log goes.</param>
    /// <param name="services">Adds services, such as hosted ones, which start once the silo is active; null: none.</param>
    /// <param name="cancellation">Gives the start up.</param>
    /// <exception cref="ClusterUnavailableException">Something around it does not let it start.</exception>
    public static async Task<ClusterSilo> StartAsync(
        SiloSettings settings,
        Action<ILoggingBuilder> logging,
        Action<IServiceCollection>? services,
        CancellationToken cancellation)
    {
        var primary = settings.Cluster is { IsRedis: false } address ? await address.ResolveAsync(cancellation) : null;
        await SiloEnvironment.CheckAsync(settings, primary, cancellation);
        var silo = new ClusterSilo(Build(settings, primary, logging, services));
        try
        {
            await silo.StartAsync(settings, cancellation);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Leaves the cluster: others hear of it at once.</summary>
    /// <param name="cancellation">Cuts short the polite part: the deactivation of all grains.</param>
    public Task StopAsync(CancellationToken cancellation) => _host.StopAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
        else
        {
            _host.Dispose();
        }
    }

    private static IHost Build(
        SiloSettings settings, IPEndPoint? primary, Action<ILoggingBuilder> logging, Action<IServiceCollection>? services)
    {
        if (settings.HttpPort is not { } port)
        {
            var plain = Host.CreateEmptyApplicationBuilder(new());
            Configure(plain, settings, primary, logging, services);
            return plain.Build();
        }

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(settings.Listen, port));
        builder.Services.AddRoutingCore();
        Configure(builder, settings, primary, logging, services);
        var application = builder.Build();
        SiloPages.Map(application, settings);
        return application;
    }

    private static void Configure(
        IHostApplicationBuilder builder,
        SiloSettings settings,
        IPEndPoint? primary,
        Action<ILoggingBuilder> logging,
        Action<IServiceCollection>? services)
    {
        logging(builder.Logging);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.AddSingleton(settings);
        if (settings.Otlp is { } collector)
        {
            builder.Services.AddTelemetry(collector, settings.Name);
        }

        builder.UseOrleans(silo =>
        {
            silo.AddSimulation();
            AddClustering(silo, settings, primary);
            if (settings.Dashboard)
            {
                SiloPages.AddDashboard(silo);
            }
        });
        builder.Services.AddSingleton<SiloFate>();
        builder.Services.AddSingleton<IFatalErrorHandler>(provider => provider.GetRequiredService<SiloFate>());
        services?.Invoke(builder.Services);
    }

    private static void AddClustering(ISiloBuilder silo, SiloSettings settings, IPEndPoint? primary)
    {
        var advertised = SiloEnvironment.AdvertisedAddress(settings);
        if (settings.Kubernetes)
        {
            // It takes some settings from variables of its own; those below come after it and hold.
            silo.UseKubernetesHosting();
        }

        silo.Configure<ClusterOptions>(cluster =>
        {
            cluster.ClusterId = settings.ClusterId;
            cluster.ServiceId = settings.ServiceId;
        });
        silo.Configure<SiloOptions>(options => options.SiloName = settings.Name);
        silo.Configure<EndpointOptions>(endpoints =>
        {
            endpoints.AdvertisedIPAddress = advertised;
            endpoints.SiloPort = settings.Port;
            endpoints.GatewayPort = settings.GatewayPort;
            endpoints.SiloListeningEndpoint = new(settings.Listen, settings.Port);
            endpoints.GatewayListeningEndpoint = new(settings.Listen, settings.GatewayPort);
        });
        silo.Configure<ClusterMembershipOptions>(membership => Configure(membership, settings.FailureDetection));
        if (settings.Cluster is { IsRedis: true } redis)
        {
            silo.UseRedisClustering(options => options.ConfigurationOptions = RedisServer.OptionsFor(redis));
        }
        else
        {
            silo.UseDevelopmentClustering(primary ?? new IPEndPoint(advertised, settings.Port));
        }
    }

    private static void Configure(ClusterMembershipOptions membership, TimeSpan failureDetection)
    {
        membership.NumMissedProbesLimit = MissedProbes;
        membership.ProbeTimeout = failureDetection / MissedProbes;

        // Orleans would adapt: down to a half where silos answer fast, as they do until they collect a large heap, and nobody is
        // suspected who was heard of within the longest three probes, a minute by default.
        membership.MinProbeTimeout = membership.ProbeTimeout;
        membership.MaxProbeTimeout = membership.ProbeTimeout;

        // Silos that were killed all at once stop nobody from joining once they are silent for that long, and a silo that was
        // declared dead behind its back finds out as soon.
        membership.NumMissedTableIAmAliveLimit = MissedProbes;
        membership.IAmAliveTablePublishTimeout = Shorter(membership.ProbeTimeout, LongestMembershipPeriod);
        membership.TableRefreshTimeout = Shorter(failureDetection, LongestMembershipPeriod);
        membership.MaxJoinAttemptTime = StartPatience + (2 * failureDetection);
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private async Task StartAsync(SiloSettings settings, CancellationToken cancellation)
    {
        var log = Services.GetRequiredService<ILogger<ClusterSilo>>();
        if (settings.ListensWide)
        {
            LogListensWide(log, settings.Listen);
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(StartPatience + (2 * settings.FailureDetection));
        try
        {
            await _host.StartAsync(timeout.Token);
            await CheckNameAsync(settings, cancellation);
        }
        catch (Exception exception) when (IsRefusal(exception) && !cancellation.IsCancellationRequested)
        {
            var place = settings.Cluster?.ToString() ?? "this machine";
            var reason = exception is OperationCanceledException ? "no answer" : exception.Message.ReplaceLineEndings(" ");
            throw new ClusterUnavailableException(
                $"the silo cannot join cluster {settings.ClusterId} at {place} ({reason}): "
                + "all its silos must reach each other and have the same --cluster-id",
                exception);
        }
    }

    private static bool IsRefusal(Exception exception) =>
        exception is OrleansException or OperationCanceledException or TimeoutException or StackExchange.Redis.RedisException;

    /// <summary>Racks are placed by the names of silos. One that was killed may still be listed: it is waited for.</summary>
    private async Task CheckNameAsync(SiloSettings settings, CancellationToken cancellation)
    {
        var membership = Services.GetRequiredService<IClusterMembershipService>();
        var self = Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(3 * settings.FailureDetection);
        try
        {
            await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(timeout.Token))
            {
                var namesakes = snapshot.Members.Values.Where(member => member.Name == settings.Name
                    && !member.SiloAddress.Equals(self)
                    && member.Status is SiloStatus.Active or SiloStatus.Joining);
                if (!namesakes.Any())
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            await _host.StopAsync(CancellationToken.None);
            throw new ClusterUnavailableException(
                $"another silo of cluster {settings.ClusterId} is named {settings.Name}: choose another --name", exception);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Listening on {Address}, which other machines may reach: there is no authentication, and whoever reaches "
            + "these ports controls the silo")]
    private static partial void LogListensWide(ILogger logger, IPAddress address);
}
