using System.Net;
using Orleans.Simulation.Core.Validation;

namespace Orleans.Simulation.Driver.Hosting;

/// <summary>What a silo in a process of its own has to know.</summary>
public sealed record SiloSettings
{
    /// <summary>Default of <see cref="ClusterId"/> and <see cref="ServiceId"/>.</summary>
    public const string DefaultId = "orleans-simulation";

    /// <summary>Default of <see cref="Port"/>.</summary>
    public const int DefaultPort = 11_111;

    /// <summary>Default of <see cref="GatewayPort"/>.</summary>
    public const int DefaultGatewayPort = 30_000;

    /// <summary>Default of <see cref="FailureDetection"/>.</summary>
    public static readonly TimeSpan DefaultFailureDetection = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan ShortestFailureDetection = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan LongestFailureDetection = TimeSpan.FromMinutes(5);

    private readonly string? _name;

    /// <summary>
    /// Where the cluster is found: Redis, or its primary silo. Null, the default: this silo is the primary of a cluster
    /// without a server, whose membership it holds in memory; such a cluster ends with it.
    /// </summary>
    public ClusterAddress? Cluster { get; init; }

    /// <summary>Name of the cluster; silos and clients of another one are not let in.</summary>
    public string ClusterId { get; init; } = DefaultId;

    /// <summary>Name of the service; with <see cref="ClusterId"/> it names the membership in Redis.</summary>
    public string ServiceId { get; init; } = DefaultId;

    /// <summary>
    /// Name of the silo, unique in its cluster and the same after a restart. Default: <c>silo-PORT</c>; <c>HOST-PORT</c> where
    /// other machines can reach it; under Kubernetes the name of the pod.
    /// </summary>
    public string Name
    {
        get => _name ?? (Kubernetes ? PodName : ListensWide ? $"{Environment.MachineName}-{Port}" : $"silo-{Port}");
        init => _name = value;
    }

    /// <summary>Address of all ports. Default: loopback. Whoever reaches the ports controls the silo.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>Port for other silos, 1 to 65,535.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Port for clients, 1 to 65,535.</summary>
    public int GatewayPort { get; init; } = DefaultGatewayPort;

    /// <summary>Folder of runs and checkpoints; made if it is missing. Null: the silo keeps nothing.</summary>
    public string? Data { get; init; }

    /// <summary>Folder of the traces that submitted scenarios may read. Null: none.</summary>
    public string? Traces { get; init; }

    /// <summary>Port for health and dashboard, 1 to 65,535; null: neither.</summary>
    public int? HttpPort { get; init; }

    /// <summary>Whether the Orleans Dashboard is shown at <c>/dashboard</c>; needs <see cref="HttpPort"/>.</summary>
    public bool Dashboard { get; init; }

    /// <summary>Collector of OpenTelemetry; null: nothing is exported.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>
    /// Whether the silo is a pod: its address is <c>POD_IP</c>, and silos without a pod count as dead. The name must be that
    /// of the pod; needs Redis.
    /// </summary>
    public bool Kubernetes { get; init; }

    /// <summary>Time after which a silo that does not answer counts as dead, 1.5 s to 5 min.</summary>
    public TimeSpan FailureDetection { get; init; } = DefaultFailureDetection;

    /// <summary>Whether more than this machine can reach the silo.</summary>
    public bool ListensWide => !IPAddress.IsLoopback(Listen);

    /// <summary>Name of the pod that this process is in: <c>POD_NAME</c>, else that of the machine.</summary>
    internal static string PodName => Environment.GetEnvironmentVariable("POD_NAME") ?? Environment.MachineName;

    /// <summary>All that is wrong with the settings; empty: nothing.</summary>
    /// <param name="nameOf">What the user calls a property; null: its own name.</param>
    public IReadOnlyList<InputIssue> Validate(Func<string, string>? nameOf = null)
    {
        nameOf ??= property => property;
        var issues = new List<InputIssue>();
        CheckName(nameof(ClusterId), ClusterId, 63);
        CheckName(nameof(ServiceId), ServiceId, 63);
        CheckName(nameof(Name), Name, 253);
        CheckPort(nameof(Port), Port);
        CheckPort(nameof(GatewayPort), GatewayPort);
        CheckPort(nameof(HttpPort), HttpPort ?? 1);
        CheckOther(nameof(GatewayPort), GatewayPort, nameof(Port), Port);
        CheckOther(nameof(HttpPort), HttpPort, nameof(Port), Port);
        CheckOther(nameof(HttpPort), HttpPort, nameof(GatewayPort), GatewayPort);
        Check(Data != "", nameof(Data), "empty", "the path of a folder");
        Check(Traces != "", nameof(Traces), "empty", "the path of a folder");
        Check(!Dashboard || HttpPort is not null, nameof(Dashboard), "on", $"off without {nameOf(nameof(HttpPort))}");
        Check(
            Otlp is null or { Scheme: "http" or "https" }, nameof(Otlp), $"\"{Otlp}\"", "a URL with http or https");
        Check(
            !Kubernetes || Cluster is { IsRedis: true },
            nameof(Kubernetes),
            "on",
            $"off unless {nameOf(nameof(Cluster))} is a Redis");
        Check(
            FailureDetection >= ShortestFailureDetection && FailureDetection <= LongestFailureDetection,
            nameof(FailureDetection),
            $"{FailureDetection.TotalSeconds}s",
            $"from {ShortestFailureDetection.TotalSeconds}s to {LongestFailureDetection.TotalMinutes}m");
        return issues;

        void Check(bool isGood, string property, string actual, string expected)
        {
            if (!isGood)
            {
                issues.Add(new(nameOf(property), actual, expected));
            }
        }

        // The rule of labels in Kubernetes, which takes the two ids as such.
        void CheckName(string property, string value, int most) => Check(
            value.Length > 0
                && value.Length <= most
                && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
                && char.IsAsciiLetterOrDigit(value[0])
                && char.IsAsciiLetterOrDigit(value[^1]),
            property,
            $"\"{value}\"",
            $"1 to {most} letters, digits, hyphens, underscores or dots, with a letter or digit at both ends");

        void CheckPort(string property, int value) => Check(
            value is >= 1 and <= IPEndPoint.MaxPort, property, $"{value}", $"a port from 1 to {IPEndPoint.MaxPort}");

        void CheckOther(string property, int? value, string otherProperty, int other) =>
            Check(value != other, property, $"{value}", $"another port than {nameOf(otherProperty)}");
    }
}
