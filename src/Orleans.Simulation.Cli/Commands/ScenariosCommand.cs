using System.CommandLine;
using Orleans.Simulation.Cli.Execution;
using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Scenarios.Description;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Cli.Commands;

/// <summary><c>scenarios</c>: what ships.</summary>
internal static class ScenariosCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Interruption interruption)
    {
        var json = new Option<bool>("--json") { Description = "Writes JSON." };
        var command = new Command("scenarios", "Lists the built-in scenarios.") { json };
        command.SetAction((parsed, _) => Guarded.RunAsync(
            () =>
            {
                var loader = PreparedRun.NewLoader();
                var scenarios = ScenarioLoader.PresetNames.Select(name => ScenarioOverview.Of(loader.Load(name))).ToList();
                if (parsed.GetValue(json))
                {
                    ScenariosView.WriteJson(scenarios);
                }
                else
                {
                    ScenariosView.Show(scenarios);
                }

                return Task.FromResult(ExitCode.Done);
            },
            interruption.Token));
        return command;
    }
}
