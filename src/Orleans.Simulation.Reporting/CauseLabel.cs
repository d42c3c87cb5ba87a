using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;

namespace Orleans.Simulation.Reporting;

/// <summary>What results say of a cause of failures besides its index.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Domain">What fails; null: it is the cause of a planned outage.</param>
public sealed record CauseLabel(string Name, FailureDomain? Domain)
{
    /// <summary>Whether chips go down only when it is noticed, since it slows jobs down before that. Default: false.</summary>
    public bool IsDegrading { get; init; }

    /// <summary>The causes of a data center, in the order in which records refer to them.</summary>
    public static IReadOnlyList<CauseLabel> Of(DataCenterPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return
        [
            .. plan.Chip.Causes.Select(cause => new CauseLabel(cause.Name, FailureDomain.Chip)),
            .. plan.Failures.Components.Select(cause => new CauseLabel(cause.Name, cause.Domain) { IsDegrading = cause.IsDegrading }),
            .. plan.OutageCauses.Select(name => new CauseLabel(name, Domain: null)),
        ];
    }
}
