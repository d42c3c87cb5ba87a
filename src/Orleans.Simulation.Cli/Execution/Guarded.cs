using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Hosting;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>Turns whatever ends a command into a message and an exit code.</summary>
internal static class Guarded
{
    /// <summary>Runs a command.</summary>
    /// <param name="command">The command; returns its exit code.</param>
    /// <param name="interruption">Cancelled when the user wants it to end.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Func<Task<int>> command, CancellationToken interruption)
    {
        try
        {
            return await command();
        }
        catch (InvalidInputException exception)
        {
            ErrorView.Show(exception.Issues.Count == 0 ? [exception.Message] : exception.Issues.Select(issue => issue.ToString()));
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException) when (interruption.IsCancellationRequested)
        {
            ErrorView.Show(["Interrupted before the first window: there are no results."]);
            return ExitCode.Interrupted;
        }
        catch (ClusterUnavailableException exception)
        {
            ErrorView.Show([exception.Message]);
            return ExitCode.Environment;
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or OutOfMemoryException or CheckpointFailedException)
        {
            ErrorView.Show([$"This machine does not let the run go on: {exception.Message}"]);
            return ExitCode.Environment;
        }
        catch (Exception exception)
        {
            ErrorView.Show([$"The run failed: {exception.Message}"]);
            return ExitCode.RunFailed;
        }
    }
}
