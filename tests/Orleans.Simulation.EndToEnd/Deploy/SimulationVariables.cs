using System.Text.RegularExpressions;

namespace Orleans.Simulation.EndToEnd.Deploy;

/// <summary>The environment variables that stand for options; that the help names them too is tested.</summary>
public static partial class SimulationVariables
{
    /// <summary>What the names of all of them begin with.</summary>
    public const string Prefix = "ORLEANS_SIMULATION_";

    /// <summary>Those that a command reads, by the name of the command.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> OfCommand { get; } =
        new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal)
        {
            ["silo"] = Named(
                "CLUSTER", "CLUSTER_ID", "SERVICE_ID", "NAME", "LISTEN", "PORT", "GATEWAY_PORT", "DATA", "TRACES", "HTTP_PORT",
                "DASHBOARD", "OTLP", "KUBERNETES", "FAILURE_DETECTION"),
            ["run"] = Named("CLUSTER", "CLUSTER_ID", "SERVICE_ID"),
        };

    /// <summary>Those that a help names in brackets, as in <c>[ORLEANS_SIMULATION_PORT]</c>.</summary>
    public static IReadOnlySet<string> InHelp(string help) =>
        Bracketed().Matches(help).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>Those that a text mentions.</summary>
    public static IReadOnlySet<string> In(string text) =>
        Mentioned().Matches(text).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> Named(params string[] names) =>
        names.Select(name => Prefix + name).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\[(?<name>ORLEANS_SIMULATION_[A-Z_]+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bracketed();

    [GeneratedRegex("ORLEANS_SIMULATION_[A-Z_]+", RegexOptions.None, 1000)]
    private static partial Regex Mentioned();
}
