using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>
/// What an event costs in fleets of few and of many racks that get the very same jobs. It should depend on what the event
/// touches, not on the fleet around it. Figures are medians.
/// </summary>
internal sealed class RackCase : IBenchmarkCase
{
    private const double Microseconds = 1e6;
    private const double Load = 0.8;
    private const double Sigma = 0.3;

    public string Name => "racks";

    public string Title => "what an event costs with few and many racks, reference engine";

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        var (few, many) = scale.Of(full: (244, 15_625), quick: (16, 256));
        var duration = VirtualDuration.FromHours(scale.Of(full: 48, quick: 2));
        foreach (var placement in Enum.GetValues<PlacementPolicy>())
        {
            var (fewRuns, manyRuns) = (new List<MeasuredRun>(), new List<MeasuredRun>());
            for (var turn = 0; turn < scale.Of(full: 3, quick: 1); turn++)
            {
                fewRuns.Add(await MeasuredRun.PlayAsync(Specification(few, few, placement, duration), new ReferenceEngine()));
                manyRuns.Add(await MeasuredRun.PlayAsync(Specification(many, few, placement, duration), new ReferenceEngine()));
            }

            var name = placement.ToString().ToLowerInvariant();
            var (fewCost, manyCost) = (Median.Of(fewRuns, EventCost), Median.Of(manyRuns, EventCost));
            figures.Add($"{name}, {few:N0} racks", fewCost * Microseconds, "us/event");
            figures.Add($"{name}, {many:N0} racks", manyCost * Microseconds, "us/event");
            figures.Add($"{name}, {many:N0} : {few:N0} racks", manyCost / fewCost, "ratio");
        }
    }

    private static double EventCost(MeasuredRun run) => run.Play.Wall / run.Performance.Events;

    /// <summary>A fleet with the jobs of one that has only some of its racks, and with as many failures.</summary>
    private static RunSpecification Specification(int racks, int loadedRacks, PlacementPolicy placement, VirtualDuration duration)
    {
        var end = VirtualTime.Zero + duration;
        var fleet = new FleetShape(1, racks * FleetShape.ChipsPerRack)
        {
            Placement = placement,
            MeanTimeToFailure = VirtualDuration.FromHours(4L * racks),
        };
        var jobs = new JobMix([8, 16, 64, 256, 512], VirtualDuration.FromMinutes(1), Sigma);
        return new(
            fleet.Plan(end, LoadScenarios.Seed),
            [jobs.Offering(Load, loadedRacks * FleetShape.ChipsPerRack, end, LoadScenarios.Seed)],
            LoadScenarios.Facts("racks"));
    }
}
