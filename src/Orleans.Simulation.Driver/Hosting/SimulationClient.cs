using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Simulation.Grains;
using StackExchange.Redis;

namespace Orleans.Simulation.Driver.Hosting;

/// <summary>A connection to a cluster from outside.</summary>
public sealed class SimulationClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly IHost _host;

    private SimulationClient(IHost host) => _host = host;

    /// <summary>Grains of the cluster.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Services of the client.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Connects; gives up after about 10 s.</summary>
    /// <param name="cluster">Its Redis, or the gateway of one of its silos.</param>
    /// <param name="clusterId">Name of the cluster.</param>
    /// <param name="serviceId">Name of the service.</param>
    /// <param name="cancellation">Gives the connection up.</param>
    /// <exception cref="ClusterUnavailableException">There is no such cluster, or it does not answer.</exception>
    public static async Task<SimulationClient> ConnectAsync(
        ClusterAddress cluster, string clusterId, string serviceId, CancellationToken cancellation)
    {
        var identity = new ClusterOptions { ClusterId = clusterId, ServiceId = serviceId };
        var failure = cluster.IsRedis
            ? $"no silo of cluster {clusterId} answers that is registered at {cluster}: start one or correct --cluster-id"
            : $"no gateway of cluster {clusterId} answers at {cluster}: start a silo or correct --cluster or --cluster-id";
        var gateway = cluster.IsRedis ? null : await cluster.ResolveAsync(cancellation);
        await (gateway is null
            ? CheckRegistrationAsync(cluster, identity, cancellation)
            : SiloEnvironment.CheckAnswerAsync(gateway, failure, cancellation));
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Patience);
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.UseOrleansClient(client =>
        {
            Configure(client, identity, isOnlyGateway: gateway is not null, timeout.Token);
            _ = gateway is null
                ? client.UseRedisClustering(options => options.ConfigurationOptions = RedisServer.OptionsFor(cluster))
                : client.UseStaticClustering(gateway);
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync(timeout.Token).WaitAsync(timeout.Token);
            return new(host);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            await new SimulationClient(host).DisposeAsync();
            throw new ClusterUnavailableException(failure, exception);
        }
        catch
        {
            await new SimulationClient(host).DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    private static void Configure(
        IClientBuilder client, ClusterOptions identity, bool isOnlyGateway, CancellationToken patience)
    {
        client.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = identity.ClusterId;
            options.ServiceId = identity.ServiceId;
        });
        client.Services.AddSimulationMessages();

        // Silos come and go: their list is a minute old otherwise.
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        client.UseConnectionRetryFilter(async (exception, stopping) =>
        {
            // Without any gateway there is nothing to try again, and the only one that there is was just reached and would not
            // have this client. By default Orleans tries for three minutes.
            if (isOnlyGateway || exception is SiloUnavailableException)
            {
                return false;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience);
            await Task.Delay(Pause, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return !either.IsCancellationRequested;
        });
    }

    /// <summary>A client of Orleans would write an empty membership of whatever cluster it is asked for.</summary>
    private static async Task CheckRegistrationAsync(
        ClusterAddress cluster, ClusterOptions identity, CancellationToken cancellation)
    {
        await using var redis = await RedisServer.ConnectAsync(cluster, cancellation);
        if (!await redis.GetDatabase().KeyExistsAsync(RedisClusteringOptions.DefaultCreateRedisKey(identity)))
        {
            throw new ClusterUnavailableException(
                $"no silo of cluster {identity.ClusterId} is registered at {cluster}: start one or correct --cluster-id");
        }
    }
}
