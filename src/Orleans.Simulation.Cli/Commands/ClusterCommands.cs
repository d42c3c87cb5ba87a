using System.CommandLine;
using Orleans.Simulation.Cli.Execution;
using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Driver.Clusters;
using Orleans.Simulation.Driver.Hosting;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Cli.Commands;

/// <summary><c>runs</c>, <c>status</c>, <c>attach</c> and <c>cancel</c>: what one asks a cluster.</summary>
internal static class ClusterCommands
{
    /// <summary>Makes the commands.</summary>
    public static IEnumerable<Command> CreateAll(Interruption interruption) =>
        [Runs(interruption), Status(interruption), Attach(interruption), Cancel(interruption)];

    private static Command Runs(Interruption interruption) => Create(
        new("runs", "Lists the runs of a cluster."),
        interruption,
        async (_, client) =>
        {
            RunsView.Show(await ClusterRun.RunsOf(client).List());
            return ExitCode.Done;
        });

    private static Command Status(Interruption interruption)
    {
        var run = ClusterOptions.NewRunArgument();
        return Create(
            new("status", "Says where a run of a cluster stands.") { run },
            interruption,
            async (parsed, client) =>
            {
                RunsView.Show(await ClusterRun.MustFindAsync(client, parsed.GetValue(run)));
                return ExitCode.Done;
            });
    }

    private static Command Attach(Interruption interruption)
    {
        var run = ClusterOptions.NewRunArgument();
        var folder = new Option<string?>("--out")
        {
            Description = "Folder for the results. Default: a new folder under results/.",
            HelpName = "DIR",
        };
        return Create(
            new("attach", "Follows a run of a cluster to its end and fetches its results.") { run, folder },
            interruption,
            (parsed, client) => ClusterRun.FollowAsync(client, parsed.GetValue(run), parsed.GetValue(folder), interruption));
    }

    private static Command Cancel(Interruption interruption)
    {
        var run = ClusterOptions.NewRunArgument();
        var save = new Option<bool>("--save") { Description = "Saves a checkpoint first, so that the run can be resumed." };
        return Create(
            new("cancel", "Ends a run of a cluster after its window, with results that say that they are incomplete.")
            {
                run, save,
            },
            interruption,
            async (parsed, client) =>
            {
                var stop = parsed.GetValue(save) ? RunStop.SaveAndInterrupt : RunStop.Interrupt;
                if (await ClusterRun.RunsOf(client).Stop(parsed.GetValue(run), stop))
                {
                    Console.Out.WriteLine($"Run {parsed.GetValue(run)} ends after its window.");
                    return ExitCode.Done;
                }

                var status = await ClusterRun.MustFindAsync(client, parsed.GetValue(run));
                ErrorView.Show([$"Run {status.Run} has ended: {RunsView.Describe(status)}."]);
                return ExitCode.BadInput;
            });
    }

    private static Command Create(
        Command command, Interruption interruption, Func<ParseResult, SimulationClient, Task<int>> ask)
    {
        var cluster = new ClusterOptions();
        cluster.AddTo(command);
        command.SetAction((parsed, _) => Guarded.RunAsync(
            async () =>
            {
                await using var client = await cluster.MustRead(parsed).ConnectAsync(interruption.Token);
                return await ask(parsed, client);
            },
            interruption.Token));
        return command;
    }
}
