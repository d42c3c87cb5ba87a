using System.CommandLine;
using Orleans.Simulation.Cli.Execution;
using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Divergence;

namespace Orleans.Simulation.Cli.Commands;

/// <summary><c>diverge</c>: says where two runs part.</summary>
internal static class DivergeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Interruption interruption)
    {
        const string Description = "A folder of results, or of an unfinished run (DIR.run).";
        var first = new Argument<string>("RUN_A") { Description = Description };
        var second = new Argument<string>("RUN_B") { Description = Description };
        var command = new Command("diverge", "Names the first window, rack, chip and field in which two runs differ.")
        {
            first.RefusingOptions(), second.RefusingOptions(),
        };
        command.SetAction((parsed, _) => Guarded.RunAsync(
            () => CompareAsync(parsed.GetValue(first)!, parsed.GetValue(second)!).WaitAsync(interruption.Token),
            interruption.Token));
        return command;
    }

    private static async Task<int> CompareAsync(string first, string second)
    {
        var (left, right) = ReadBoth(first, second);
        var (areEqual, lines) = await new RunComparison(left, right).CompareAsync();
        foreach (var line in lines)
        {
            Console.Out.WriteLine(line);
        }

        return areEqual ? ExitCode.Done : ExitCode.RunFailed;
    }

    /// <summary>Reads both, so that all that is wrong with either is said at once.</summary>
    private static (RunTrail Left, RunTrail Right) ReadBoth(string first, string second)
    {
        var issues = new List<InputIssue>();
        var trails = new List<RunTrail>();
        foreach (var path in (string[])[first, second])
        {
            try
            {
                trails.Add(RunTrail.Read(path, note => ErrorView.ShowNotes([note])));
            }
            catch (InvalidInputException exception)
            {
                issues.AddRange(exception.Issues);
            }
        }

        return issues.Count == 0 ? (trails[0], trails[1]) : throw new InvalidInputException([.. issues.Distinct()]);
    }
}
