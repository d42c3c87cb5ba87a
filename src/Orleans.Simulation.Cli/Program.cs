using System.CommandLine;
using Orleans.Simulation.Cli.Commands;
using Orleans.Simulation.Cli.Execution;
using Orleans.Simulation.Cli.Views;

namespace Orleans.Simulation.Cli;

/// <summary>The command line: puts the parts of the product together.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        Console.SetOut(new PatientWriter(Console.Out));
        Console.SetError(new PatientWriter(Console.Error));
        using var interruption = new Interruption();
        var root = new RootCommand("Simulates fleets of AI accelerators: throughput, failures and energy.")
        {
            RunCommand.Create(interruption),
            ReplayCommand.Create(interruption),
            ResumeCommand.Create(interruption),
            SiloCommand.Create(interruption),
            CompareCommand.Create(interruption),
            DivergeCommand.Create(interruption),
            VerifyCommand.Create(interruption),
            ScenariosCommand.Create(interruption),
            DescribeCommand.Create(interruption),
            CatalogCommand.Create(interruption),
        };
        foreach (var command in ClusterCommands.CreateAll(interruption))
        {
            root.Subcommands.Add(command);
        }

        var parsed = root.Parse(arguments.Length == 0 ? [RunCommand.Name] : arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not System.CommandLine.Help.HelpAction)
        {
            ErrorView.Show(parsed.Errors.Select(error => error.Message));
            return ExitCode.BadInput;
        }

        // Interruption handles signals itself: a run ends after its window, with results.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }
}
