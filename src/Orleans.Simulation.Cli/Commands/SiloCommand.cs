using System.CommandLine;
using System.Net;
using Orleans.Simulation.Cli.Execution;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Hosting;
using Orleans.Simulation.Scenarios.Quantities;

namespace Orleans.Simulation.Cli.Commands;

/// <summary><c>silo</c>: starts one silo of a cluster.</summary>
internal static class SiloCommand
{
    /// <summary>Names the folder of the one run that a silo is there for.</summary>
    public const string RunOption = "--run";

    /// <summary>Has a silo end with the process at the other end of its standard input.</summary>
    public const string AttachedOption = "--attached";

    private static readonly string Port = $"a port from 1 to {IPEndPoint.MaxPort}";

    /// <summary>The settings by the property that each of them sets.</summary>
    private static readonly Dictionary<string, Setting> Settings = new(StringComparer.Ordinal)
    {
        [nameof(SiloSettings.Cluster)] = Setting.Of(
            "--cluster",
            "ADDRESS",
            "The cluster to join: redis://HOST:PORT[/DATABASE], or HOST:PORT of its primary silo. Default: this silo is the "
            + "primary of a cluster without a server, which ends with it."),
        [nameof(SiloSettings.ClusterId)] = Setting.Of(
            "--cluster-id", "ID", $"Name of the cluster. Default: {SiloSettings.DefaultId}."),
        [nameof(SiloSettings.ServiceId)] = Setting.Of(
            "--service-id", "ID", $"Name of the service. Default: {SiloSettings.DefaultId}."),
        [nameof(SiloSettings.Name)] = Setting.Of(
            "--name",
            "NAME",
            "Name of the silo, unique in the cluster. Default: silo-PORT; HOST-PORT where other machines can reach it."),
        [nameof(SiloSettings.Listen)] = Setting.Of(
            "--listen",
            "IP",
            "Address of all ports; whoever reaches them controls the silo. Default: 127.0.0.1. 0.0.0.0: all addresses."),
        [nameof(SiloSettings.Port)] = Setting.Of(
            "--port", "N", $"Port for other silos. Default: {SiloSettings.DefaultPort}."),
        [nameof(SiloSettings.GatewayPort)] = Setting.Of(
            "--gateway-port", "N", $"Port for clients. Default: {SiloSettings.DefaultGatewayPort}."),
        [nameof(SiloSettings.Data)] = Setting.Of(
            "--data", "DIR", "Folder of runs and checkpoints, shared by all silos; made if missing. Default: none."),
        [nameof(SiloSettings.Traces)] = Setting.Of(
            "--traces", "DIR", "Folder of the traces that submitted scenarios may read. Default: none."),
        [nameof(SiloSettings.HttpPort)] = Setting.Of(
            "--http-port", "N", "Port of /health/live, /health/ready and the dashboard. Default: none."),
        [nameof(SiloSettings.Dashboard)] = Setting.Flag(
            "--dashboard", "Shows the Orleans Dashboard at /dashboard, which costs speed. Needs --http-port."),
        [nameof(SiloSettings.Otlp)] = Setting.Of(
            "--otlp",
            "URL",
            "Collector of OpenTelemetry metrics and traces: http/protobuf where the port is 4318 or there is a path, else grpc. "
            + "Default: none."),
        [nameof(SiloSettings.Kubernetes)] = Setting.Flag(
            "--kubernetes", "This silo is a pod: silos without a pod count as dead. Needs Redis."),
        [nameof(SiloSettings.FailureDetection)] = Setting.Of(
            "--failure-detection",
            "TIME",
            "Time after which a silo that does not answer counts as dead, 1.5s to 5m. Default: "
            + $"{SiloSettings.DefaultFailureDetection.TotalSeconds}s."),
    };

    /// <summary>Makes the command.</summary>
    public static Command Create(Interruption interruption)
    {
        var command = new Command(
            "silo",
            "Starts a silo of a cluster. Every option can also be given by a variable: ORLEANS_SIMULATION_GATEWAY_PORT for "
            + "--gateway-port.");
        foreach (var setting in Settings.Values)
        {
            command.Options.Add(setting.Option);
        }

        // How a run with several local silos starts them; nobody else needs it.
        var run = new Option<string?>(RunOption) { Hidden = true };
        var attached = new Option<bool>(AttachedOption) { Hidden = true };
        command.Options.Add(run);
        command.Options.Add(attached);
        command.SetAction((parsed, _) => SiloRunner.RunAsync(
            () => Read(parsed), parsed.GetValue(run), parsed.GetValue(attached), interruption));
        return command;
    }

    private static SiloSettings Read(ParseResult parsed)
    {
        var reader = new SettingReader(parsed);
        var defaults = new SiloSettings();
        var settings = new SiloSettings
        {
            Cluster = reader.Object<ClusterAddress>(
                Of(nameof(defaults.Cluster)), ClusterAddress.TryParse, ClusterAddress.Expected),
            ClusterId = reader.Text(Of(nameof(defaults.ClusterId))) ?? defaults.ClusterId,
            ServiceId = reader.Text(Of(nameof(defaults.ServiceId))) ?? defaults.ServiceId,
            Listen = reader.Object<IPAddress>(
                Of(nameof(defaults.Listen)), IPAddress.TryParse, "an IP address") ?? defaults.Listen,
            Port = reader.Number(Of(nameof(defaults.Port)), Port) ?? defaults.Port,
            GatewayPort = reader.Number(Of(nameof(defaults.GatewayPort)), Port) ?? defaults.GatewayPort,
            Data = reader.Text(Of(nameof(defaults.Data))),
            Traces = reader.Text(Of(nameof(defaults.Traces))),
            HttpPort = reader.Number(Of(nameof(defaults.HttpPort)), Port),
            Dashboard = reader.Flag(Of(nameof(defaults.Dashboard))),
            Otlp = reader.Object<Uri>(Of(nameof(defaults.Otlp)), TryParseUrl, "a URL with http or https"),
            Kubernetes = reader.Flag(Of(nameof(defaults.Kubernetes))),
            FailureDetection = reader.Value<TimeSpan>(
                Of(nameof(defaults.FailureDetection)), TryParseTime, DurationText.Expected) ?? defaults.FailureDetection,
        };
        if (reader.Text(Of(nameof(defaults.Name))) is { } name)
        {
            settings = settings with { Name = name };
        }

        // What could not be read has its default by now, whose issues would only confuse.
        var unread = reader.Issues.Select(issue => issue.Where).ToHashSet(StringComparer.Ordinal);
        InputIssue[] issues =
        [
            .. reader.Issues,
            .. settings.Validate(property => Of(property).Read(parsed).Where).Where(issue => !unread.Contains(issue.Where)),
        ];
        return issues.Length == 0 ? settings : throw new InvalidInputException(issues);
    }

    private static Setting Of(string property) => Settings[property];

    private static bool TryParseUrl(string text, out Uri? url) => Uri.TryCreate(text, UriKind.Absolute, out url);

    private static bool TryParseTime(string text, out TimeSpan time)
    {
        var valid = DurationText.TryParse(text, out var duration);
        time = TimeSpan.FromMicroseconds(duration.Microseconds);
        return valid;
    }
}
