using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>A fleet of the size that RAPS was measured on: 600,048 chips in three data centers, gang jobs, failures.</summary>
internal static class DayScenario
{
    private const double Load = 0.85;
    private const double Sigma = 1;

    // With these sizes and this load it makes 12,000 jobs a day.
    private static readonly VirtualDuration MeanRunTime = VirtualDuration.FromMinutes(97);

    // 3,125 racks and two hosts more; a job does not span data centers, and the largest fits well into one.
    private static readonly FleetShape Fleet = new(3, 200_016)
    {
        ChipsPerHost = 8,
        MeanTimeToFailure = FleetShape.Llama3MeanTimeToFailure,
    };

    /// <summary>Some days of it.</summary>
    public static RunSpecification Of(CaseScale scale, int days)
    {
        var fleet = scale.Of(full: Fleet, quick: Fleet with { ChipsEach = 2_064 });

        // Powers of two from 1 to 4,096, equally frequent.
        var sizes = Enumerable.Range(0, scale.Of(full: 13, quick: 9)).Select(power => 1 << power).ToArray();
        var duration = VirtualDuration.FromHours(24L * days);
        return LoadScenarios.Make("day", fleet, duration, new(sizes, MeanRunTime, Sigma), Load);
    }
}
