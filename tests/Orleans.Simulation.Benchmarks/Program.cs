using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Simulation.Benchmarks;
using Orleans.Simulation.Benchmarks.Engines;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Hosting;

var quick = new Option<bool>("--quick") { Description = "A small fleet, one turn: shows that everything works, not how fast." };
var json = new Option<string?>("--json") { Description = "Also writes the figures to a file.", HelpName = "FILE" };
var command = new RootCommand("Measures kernel, Orleans and engines in one run.") { quick, json };
command.SetAction(async (parsed, cancellation) =>
{
    var isQuick = parsed.GetValue(quick);
    var (chips, turns) = isQuick ? (8_192, 1) : (131_072, 3);
    var dense = LoadScenario.Dense(chips, isQuick ? VirtualDuration.FromHours(2) : VirtualDuration.FromHours(8));
    var sparse = LoadScenario.Sparse(chips, isQuick ? VirtualDuration.FromHours(24) : VirtualDuration.FromHours(24 * 7));
    var report = new BenchmarkReport();
    var host = await SimulationSilo.StartAsync(logging => logging.ClearProviders(), cancellation);
    var grains = host.Services.GetRequiredService<IGrainFactory>();

    await ActivationBenchmark.RunAsync(host.Services, report, dense.Fleet, run: 1);
    await RawCallBenchmark.RunAsync(grains, report, chips / 64, rounds: 20);
    var engines = new EngineBenchmark(host.Services, report);
    await engines.CompareAsync(dense, run: 2, turns);
    await engines.CompareAsync(sparse, run: 3, turns);
    report.Show(parsed.GetValue(json));

    // The process ends without deactivating its grains one by one.
    return 0;
});
return await command.Parse(args).InvokeAsync();
