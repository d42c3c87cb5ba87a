using Microsoft.Extensions.DependencyInjection;
using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Driver.Clusters;
using Orleans.Simulation.Driver.Hosting;

namespace Orleans.Simulation.Cli.Execution;

/// <summary>Runs one silo until it is asked to stop or cannot go on.</summary>
internal static class SiloRunner
{
    /// <summary>How long a silo may take to leave its cluster politely.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);

    /// <summary>Runs the silo.</summary>
    /// <param name="read">Reads its settings.</param>
    /// <param name="run">Folder of the one run that it is there for; null: it takes up all in its data folder.</param>
    /// <param name="attached">Whether it ends with the process at the other end of its standard input.</param>
    /// <param name="interruption">Asks it to stop.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        Func<SiloSettings> read, string? run, bool attached, Interruption interruption)
    {
        interruption.Notice = "Stopping this silo; once more to stop at once.";
        try
        {
            if (attached)
            {
                EndWithParent();
            }

            var settings = read();
            using var log = new SiloLog();
            var silo = await ClusterSilo.StartAsync(
                settings, log.AddTo, services => AddRuns(services, settings, run), interruption.Token);
            Console.Out.WriteLine(
                $"silo {settings.Name} of cluster {settings.ClusterId} listens on {settings.Listen}:{settings.Port}, "
                + $"gateway {settings.GatewayPort}");
            var stop = new TaskCompletionSource();
            await using var asked = interruption.Token.Register(stop.SetResult);
            if (await Task.WhenAny(silo.Died, stop.Task) == silo.Died)
            {
                // It is not stopped: it must not touch what the others go on with.
                ErrorView.Show([$"Silo {settings.Name} cannot go on: {await silo.Died}. Start it again."]);
                return ExitCode.Environment;
            }

            await StopAsync(silo);
            return ExitCode.Done;
        }
        catch (InvalidInputException exception)
        {
            ErrorView.Show(exception.Issues.Select(issue => issue.ToString()));
            return ExitCode.BadInput;
        }
        catch (ClusterUnavailableException exception)
        {
            ErrorView.Show([exception.Message]);
            return ExitCode.Environment;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            ErrorView.Show(["Interrupted before the silo was up."]);
            return ExitCode.Interrupted;
        }
        catch (Exception exception)
        {
            ErrorView.Show([$"The silo failed: {exception.Message.ReplaceLineEndings(" ")}"]);
            return ExitCode.RunFailed;
        }
    }

    /// <summary>Has the silo take up runs; it stops doing so before its grains go.</summary>
    private static void AddRuns(IServiceCollection services, SiloSettings settings, string? run)
    {
        if (run is not null)
        {
            services.AddSingleton<IRunPlaces>(new SingleRun(run)).AddHostedService<RunKeeper>();
        }
        else if (settings.Data is { } data)
        {
            services.AddSingleton(new RunCatalog(data))
                .AddSingleton<IRunPlaces>(provider => provider.GetRequiredService<RunCatalog>())
                .AddHostedService<RunKeeper>();
        }
    }

    /// <summary>A parent that was killed cannot stop its silos: its end of the pipe closes with it.</summary>
    private static void EndWithParent() => _ = Task.Run(async () =>
    {
        await Console.In.ReadToEndAsync();
        Environment.Exit(ExitCode.Interrupted);
    });

    private static async Task StopAsync(ClusterSilo silo)
    {
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await silo.StopAsync(patience.Token).WaitAsync(patience.Token);
            await silo.DisposeAsync().AsTask().WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            ErrorView.Show([$"The silo did not stop within {StopPatience.TotalSeconds:0} s and is ended now."]);
        }
    }
}
