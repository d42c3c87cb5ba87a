using System.CommandLine;
using Orleans.Simulation.Cli.Execution;
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
        var folder = new Argument<string>("DIR") { Description = "The folder that the run's results were to go to." };
        var engine = new Option<string>("--engine")
        {
            Description = "orleans or reference, whichever the run had before. Results are the same.",
            DefaultValueFactory = _ => EngineNames.Orleans,
            HelpName = "orleans|reference",
        };
        engine.AcceptOnlyFromAmong(EngineNames.Orleans, EngineNames.Reference);
        var silos = RunOptions.SilosOption();
        var command = new Command("resume", "Goes on with a run from its last checkpoint.")
        {
            folder.RefusingOptions(), engine, silos,
        };
        RunOptions.RefuseSilosOfOtherEngines(command, silos, engine);
        command.SetAction((parsed, _) => Guarded.RunAsync(
            () => ResumeAsync(
                parsed.GetValue(folder)!,
                parsed.GetValue(engine)!,
                parsed.GetValue(silos),
                interruption),
            interruption.Token));
        return command;
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
            return SilosRun.PlayAsync(run.Path, run.Order, count, interruption);
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }
}
