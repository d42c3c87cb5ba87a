using StackExchange.Redis;

namespace Orleans.Simulation.Driver.Hosting;

/// <summary>The Redis that holds the membership of clusters.</summary>
internal static class RedisServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How Orleans connects: it goes on trying, so that Redis may be restarted under a cluster.</summary>
    public static ConfigurationOptions OptionsFor(ClusterAddress address) => new()
    {
        EndPoints = { { address.Host, address.Port } },
        DefaultDatabase = address.Database,
        AbortOnConnectFail = false,
    };

    /// <summary>Opens a connection to a Redis that answers.</summary>
    /// <exception cref="ClusterUnavailableException">It does not answer within 5 s.</exception>
    public static async Task<ConnectionMultiplexer> ConnectAsync(ClusterAddress address, CancellationToken cancellation)
    {
        var options = OptionsFor(address);
        options.AbortOnConnectFail = true;
        options.ConnectRetry = 1;
        options.ConnectTimeout = (int)Patience.TotalMilliseconds;
        try
        {
            var connecting = ConnectionMultiplexer.ConnectAsync(options);
            var redis = await connecting.WaitAsync(Patience, cancellation);
            await redis.GetDatabase().PingAsync().WaitAsync(Patience, cancellation);
            return redis;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            throw new ClusterUnavailableException(
                $"Redis at {address} does not answer ({ReasonOf(exception)}): start it or correct --cluster", exception);
        }
    }

    /// <summary>The messages of Redis clients go over several sentences, of which the first says what is the matter.</summary>
    private static string ReasonOf(Exception exception) => exception switch
    {
        TimeoutException => $"no reply within {Patience.TotalSeconds:0} s",
        RedisConnectionException { FailureType: var failure } => failure.ToString(),
        _ => exception.Message.ReplaceLineEndings(" "),
    };
}
