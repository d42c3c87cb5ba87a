using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>
/// One job of 16,384 chips over 54 days among 131,072 chips that fail as often as those on which Llama 3 was trained: there
/// it was 419 times. The rest of the fleet is half full.
/// </summary>
internal sealed class BigJobCase : IBenchmarkCase
{
    private const double BackgroundLoad = 0.5;
    private const double Sigma = 0.5;
    private static readonly VirtualDuration Duration = VirtualDuration.FromHours(54 * 24);
    private static readonly VirtualDuration BackgroundRunTime = VirtualDuration.FromHours(4);

    public string Name => "big-job";

    public string Title => "a job on an eighth of the fleet that fails over and over for 54 days";

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        using var folder = new ScratchFolder();
        var fleet = new FleetShape(1, scale.Of(full: 131_072, quick: 8_192))
        {
            MeanTimeToFailure = FleetShape.Llama3MeanTimeToFailure,
        };
        var chips = fleet.Chips / 8;
        var engine = new WatchedJob(new OrleansEngine(await QuietSilo.StartAsync(), run: 1), number: 0);
        var run = await MeasuredRun.PlayAsync(Specification(fleet, chips, folder), engine);
        figures.Add("chips of the job", chips, "chips");
        figures.Add("wall after activation", run.Total.Wall - run.Begin.Wall, "s", Target.AtMost(10));
        figures.Add("failures that hit it", engine.Hits, "failures");
        figures.Add("restarts", engine.Restarts, "restarts");

        // All calls of the run, for background jobs and repairs as well, and yet fewer than one a chip and restart.
        figures.Add("chip calls for each restart", (double)run.ChipCallsInPlay / engine.Restarts, "calls", Target.Below(chips));
        figures.Add("events", run.Performance.Events / run.Work.Wall, "1/s");
    }

    private static RunSpecification Specification(FleetShape fleet, int chips, ScratchFolder folder)
    {
        // The first row of the first source, submitted at the start: it is job 0.
        var trace = folder.FileOf("big.csv");
        File.WriteAllText(trace, $"job_id,submit_s,duration_s,chips\nbig,0,{Duration.Seconds:F0},{chips}\n");
        var big = new TraceSource(
            "big", JobArrival.AnyDataCenter, trace, "native", VirtualDuration.Zero, TraceSource.TimeScaleUnit);
        int[] sizes = [64, 256, 1024, 4096];
        var background = new JobMix([.. sizes.Where(size => size < chips)], BackgroundRunTime, Sigma);
        var end = VirtualTime.Zero + Duration;
        return new(
            fleet.Plan(end, LoadScenarios.Seed),
            [big, background.Offering(BackgroundLoad, fleet.Chips, end, LoadScenarios.Seed)],
            LoadScenarios.Facts("big-job"));
    }
}
