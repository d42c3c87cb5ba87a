using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Reporting;

namespace Orleans.Simulation.Benchmarks.Playing;

/// <summary>The loads that engines are compared on, at 90 % of the chips.</summary>
internal static class LoadScenarios
{
    /// <summary>Seed of all runs.</summary>
    public const ulong Seed = 1;

    private const double Load = 0.9;
    private const double Sigma = 0.3;

    /// <summary>Jobs of 8 to 256 chips for about a minute: every chip changes its state all the time.</summary>
    public static RunSpecification Dense(FleetShape fleet, VirtualDuration duration) =>
        Make("dense", fleet, duration, new([8, 16, 64, 256], VirtualDuration.FromSeconds(60), Sigma), Load);

    /// <summary>Jobs of 64 to 4,096 chips for about four hours: hardly anything happens to a chip.</summary>
    public static RunSpecification Sparse(FleetShape fleet, VirtualDuration duration)
    {
        int[] sizes = [64, 256, 1024, 4096];
        var fitting = sizes.Where(size => size <= fleet.ChipsEach).ToArray();
        return Make("sparse", fleet, duration, new(fitting, VirtualDuration.FromHours(4), Sigma), Load);
    }

    /// <summary>A run of a fleet on which a mix of jobs offers a load.</summary>
    public static RunSpecification Make(string name, FleetShape fleet, VirtualDuration duration, JobMix jobs, double load)
    {
        var end = VirtualTime.Zero + duration;
        return new(fleet.Plan(end, Seed), [jobs.Offering(load, fleet.Chips, end, Seed)], Facts(name));
    }

    /// <summary>What the results of a run say they belong to.</summary>
    public static ScenarioFacts Facts(string name) => new(name, string.Empty, Seed, string.Empty);
}
