using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Scenarios.Loading;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>Real traces: the preset of six ITP clusters, from reading to results. Figures are medians.</summary>
internal sealed class ReplayCase : IBenchmarkCase
{
    private const string Traces = "shared/traces/training/itp";
    private const double JobsPerSecond = 20_000;

    public string Name => "replay";

    public string Title => "two months of six production clusters, scheduler and all";

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        var folder = RepositoryFolder.PathOf("..", Traces);
        if (!Directory.Exists(folder))
        {
            figures.LeaveOut("jobs", $"left out: needs ../{Traces} beside the repository");
            return;
        }

        var scenario = new ScenarioLoader().Load("itp", [$"workload.folder={folder}"]).Compile();
        var specification = new RunSpecification(scenario.Plan, scenario.Sources, LoadScenarios.Facts("itp"));
        var silo = await QuietSilo.StartAsync();
        var (reference, orleans) = (new List<MeasuredRun>(), new List<MeasuredRun>());
        for (var turn = 0; turn < scale.Of(full: 3, quick: 1); turn++)
        {
            reference.Add(await PlayAsync(specification, new ReferenceEngine()));
            orleans.Add(await PlayAsync(specification, new OrleansEngine(silo, run: 1, epoch: turn)));
            orleans[^1].MustEqual(reference[^1]);
        }

        figures.Add("jobs", orleans[0].Summary.Jobs.Completed, "jobs");
        figures.Add("rate after activation", Rate(orleans), "jobs/s", Target.AtLeast(JobsPerSecond), Peer.Gavel);
        figures.Add("rate after activation, reference", Rate(reference), "jobs/s", Target.AtLeast(JobsPerSecond), Peer.Gavel);
        figures.Add("first run, with compilation", orleans[0].Total.Wall - orleans[0].Begin.Wall, "s");
    }

    private static Task<MeasuredRun> PlayAsync(RunSpecification specification, ISimulationEngine engine) =>
        MeasuredRun.PlayAsync(specification, engine, PlaybackOptions.Default, writesTables: true);

    private static double Rate(List<MeasuredRun> runs) =>
        Median.Of(runs, run => run.Summary.Jobs.Completed / (run.Total.Wall - run.Begin.Wall));
}
