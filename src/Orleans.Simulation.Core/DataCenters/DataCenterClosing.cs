using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>The books of a data center at the end of the run, after all its racks have settled.</summary>
/// <param name="Account">Totals; they agree with the racks' to the nanojoule.</param>
/// <param name="Unfinished">Jobs that are still running or waiting, by job number.</param>
/// <param name="Unrepaired">Failures that nobody has noticed yet or that wait for a crew, by site.</param>
/// <param name="Samples">The rest of the time series.</param>
/// <param name="Hashes">Windows of the rolling hashes that ended.</param>
/// <param name="ChipCalls">Chips called for exchanges that were still under way when the last window was done.</param>
public sealed record DataCenterClosing(
    DataCenterAccount Account,
    IReadOnlyList<JobRecord> Unfinished,
    IReadOnlyList<FailureRecord> Unrepaired,
    IReadOnlyList<IntervalSample> Samples,
    IReadOnlyList<WindowHash> Hashes,
    long ChipCalls);
