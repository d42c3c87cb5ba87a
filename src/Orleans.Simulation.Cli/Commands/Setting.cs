using System.CommandLine;

namespace Orleans.Simulation.Cli.Commands;

/// <summary>An option whose value may also come from the environment, as a container wants it; the command line wins.</summary>
/// <param name="option">The option; without a value of its own it is a flag.</param>
internal sealed class Setting(Option<string?> option)
{
    private const string Prefix = "ORLEANS_SIMULATION_";

    /// <summary>The option.</summary>
    public Option<string?> Option => option;

    /// <summary>Name of the variable, such as <c>ORLEANS_SIMULATION_GATEWAY_PORT</c> for <c>--gateway-port</c>.</summary>
    public string Variable { get; } = VariableOf(option.Name);

    /// <summary>Makes a setting with a value.</summary>
    public static Setting Of(string name, string value, string description) =>
        new(new(name) { HelpName = value, Description = Describe(name, description) });

    /// <summary>Makes a setting that is on where it is named.</summary>
    public static Setting Flag(string name, string description) =>
        new(new(name) { HelpName = "true|false", Description = Describe(name, description), Arity = ArgumentArity.ZeroOrOne });

    /// <summary>What was given, and where; an empty variable counts as none.</summary>
    /// <returns>The text, null when there is none, and the name of the option or variable.</returns>
    public (string? Text, string Where) Read(ParseResult parsed)
    {
        if (parsed.GetResult(option) is { Implicit: false } given)
        {
            return (given.Tokens.Count == 0 ? "true" : given.Tokens[0].Value, option.Name);
        }

        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? (text, Variable) : (null, option.Name);
    }

    private static string VariableOf(string option) => Prefix + option[2..].Replace('-', '_').ToUpperInvariant();

    private static string Describe(string option, string description) => $"{description} [{VariableOf(option)}]";
}
