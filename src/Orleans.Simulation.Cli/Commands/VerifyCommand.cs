using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orleans.Simulation.Cli.Execution;
using Orleans.Simulation.Cli.Views;
using Orleans.Simulation.Driver.Hosting;
using Orleans.Simulation.Reporting.Summaries;
using Orleans.Simulation.Verification;

namespace Orleans.Simulation.Cli.Commands;

/// <summary><c>verify</c>: compares the simulator with mathematics and published figures.</summary>
internal static class VerifyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Interruption interruption)
    {
        var quick = new Option<bool>("--quick")
        {
            Description = "Short runs with wider intervals and gates, by the reference engine alone: under a minute.",
        };
        var only = new Option<IReadOnlyList<IVerificationCheck>?>("--only")
        {
            Description = $"Just some of {string.Join(", ", VerificationChecks.All.Select(check => check.Name))}. May be repeated.",
            HelpName = "NAME[,NAME]",
            CustomParser = ParseChecks,
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<string?>("--json") { Description = "Also writes the rows to a file.", HelpName = "FILE" };
        var shared = new Option<string>("--shared")
        {
            Description = "Folder of the schedules and traces that conformance compares with; its rows are skipped where they are missing.",
            HelpName = "DIR",
            DefaultValueFactory = _ => Replications.DefaultShared,
        };
        shared.Validators.Add(result =>
        {
            if (result is { Implicit: false, Tokens: [var token] } && !Directory.Exists(token.Value))
            {
                result.AddError($"--shared: is {token.Value}, must be a folder");
            }
        });
        var command = new Command("verify", "Compares the simulator with closed forms and published figures; exit code 1 on any miss.")
        {
            quick, only, json, shared,
        };
        command.SetAction((parsed, _) => Guarded.RunAsync(
            () => VerifyAsync(
                parsed.GetValue(only) ?? VerificationChecks.All,
                parsed.GetValue(quick),
                parsed.GetValue(shared)!,
                parsed.GetValue(json),
                interruption.Token),
            interruption.Token));
        return command;
    }

    private static async Task<int> VerifyAsync(
        IReadOnlyList<IVerificationCheck> checks, bool isQuick, string shared, string? json, CancellationToken cancellation)
    {
        if (json is null)
        {
            return Show(await RunAsync(checks, isQuick, shared, cancellation));
        }

        // A file that cannot be written is to be known before the work is done, and one that is there stays until then.
        var partial = $"{json}.partial";
        try
        {
            IReadOnlyList<CheckRow> rows;
            await using (var file = File.Create(partial))
            {
                rows = await RunAsync(checks, isQuick, shared, cancellation);
                await JsonSerializer.SerializeAsync(file, rows, ResultJson.Options, cancellation);
            }

            File.Move(partial, json, overwrite: true);
            return Show(rows);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private static async Task<IReadOnlyList<CheckRow>> RunAsync(
        IReadOnlyList<IVerificationCheck> checks, bool isQuick, string shared, CancellationToken cancellation)
    {
        var silo = isQuick ? null : (await SimulationSilo.StartAsync(logging => logging.ClearProviders(), cancellation)).Services;
        var replications = new Replications(isQuick, silo, cancellation) { Shared = shared };
        var rows = new List<CheckRow>();
        foreach (var check in checks)
        {
            var clock = Stopwatch.StartNew();
            rows.AddRange(await check.RunAsync(replications));
            await Console.Error.WriteLineAsync($"{check.Name}: {clock.Elapsed.TotalSeconds:F1} s");
        }

        return rows;
    }

    private static int Show(IReadOnlyList<CheckRow> rows)
    {
        VerifyView.Show(rows);
        return rows.All(row => !row.Missed) ? ExitCode.Done : ExitCode.RunFailed;
    }

    private static IReadOnlyList<IVerificationCheck> ParseChecks(ArgumentResult result)
    {
        var names = result.Tokens.SelectMany(token => token.Value.Split(',')).ToHashSet(StringComparer.Ordinal);
        foreach (var name in names.Except(VerificationChecks.All.Select(check => check.Name)))
        {
            result.AddError(
                $"--only: is {name}, must be some of {string.Join(", ", VerificationChecks.All.Select(check => check.Name))}");
        }

        return [.. VerificationChecks.All.Where(check => names.Contains(check.Name))];
    }
}
