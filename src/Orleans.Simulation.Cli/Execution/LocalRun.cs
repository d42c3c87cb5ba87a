using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Clusters;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Hosting;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Reporting.Folders;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>Plays the run of a folder in this process, then shows what came out.</summary>
internal static class LocalRun
{
    /// <summary>Plays the run.</summary>
    /// <param name="run">The folder of the run; taken over, and deleted once there is nothing to resume.</param>
    /// <param name="results">Where its results go; taken over.</param>
    /// <param name="engineName">Name of the engine.</param>
    /// <param name="interruption">Ends the run early.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> PlayAsync(RunFolder run, ResultFolder results, string engineName, Interruption interruption)
    {
        using (run)
        {
            using var log = new RunLog(results.Path + RunLog.Extension);
            var scenario = run.Order.Specification.Scenario;
            log.Started(scenario.Name, scenario.Hash, scenario.Seed, scenario.Version, engineName);
            try
            {
                var scale = RunScale.Of(run.Order);
                var result = (await ProgressView.ShowAsync(scenario.Name, scenario.Seed, scale, view => RunSession.PlayAsync(
                    run,
                    results,
                    () => StartAsync(engineName, log, interruption.Token),
                    interruption.Control,
                    view.Show,
                    note => ErrorView.ShowNotes([note]),
                    interruption.Token)))!;
                log.Finished(result.Summary.ResultHash, result.Summary.Complete);
                SummaryView.Show(result, results.Path);
                return Finish(run, result.Summary.Complete);
            }
            catch (OperationCanceledException)
            {
                Finish(run, isComplete: false);
                throw;
            }
            catch (InvalidInputException exception) when (run.Checkpoints.Numbers.Count > 0)
            {
                // What is said next is why it cannot go on.
                log.Failed(exception);
                throw;
            }
            catch (Exception exception)
            {
                log.Failed(exception);
                Finish(run, isComplete: false);
                throw;
            }
        }
    }

    private static async Task<ISimulationEngine> StartAsync(string engine, RunLog log, CancellationToken interruption)
    {
        if (engine == EngineNames.Reference)
        {
            return new ReferenceEngine();
        }

        // The silo ends with the process: deactivating a million grains one by one would take longer than many runs.
        var silo = await SimulationSilo.StartAsync(log.AddTo, interruption);
        return new OrleansEngine(silo.Services, run: 1);
    }

    /// <summary>Deletes the folder of a run that is complete or has no checkpoint; says how to go on with any other.</summary>
    private static int Finish(RunFolder run, bool isComplete)
    {
        if (isComplete || run.Checkpoints.Numbers.Count == 0)
        {
            run.Delete();
        }
        else
        {
            ErrorView.Show([$"resume {run.Path[..^RunFolder.Extension.Length]} goes on from the last checkpoint."]);
        }

        return isComplete ? ExitCode.Done : ExitCode.Interrupted;
    }
}
