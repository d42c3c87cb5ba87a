using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>Thirty such days: memory must not grow with the length of a run.</summary>
internal sealed class MonthCase(IBenchmarkCase day) : IBenchmarkCase
{
    /// <summary>Name of the figure that is compared with the day's.</summary>
    public const string PeakRss = "peak RSS";

    private static readonly Target Growth = Target.AtMost(1.1);

    public string Name => "month";

    public string Title => "thirty such days";

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        var specification = DayScenario.Of(scale, scale.Of(full: 30, quick: 3));
        var (day1, end) = (VirtualTime.Zero + VirtualDuration.FromHours(24), specification.Fleet.End);
        var milestones = new Milestones(day1, new VirtualTime(end.Microseconds / 2), end);
        var engine = new OrleansEngine(await QuietSilo.StartAsync(), run: 1);
        var run = await MeasuredRun.PlayAsync(specification, engine, PlaybackOptions.Default, milestones, writesTables: true);
        DayCase.AddRun(figures, run, wall: null);
        double first = milestones.Passed[0].HeapBytes;
        double middle = milestones.Passed[1].HeapBytes;
        double last = milestones.Passed[2].HeapBytes;
        figures.Add("managed heap after the first day", first / ProcessMemory.Gigabyte, "GB");
        figures.Add("managed heap after the last day", last / ProcessMemory.Gigabyte, "GB");
        figures.Add("managed heap, last : first day", last / first, "ratio", Growth);

        // Tells buffers that fill up once from memory that keeps growing.
        figures.Add("managed heap, end : half-way", last / middle, "ratio");
    }

    public void Compare(IReadOnlyList<Figure> measured, FigureList figures)
    {
        if (PeakOf(this) is { } month && PeakOf(day) is { } oneDay)
        {
            figures.Add("peak RSS, month : day", month / oneDay, "ratio", Growth);
        }

        double? PeakOf(IBenchmarkCase each) =>
            measured.FirstOrDefault(figure => figure.Case == each.Name && figure.Name == PeakRss)?.Value;
    }
}
