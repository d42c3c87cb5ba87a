using System.CommandLine;
using Orleans.Simulation.Cli.Execution;
using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Scenarios.Description;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Cli.Commands;

/// <summary><c>describe</c>: a scenario with every value, who decided it, and what it rests on.</summary>
internal static class DescribeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Interruption interruption)
    {
        var scenario = new Argument<string>("SCENARIO")
        {
            Description = $"A YAML file, or the name of a built-in scenario: {string.Join(", ", ScenarioLoader.PresetNames)}.",
        };
        var overrides = new Option<string[]>("--set")
        {
            Description = "Replaces a value of the scenario, as in --set fleet.chips=1024000. May be repeated.",
            HelpName = "path=value",
            DefaultValueFactory = _ => [],
        };
        var json = new Option<bool>("--json") { Description = "Writes JSON." };
        var command = new Command("describe", "Shows every value of a scenario with default and source, and marks assumptions.")
        {
            scenario.RefusingOptions(), overrides, json,
        };
        command.SetAction((parsed, _) => Guarded.RunAsync(
            () =>
            {
                var loaded = PreparedRun.WithTraces(
                    PreparedRun.NewLoader().Load(parsed.GetValue(scenario)!, parsed.GetValue(overrides)));
                var description = ScenarioDescription.Of(loaded);
                if (parsed.GetValue(json))
                {
                    DescriptionView.WriteJson(description);
                }
                else
                {
                    DescriptionView.Show(description);
                }

                return Task.FromResult(ExitCode.Done);
            },
            interruption.Token));
        return command;
    }
}
