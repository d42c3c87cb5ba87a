using CsCheck;
using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Tests.Brokers;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>Random fleets in which many jobs are gangs over several data centers.</summary>
internal static class RandomGangs
{
    /// <summary>Fleets of any kind, with news after a second to ten minutes.</summary>
    public static Gen<RandomFleet> Any { get; } =
        Gen.Select(RandomFleet.Any, Gen.OneOf(1, 7, 60, 60, 600), (fleet, news) => fleet.WithGangs(news));

    /// <summary>
    /// The same fleet, of which the jobs of every source but each third are split and gangs, if they have two chips. They state run times,
    /// go anywhere at once, and do not shrink.
    /// </summary>
    /// <param name="fleet">A fleet.</param>
    /// <param name="news">Seconds after which news is known.</param>
    public static RandomFleet WithGangs(this RandomFleet fleet, int news)
    {
        int[] gangs = [.. Enumerable.Range(0, RandomBrokers.Sources).Where(source => source % 3 != 2)];
        var broker = fleet.Plan.Broker with
        {
            News = VirtualDuration.FromSeconds(news),
            Sources =
            [
                .. Enumerable.Range(0, RandomBrokers.Sources).Select(source => fleet.Plan.Broker.TermsOf(source)).Select((terms, source) =>
                    gangs.Contains(source) ? terms with { IsGang = true, Shift = null } : terms),
            ],
        };
        var jobs = fleet.Jobs.SelectMany(job => gangs.Contains(job.Source) ? Split(job) : [job]);
        return new(
            fleet.Plan with
            {
                Broker = broker,
                DataCenters = [.. fleet.Plan.DataCenters.Select(plan => plan with { GangSources = gangs })],
            },
            [.. jobs.Select((job, number) => job with { Number = number })]);
    }

    private static IEnumerable<JobArrival> Split(JobArrival job)
    {
        var plain = job with
        {
            Shrink = null,
            Flops = null,
            DataCenter = JobArrival.AnyDataCenter,
            Work = job.Flops is null ? job.Work : VirtualDuration.FromSeconds(job.Chips * 17),
        };
        if (job.Part is not null)
        {
            return [plain];
        }

        var parts = Math.Min(job.Chips, job.Number % 5 == 0 ? 3 : 2);
        return parts < 2 ? [job] : Enumerable.Range(0, parts).Select(index => new JobPart(index, parts)).Select(part => plain with
        {
            Part = part,
            Chips = part.Of(job.Chips),
        });
    }
}
