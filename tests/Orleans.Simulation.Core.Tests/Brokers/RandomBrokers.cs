using CsCheck;
using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Brokers;

/// <summary>Brokers drawn at random, for fleets of up to three data centers and jobs of up to four sources.</summary>
internal static class RandomBrokers
{
    /// <summary>Sources of the jobs; the broker knows what those before the last want.</summary>
    public const int Sources = 4;

    private const int MaxDataCenters = 3;

    private static readonly Gen<JobShift?> Shifts = Gen.Select(
        Gen.OneOf<int?>(null, null, 60, 600, 3600),
        Gen.Enum<ShiftGoal>(),
        (deadline, goal) => deadline is { } seconds ? new JobShift(VirtualDuration.FromSeconds(seconds), goal) : null);

    // Each data center has a rank, or none: those of a rank are equally good.
    private static readonly Gen<SourceTerms> Terms = Gen.Select(
        Gen.Int[-1, 2].Array[MaxDataCenters],
        Gen.Bool,
        Shifts,
        (ranks, isChoosy, shift) => new SourceTerms
        {
            Affinity = !isChoosy ? [] :
            [
                .. Enumerable.Range(0, MaxDataCenters)
                    .Select(rank => (IReadOnlyList<int>)[.. Enumerable.Range(0, MaxDataCenters).Where(index => ranks[index] == rank)])
                    .Where(group => group.Count > 0),
            ],
            Shift = shift,
        });

    /// <summary>Any policy, with waits, weights and what jobs want.</summary>
    public static Gen<BrokerPlan> Any { get; } = Gen.Select(
        Gen.Enum<BrokerPolicy>(),
        Gen.Enum<CostScope>(),
        Gen.OneOf<int?>(null, null, 0, 120),
        Gen.Int[1, 5].Array[MaxDataCenters],
        Terms.Array[0, Sources - 1],
        (policy, cost, wait, weights, sources) => new BrokerPlan(policy)
        {
            Cost = cost,
            MaxWait = wait is { } seconds ? VirtualDuration.FromSeconds(seconds) : null,
            Weights = policy == BrokerPolicy.Weighted ? weights : [],
            Sources = sources,
        });

    /// <summary>The same broker for fewer data centers; jobs that accept none of them accept all.</summary>
    public static BrokerPlan For(this BrokerPlan plan, int dataCenters) => plan with
    {
        Weights = [.. plan.Weights.Take(dataCenters)],
        Sources =
        [
            .. plan.Sources.Select(source => source with
            {
                Affinity =
                [
                    .. source.Affinity
                        .Select(group => (IReadOnlyList<int>)[.. group.Where(index => index < dataCenters)])
                        .Where(group => group.Count > 0),
                ],
            }),
        ],
    };
}
