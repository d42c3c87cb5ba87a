using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>Ten years of a small fleet in one run: neither memory nor speed may suffer from what has been.</summary>
internal sealed class SoakCase : IBenchmarkCase
{
    private const int Years = 10;
    private const int WarmUpYears = 3;
    private const int WindowsPerYear = 50;
    private const double Megabyte = 1e6;
    private static readonly Target Growth = Target.AtMost(1.1);

    public string Name => "soak";

    public string Title => "ten years of a small fleet in one run";

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        var year = VirtualDuration.FromHours(24L * scale.Of(full: 365, quick: 5));

        // Windows of equal length, so that years begin and end with them. The first two runs are for the compiler, too: a
        // first year that waits for it would make the last one look fast.
        var windows = new PlaybackOptions(new(year.Microseconds / WindowsPerYear), PlaybackOptions.Default.MaxArrivals);
        var reference = await MeasuredRun.PlayAsync(Specification(year * Years), new ReferenceEngine(), windows);
        var silo = await QuietSilo.StartAsync();
        await MeasuredRun.PlayAsync(Specification(year * WarmUpYears), new OrleansEngine(silo, run: 1), windows);
        var milestones = new Milestones(At(0), At(1), At(Years - 1), At(Years));
        var orleans = await MeasuredRun.PlayAsync(
            Specification(year * Years), new OrleansEngine(silo, run: 1, epoch: 1), windows, milestones);
        orleans.MustEqual(reference);

        var (begin, first, before, last) =
            (milestones.Passed[0], milestones.Passed[1], milestones.Passed[2], milestones.Passed[3]);
        figures.Add("chips", orleans.Chips, "chips");
        figures.Add("events in all", last.Events, "events");
        figures.Add("failures", orleans.Summary.Failures.Count, "failures");
        figures.Add("wall", orleans.Total.Wall, "s");
        figures.Add("events, first year", first.RateSince(begin), "1/s");
        figures.Add("events, last year", last.RateSince(before), "1/s");
        figures.Add("events, last : first year", last.RateSince(before) / first.RateSince(begin), "ratio");
        figures.Add("managed heap after the first year", first.HeapBytes / Megabyte, "MB");
        figures.Add("managed heap after the last year", last.HeapBytes / Megabyte, "MB");
        figures.Add("managed heap, last : first year", (double)last.HeapBytes / first.HeapBytes, "ratio", Growth);
        var growth = (double)(last.HeapBytes - first.HeapBytes) / (last.Jobs - first.Jobs);
        figures.Add("managed heap, growth from first to last year", growth, "bytes/job");

        VirtualTime At(int years) => VirtualTime.Zero + (year * years);
    }

    /// <summary>1,024 chips at 85 %, each of which fails twice a year.</summary>
    private static RunSpecification Specification(VirtualDuration duration)
    {
        var fleet = new FleetShape(1, 1_024)
        {
            MeanTimeToFailure = VirtualDuration.FromHours(4_380),
            SampleInterval = VirtualDuration.FromMinutes(5),
        };
        var jobs = new JobMix([1, 8, 32, 64, 128], VirtualDuration.FromHours(1), Sigma: 1);
        return LoadScenarios.Make("soak", fleet, duration, jobs, load: 0.85);
    }
}
