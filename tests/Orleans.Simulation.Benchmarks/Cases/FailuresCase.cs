using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>A million chips for thirty days at twice the failure rate of Llama 3, with failures of every domain.</summary>
internal sealed class FailuresCase : IBenchmarkCase
{
    private const double Load = 0.9;
    private const double Sigma = 0.5;
    private const double MaxSeconds = 60;

    private static readonly FleetShape Fleet = new(4, 256_000)
    {
        ChipsPerHost = 8,
        MeanTimeToFailure = new(FleetShape.Llama3MeanTimeToFailure.Microseconds / 2),
        SampleInterval = VirtualDuration.FromMinutes(5),
        Components =
        [
            new("nic", FailureDomain.Host, VirtualDuration.FromHours(60_000)),
            new("rack-power", FailureDomain.Rack, VirtualDuration.FromHours(438_000)),
            new("switch", FailureDomain.Interconnect, VirtualDuration.FromHours(100_000)) { Hosts = 16 },
            new("burst", FailureDomain.Burst, VirtualDuration.FromHours(240)) { Hosts = 40 },
            new("utility", FailureDomain.DataCenter, VirtualDuration.FromHours(8_760)),
            new("software", FailureDomain.Job, VirtualDuration.FromHours(500)),
        ],
    };

    public string Name => "failures";

    public string Title => "a million chips for thirty days at twice the failure rate of Llama 3";

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        var fleet = scale.Of(full: Fleet, quick: Fleet with { ChipsEach = 2_048 });
        var sizes = scale.Of<int[]>(full: [64, 1_024, 4_096, 16_384], quick: [64, 512]);
        var specification = LoadScenarios.Make(
            "failures",
            fleet,
            VirtualDuration.FromHours(24 * scale.Of(full: 30, quick: 3)),
            new(sizes, VirtualDuration.FromHours(48), Sigma),
            Load);
        var reference = await MeasuredRun.PlayAsync(specification, new ReferenceEngine());
        var run = await MeasuredRun.PlayAsync(specification, new OrleansEngine(await QuietSilo.StartAsync(), run: 1));
        run.MustEqual(reference);
        var calls = run.Performance.GrainCalls;
        DayCase.AddRun(figures, run, wall: null);
        figures.Add("wall after activation", run.Total.Wall - run.Begin.Wall, "s", Target.AtMost(MaxSeconds));
        figures.Add("lost chip-time", 100 * (1 - (double)run.Summary.Goodput.GoodputOfHeld!.Value), "% of held");
        figures.Add("grain calls after activation", run.Calls, "calls");
        figures.Add("grain calls for each failure", (double)(run.Calls - run.Chips - run.Racks) / run.Summary.Failures.Count, "calls");
        figures.Add("chip calls in play, of all calls after activation", 100.0 * run.ChipCallsInPlay / run.Calls, "%");
        figures.Add("rack calls, of all calls", 100.0 * calls.Rack / calls.Total, "%");
        figures.Add("data center calls, of all calls", 100.0 * calls.DataCenter / calls.Total, "%");
        figures.Add("play and settlement, wall, orleans : reference", run.Work.Wall / reference.Work.Wall, "ratio");
    }
}
