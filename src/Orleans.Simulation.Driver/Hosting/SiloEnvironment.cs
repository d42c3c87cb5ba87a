using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Orleans.Simulation.Driver.Hosting;

/// <summary>What has to be around a silo before it starts: a refusal that names the remedy beats a late failure.</summary>
internal static class SiloEnvironment
{
    private const string PodAddressVariable = "POD_IP";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Checks ports, folders, and that the cluster can be reached.</summary>
    /// <exception cref="ClusterUnavailableException">Something is missing.</exception>
    public static async Task CheckAsync(SiloSettings settings, IPEndPoint? primary, CancellationToken cancellation)
    {
        CheckPort(settings.Listen, settings.Port, "--port");
        CheckPort(settings.Listen, settings.GatewayPort, "--gateway-port");
        if (settings.HttpPort is { } httpPort)
        {
            CheckPort(settings.Listen, httpPort, "--http-port");
        }

        CheckFolders(settings);
        if (settings.Kubernetes)
        {
            CheckPod(settings);
        }

        if (settings.Cluster is { IsRedis: true } redis)
        {
            await using var connection = await RedisServer.ConnectAsync(redis, cancellation);
        }
        else if (primary is not null && !primary.Equals(new IPEndPoint(AdvertisedAddress(settings), settings.Port)))
        {
            await CheckAnswerAsync(
                primary, $"the primary silo at {settings.Cluster} does not answer: start it or correct --cluster", cancellation);
        }
    }

    /// <summary>The address at which others reach the silo: never the one that stands for all of them.</summary>
    /// <exception cref="ClusterUnavailableException"><c>POD_IP</c> is not an address.</exception>
    public static IPAddress AdvertisedAddress(SiloSettings settings)
    {
        if (!settings.Listen.Equals(IPAddress.Any) && !settings.Listen.Equals(IPAddress.IPv6Any))
        {
            return settings.Listen;
        }

        if (settings.Kubernetes && Environment.GetEnvironmentVariable(PodAddressVariable) is { Length: > 0 } pod)
        {
            return IPAddress.TryParse(pod, out var address)
                ? address
                : throw new ClusterUnavailableException(
                    $"{PodAddressVariable} is \"{pod}\" and not an IP address: set it to the address of the pod (status.podIP)");
        }

        return NetworkInterface.GetAllNetworkInterfaces()
            .Where(each => each.OperationalStatus == OperationalStatus.Up)
            .SelectMany(each => each.GetIPProperties().UnicastAddresses)
            .Select(each => each.Address)
            .FirstOrDefault(each => each.AddressFamily == settings.Listen.AddressFamily
                && !IPAddress.IsLoopback(each)
                && !each.IsIPv6LinkLocal)
            ?? (settings.Listen.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback);
    }

    /// <summary>Fails unless something listens at an endpoint.</summary>
    /// <exception cref="ClusterUnavailableException">Nothing does, within 5 s.</exception>
    public static async Task CheckAnswerAsync(IPEndPoint endpoint, string otherwise, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Patience);
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint, timeout.Token);
        }
        catch (Exception exception) when (exception is SocketException || !cancellation.IsCancellationRequested)
        {
            throw new ClusterUnavailableException(otherwise, exception);
        }
    }

    private static void CheckPort(IPAddress address, int port, string option)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException exception)
        {
            throw new ClusterUnavailableException(
                exception.SocketErrorCode switch
                {
                    SocketError.AddressAlreadyInUse =>
                        $"port {port} on {address} is in use: stop what listens there or choose another {option}",
                    SocketError.AddressNotAvailable => $"{address} is no address of this machine: correct --listen",
                    SocketError.AccessDenied =>
                        $"port {port} on {address} may not be used by this user: choose a {option} from 1024 up",
                    _ => $"port {port} on {address} cannot be opened ({exception.Message}): choose another {option}",
                },
                exception);
        }
    }

    /// <summary>Silos and pods are matched by name.</summary>
    private static void CheckPod(SiloSettings settings)
    {
        if (Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is null)
        {
            throw new ClusterUnavailableException("this process is not in a pod of Kubernetes: leave --kubernetes out");
        }

        if (settings.Name != SiloSettings.PodName)
        {
            throw new ClusterUnavailableException(
                $"the silo is named {settings.Name} and its pod {SiloSettings.PodName}: leave --name out or correct POD_NAME");
        }
    }

    private static void CheckFolders(SiloSettings settings)
    {
        if (settings.Traces is { } traces && !Directory.Exists(traces))
        {
            throw new ClusterUnavailableException($"there is no folder {traces}: make it or correct --traces");
        }

        if (settings.Data is { } data)
        {
            try
            {
                Directory.CreateDirectory(data);
                var probe = Path.Combine(data, $".writable-{Environment.ProcessId}");
                using var file = File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose);
                file.WriteByte(0);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new ClusterUnavailableException(
                    $"the folder {data} cannot be written ({exception.Message}): give --data one that can", exception);
            }
        }
    }
}
