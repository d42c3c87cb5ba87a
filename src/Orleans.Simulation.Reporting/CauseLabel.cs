using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;

namespace Orleans.Simulation.Reporting;

/// <summary>What results say of a cause of failures besides its index.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Domain">What fails; null: it is the cause of a planned outage.</param>
public sealed record CauseLabel(string Name, FailureDomain? Domain)
{
    /// <summary>The causes of a data center, in the order in which records refer to them.</summary>
    public static IReadOnlyList<CauseLabel> Of(DataCenterPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return
        [
            .. plan.Chip.Causes.Select(cause => new CauseLabel(cause.Name, FailureDomain.Chip)),
            .. plan.Failures.Components.Select(cause => new CauseLabel(cause.Name, cause.Domain)),
            .. plan.OutageCauses.Select(name => new CauseLabel(name, Domain: null)),
        ];
    }
}
