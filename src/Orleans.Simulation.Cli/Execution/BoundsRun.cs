using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Comparisons;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Scenarios.Bounds;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>
/// Plays a scenario as it is, and at both ends of what is known of its hardware and regions, each into a folder of its own.
/// </summary>
internal static class BoundsRun
{
    private static readonly InputIssue NothingUncertain = new(
        "--bounds", "given where no figure that results rest on has bounds", "left out, or figures given with low and high");

    /// <summary>Plays the three runs and shows the ranges of their figures.</summary>
    /// <param name="load">Loads the scenario.</param>
    /// <param name="request">How they are played, and the folder above theirs.</param>
    /// <param name="interruption">Ends the run that is being played, and leaves out the rest.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(Func<LoadedScenario> load, RunRequest request, Interruption interruption) =>
        Guarded.RunAsync(
            async () =>
            {
                var loaded = PreparedRun.WithTraces(load());
                var bounds = ScenarioBounds.Of(loaded);
                if (bounds.Figures.Count == 0)
                {
                    throw new InvalidInputException([NothingUncertain]);
                }

                var folder = request.Folder ?? ScenarioRunner.NewFolder(loaded.Scenario.Name, loaded.Scenario.Seed);
                (string Name, LoadedScenario Scenario)[] parts =
                [
                    (ComparedRun.BaseFolder, loaded),
                    (ComparedRun.LowFolder, bounds.At(BoundEnd.Low)),
                    (ComparedRun.HighFolder, bounds.At(BoundEnd.High)),
                ];
                var prepared = Prepare(parts, folder);
                BoundsView.ShowFigures(bounds.Figures);
                foreach (var (name, run) in prepared)
                {
                    Console.Out.WriteLine($"{name}:");
                    var part = request with { Folder = Path.Combine(folder, name) };
                    var code = await ScenarioRunner.PlayAsync(run, part, interruption);
                    if (code != ExitCode.Done)
                    {
                        return code;
                    }
                }

                ComparisonView.Show(ComparedRun.ReadAll([folder]));
                return ExitCode.Done;
            },
            interruption.Token);

    /// <summary>Checks all runs before the first is played; what is wrong at one end only is said to be.</summary>
    private static List<(string Name, PreparedRun Run)> Prepare((string Name, LoadedScenario Scenario)[] parts, string folder)
    {
        var (prepared, issues) = (new List<(string, PreparedRun)>(), new List<InputIssue>());
        foreach (var (name, scenario) in parts)
        {
            try
            {
                var target = folder.Length == 0 ? folder : Path.Combine(folder, name);
                prepared.Add((name, ScenarioRunner.Check(() => scenario, target)));
            }
            catch (InvalidInputException exception)
            {
                issues.AddRange(exception.Issues
                    .Except(issues)
                    .Select(issue => name == ComparedRun.BaseFolder ? issue : issue with { Where = $"{issue.Where} at the {name} bounds" }));
            }
        }

        return issues.Count == 0 ? prepared : throw new InvalidInputException(issues);
    }
}
