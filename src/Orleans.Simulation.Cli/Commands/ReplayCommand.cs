using System.CommandLine;
using Orleans.Simulation.Cli.Execution;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Scenarios.Loading;
using Orleans.Simulation.Scenarios.Replay;

namespace Orleans.Simulation.Cli.Commands;

/// <summary><c>replay</c>: the quickest way from a trace to figures, without a scenario file.</summary>
internal static class ReplayCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Interruption interruption)
    {
        var trace = new Argument<string>("TRACE") { Description = "The trace file." };
        var format = new Option<string?>("--format") { Description = "Its format. Default: told by its header.", HelpName = "F" };
        var nodes = new Option<string?>("--nodes") { Description = "Runs on K hosts of C chips.", HelpName = "KxC" };
        var pool = new Option<string?>("--pool") { Description = "Runs on N chips without topology.", HelpName = "N" };
        var fleet = new Option<string?>("--fleet") { Description = "Runs on the fleet of a scenario.", HelpName = "NAME" };
        var policy = new Option<string?>("--policy") { Description = "Order of waiting jobs. Default: fifo.", HelpName = "fifo|sjf" };
        var failures = new Option<string?>("--failures") { Description = "Whether chips fail. Default: off.", HelpName = "off|on" };
        var options = new RunOptions();
        var command = new Command("replay", "Plays a trace file and writes the results.")
        {
            trace.RefusingOptions(), format, nodes, pool, fleet, policy, failures,
        };
        options.AddTo(command);
        command.SetAction((parsed, _) => options.PlayAsync(parsed, () => Build(parsed), interruption));
        return command;

        LoadedScenario Build(ParseResult parsed)
        {
            var request = new ReplayRequest
            {
                Trace = parsed.GetValue(trace)!,
                Nodes = parsed.GetValue(nodes),
                Pool = parsed.GetValue(pool),
                Fleet = parsed.GetValue(fleet),
                Policy = parsed.GetValue(policy),
                Failures = parsed.GetValue(failures) ?? "off",
                Seed = parsed.GetValue(options.Seed),
            };
            request = parsed.GetValue(format) is { } name ? request with { Format = name } : request;
            return ReplayScenario.Build(request, PreparedRun.NewLoader());
        }
    }
}
