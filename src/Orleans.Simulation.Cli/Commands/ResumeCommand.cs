using System.CommandLine;
using System.Globalization;
using Orleans.Simulation.Cli.Execution;
using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Reporting.Folders;

namespace Orleans.Simulation.Cli.Commands;

/// <summary><c>resume</c>: goes on with a run that was killed or saved.</summary>
internal static class ResumeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Interruption interruption)
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "The folder that the run's results were to go to; with --cluster the number of the run.",
        };
        var engine = new Option<string>("--engine")
        {
            Description = "orleans or reference, whichever the run had before. Results are the same.",
            DefaultValueFactory = _ => EngineNames.Orleans,
            HelpName = "orleans|reference",
        };
        engine.AcceptOnlyFromAmong(EngineNames.Orleans, EngineNames.Reference);
        var silos = RunOptions.NewSilosOption();
        var cluster = new ClusterOptions();
        var results = new Option<string?>("--out")
        {
            Description = "With --cluster: folder for the results. Default: a new folder under results/.",
            HelpName = "DIR",
        };
        var command = new Command("resume", "Goes on with a run from its last checkpoint.")
        {
            folder.RefusingOptions(), engine, silos, results,
        };
        cluster.AddTo(command);
        RunOptions.RefuseSilosOfOtherEngines(command, silos, engine);
        command.SetAction((parsed, _) => Guarded.RunAsync(
            () => cluster.Read(parsed) is { } name
                ? ResumeAsync(name, parsed.GetValue(folder)!, parsed.GetValue(results), interruption)
                : ResumeAsync(parsed.GetValue(folder)!, parsed.GetValue(engine)!, parsed.GetValue(silos), interruption),
            interruption.Token));
        return command;
    }

    private static async Task<int> ResumeAsync(
        ClusterName cluster, string run, string? folder, Interruption interruption)
    {
        if (!int.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new InvalidInputException([new("RUN", $"\"{run}\"", "the number of a run of the cluster, see runs")]);
        }

        await using var client = await cluster.ConnectAsync(interruption.Token);
        var status = await ClusterRun.MustFindAsync(client, number);
        return await ClusterRun.RunsOf(client).Resume(number)
            ? await ClusterRun.FollowAsync(client, number, folder, interruption)
            : throw new InvalidInputException(
                [new($"run {number}", RunsView.Describe(status), "one that stopped, failed or was cancelled")]);
    }

    private static Task<int> ResumeAsync(string folder, string engine, int? silos, Interruption interruption)
    {
        var results = ResultFolder.Resolve(folder);
        var run = RunFolder.Open(results + RunFolder.Extension);
        try
        {
            run.Order.MustBePlayable(PreparedRun.Version);
            ResultFolder.DiscardAbandoned(results);
            if (silos is not { } count)
            {
                return LocalRun.PlayAsync(run, ResultFolder.Create(results), engine, interruption);
            }

            run.Replace(run.Order with { SilosNeeded = count, ResultFolder = results });
            run.Dispose();
            return SilosRun.PlayAsync(run.Path, run.Order, new(count, Otlp: null), interruption);
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }
}
