using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>Runs in which the jobs of the first source are gangs over several data centers.</summary>
internal static class GangedFleet
{
    /// <summary>Splits the jobs of the first source of a run, which state run times and need all their chips then.</summary>
    /// <param name="specification">The run.</param>
    /// <param name="sites">Parts of a job.</param>
    /// <param name="news">Seconds after which news of a part is known.</param>
    public static RunSpecification Of(RunSpecification specification, int sites, int news)
    {
        var broker = specification.Fleet.Broker;
        var first = broker.Sources.Count > 0 ? broker.Sources[0] : SourceTerms.Any;
        return specification with
        {
            Fleet = specification.Fleet with
            {
                Broker = broker with { News = VirtualDuration.FromSeconds(news), Sources = [first with { IsGang = true, Shift = null }, .. broker.Sources.Skip(1)] },
                DataCenters = [.. specification.Fleet.DataCenters.Select(plan => plan with { GangSources = [0] })],
            },
            Sources = [.. specification.Sources.Select((source, index) => index == 0 ? Split((GeneratorSource)source, sites) : source)],
        };
    }

    private static GeneratorSource Split(GeneratorSource source, int sites) => source with
    {
        DataCenter = JobArrival.AnyDataCenter,
        Shrink = null,
        Sites = sites,
        Sizes =
        [
            .. source.Sizes.Select(size => size.MedianFlops is null
                ? size
                : size with { MedianFlops = null, MedianWork = VirtualDuration.FromSeconds(150) }),
        ],
    };
}
