using System.CommandLine;

namespace Orleans.Simulation.Cli.Commands;

/// <summary>Arguments that are told apart from options by their position only.</summary>
internal static class Operands
{
    /// <summary>Refuses what looks like an option: a mistyped one would else be taken for the name of a file.</summary>
    public static Argument<string> RefusingOptions(this Argument<string> argument)
    {
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
            {
                result.AddError($"Unrecognized option '{token.Value}'.");
            }
        });
        return argument;
    }
}
