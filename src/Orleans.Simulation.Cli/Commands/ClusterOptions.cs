using System.CommandLine;
using System.Globalization;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Hosting;

namespace Orleans.Simulation.Cli.Commands;

/// <summary>Options of every command that talks to a cluster.</summary>
internal sealed class ClusterOptions
{
    private readonly Setting _cluster = Setting.Of(
        "--cluster", "ADDRESS", "The cluster: redis://HOST:PORT[/DATABASE], or HOST:PORT of the gateway of one of its silos.");

    private readonly Setting _clusterId = Setting.Of(
        "--cluster-id", "ID", $"Name of the cluster. Default: {SiloSettings.DefaultId}.");

    private readonly Setting _serviceId = Setting.Of(
        "--service-id", "ID", $"Name of the service. Default: {SiloSettings.DefaultId}.");

    /// <summary>Makes the argument that names a run of a cluster.</summary>
    public static Argument<int> NewRunArgument() => new("RUN")
    {
        Description = "Number of the run in the cluster.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var run) && run > 0)
            {
                return run;
            }

            result.AddError(new InputIssue("RUN", $"\"{text}\"", "the number of a run, see runs").ToString());
            return 0;
        },
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_cluster.Option);
        command.Options.Add(_clusterId.Option);
        command.Options.Add(_serviceId.Option);
    }

    /// <summary>The cluster that was named, if any.</summary>
    /// <exception cref="InvalidInputException">The options or variables are not right.</exception>
    public ClusterName? Read(ParseResult parsed)
    {
        var reader = new SettingReader(parsed);
        var address = reader.Object<ClusterAddress>(_cluster, ClusterAddress.TryParse, ClusterAddress.Expected);
        var name = new ClusterName(
            address!, reader.Text(_clusterId) ?? SiloSettings.DefaultId, reader.Text(_serviceId) ?? SiloSettings.DefaultId);
        return reader.Issues.Count > 0 ? throw new InvalidInputException(reader.Issues) : address is null ? null : name;
    }

    /// <summary>The cluster that was named.</summary>
    /// <exception cref="InvalidInputException">None was, or the options or variables are not right.</exception>
    public ClusterName MustRead(ParseResult parsed) =>
        Read(parsed) ?? throw new InvalidInputException([new("--cluster", "missing", ClusterAddress.Expected)]);
}

/// <summary>A cluster as a user names it.</summary>
/// <param name="Address">Where it is found.</param>
/// <param name="ClusterId">Name of the cluster.</param>
/// <param name="ServiceId">Name of the service.</param>
internal sealed record ClusterName(ClusterAddress Address, string ClusterId, string ServiceId)
{
    /// <summary>Connects to the cluster.</summary>
    public Task<SimulationClient> ConnectAsync(CancellationToken cancellation) =>
        SimulationClient.ConnectAsync(Address, ClusterId, ServiceId, cancellation);
}
