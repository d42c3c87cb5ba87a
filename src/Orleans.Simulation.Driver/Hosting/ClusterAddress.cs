using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Orleans.Simulation.Driver.Hosting;

/// <summary>Where a cluster is found: a Redis that holds its membership, or one of its silos.</summary>
public sealed record ClusterAddress
{
    /// <summary>What the text must be; completes "must be".</summary>
    public const string Expected = "redis://HOST:PORT[/DATABASE], or HOST:PORT of a silo";

    private const string RedisScheme = "redis";

    private ClusterAddress(string host, int port, int? database) => (Host, Port, Database) = (host, port, database);

    /// <summary>Name or address of the host, an IPv6 address without brackets.</summary>
    public string Host { get; }

    /// <summary>Port, 1 to 65,535: of Redis, of the primary silo for other silos, of a silo's gateway for clients.</summary>
    public int Port { get; }

    /// <summary>Number of the Redis database, 0 unless given; null: there is no Redis.</summary>
    public int? Database { get; }

    /// <summary>Whether Redis holds the membership.</summary>
    public bool IsRedis => Database is not null;

    /// <summary>Reads an address.</summary>
    /// <param name="text">As in <see cref="Expected"/>.</param>
    /// <param name="address">The address; null when the text is not one.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ClusterAddress? address)
    {
        address = null;
        var redis = text.StartsWith(RedisScheme + "://", StringComparison.Ordinal);
        if (!Uri.TryCreate(redis ? text : "silo://" + text, UriKind.Absolute, out var uri)
            || uri.IdnHost.Length == 0
            || uri.Port is < 1 or > IPEndPoint.MaxPort
            || uri.UserInfo.Length + uri.Query.Length + uri.Fragment.Length > 0)
        {
            return false;
        }

        var database = 0;
        var path = uri.AbsolutePath.TrimStart('/');
        if (path.Length > 0 && !(redis && int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database)))
        {
            return false;
        }

        address = new(uri.IdnHost, uri.Port, redis ? database : null);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var host = Host.Contains(':') ? $"[{Host}]" : Host;
        return IsRedis ? $"{RedisScheme}://{host}:{Port}/{Database}" : $"{host}:{Port}";
    }

    /// <summary>The address of the silo; where a name has several, an IPv4 one.</summary>
    /// <exception cref="ClusterUnavailableException">The name is not known here.</exception>
    internal async Task<IPEndPoint> ResolveAsync(CancellationToken cancellation)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(Host, cancellation);
            var address = Array.Find(addresses, each => each.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
            return new(address, Port);
        }
        catch (SocketException exception)
        {
            throw new ClusterUnavailableException(
                $"the host of {this} is not known ({exception.Message}): correct --cluster", exception);
        }
    }
}
