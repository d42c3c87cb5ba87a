using System.CommandLine;
using Orleans.Simulation.Cli.Execution;
using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Driver.Comparisons;

namespace Orleans.Simulation.Cli.Commands;

/// <summary><c>compare</c>: runs side by side, in what their work took.</summary>
internal static class CompareCommand
{
    private const int MaxRuns = 8;

    /// <summary>Makes the command.</summary>
    public static Command Create(Interruption interruption)
    {
        var runs = new Argument<string[]>("RUN")
        {
            Description = "Folders of results, or of runs at bounds, which then show ranges.",
            Arity = new ArgumentArity(1, MaxRuns),
        };
        runs.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
            {
                result.AddError($"Unrecognized option '{token.Value}'.");
            }
        });
        var json = new Option<bool>("--json") { Description = "Writes JSON." };
        var csv = new Option<bool>("--csv") { Description = "Writes CSV, a row for each figure and run." };
        const string Description = "Shows runs side by side: cost, energy and carbon of their FLOPs, goodput, queueing delay.";
        var command = new Command("compare", Description) { runs, json, csv };
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(csv))
            {
                result.AddError("--csv: is given with --json, must be left out.");
            }
        });
        command.SetAction((parsed, _) => Guarded.RunAsync(
            () =>
            {
                var compared = ComparedRun.ReadAll(parsed.GetValue(runs)!);
                if (parsed.GetValue(json))
                {
                    ComparisonView.WriteJson(compared);
                }
                else if (parsed.GetValue(csv))
                {
                    ComparisonView.WriteCsv(compared);
                }
                else
                {
                    ComparisonView.Show(compared);
                }

                return Task.FromResult(ExitCode.Done);
            },
            interruption.Token));
        return command;
    }
}
