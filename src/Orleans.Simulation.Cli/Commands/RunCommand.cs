using System.CommandLine;
using Orleans.Simulation.Cli.Execution;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Clusters;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Cli.Commands;

/// <summary><c>run</c>: plays a scenario.</summary>
internal static class RunCommand
{
    /// <summary>Name of the command; what a call without arguments does.</summary>
    public const string Name = "run";

    private const string DefaultScenario = "rainier";

    /// <summary>Makes the command.</summary>
    public static Command Create(Interruption interruption)
    {
        var scenario = new Argument<string>("SCENARIO")
        {
            Description = $"A YAML file, or the name of a built-in scenario: {string.Join(", ", ScenarioLoader.PresetNames)}.",
            DefaultValueFactory = _ => DefaultScenario,
        };
        var overrides = new Option<string[]>("--set")
        {
            Description = "Replaces a value of the scenario, as in --set fleet.chips=1024000. May be repeated.",
            HelpName = "path=value",
            DefaultValueFactory = _ => [],
        };
        var bounds = new Option<bool>("--bounds")
        {
            Description = "Plays the scenario also at the low and at the high end of what is known of its hardware and regions, "
                + "and shows ranges.",
        };
        var (options, cluster) = (new RunOptions(), new ClusterOptions());
        var command = new Command(Name, "Plays a scenario and writes its results.")
        {
            scenario.RefusingOptions(), overrides, bounds,
        };
        options.AddTo(command);
        cluster.AddTo(command);
        var needed = RunOptions.SilosOption("--silos-needed", "Silos of the cluster without which the run waits. Default: 1.");
        command.Options.Add(needed);
        command.SetAction((parsed, _) => Guarded.RunAsync(
            () => cluster.Read(parsed) is { } name
                ? ClusterRun.PlayAsync(name, Submission(parsed), options.RequestOf(parsed).Folder, interruption)
                : parsed.GetValue(bounds) ? options.PlayAtBoundsAsync(parsed, () => Load(parsed), interruption)
                : options.PlayAsync(parsed, () => Load(parsed), interruption),
            interruption.Token));
        return command;

        LoadedScenario Load(ParseResult parsed) =>
            PreparedRun.NewLoader().Load(parsed.GetValue(scenario)!, Overrides(parsed, overrides, options.Seed));

        RunSubmission Submission(ParseResult parsed)
        {
            var (name, request) = (parsed.GetValue(scenario)!, options.RequestOf(parsed));
            options.MustSuitCluster(parsed);
            if (parsed.GetValue(bounds))
            {
                throw new InvalidInputException([new(bounds.Name, "given with --cluster", "left out")]);
            }

            return new(
                ScenarioLoader.TextOf(name),
                name,
                [.. Overrides(parsed, overrides, options.Seed), .. options.TableOverrides(parsed)],
                PreparedRun.Version,
                request.Checkpoints?.Every?.Seconds,
                request.Window?.Seconds,
                parsed.GetValue(needed) ?? 1,
                request.SiloPatience);
        }
    }

    private static List<string> Overrides(ParseResult parsed, Option<string[]> overrides, Option<ulong?> seed)
    {
        var values = parsed.GetValue(overrides)!.ToList();
        if (parsed.GetValue(seed) is { } value)
        {
            values.Add($"seed={value}");
        }

        return values;
    }
}
