using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>Exact integrals over one interval of one data center: a row of the <c>timeseries</c> table.</summary>
/// <param name="DataCenter">Index of the data center.</param>
/// <param name="Start">Start of the interval.</param>
/// <param name="End">End of the interval; the last one of a run may be shorter than the others.</param>
/// <param name="Queued">Integral of the number of waiting jobs, in job-microseconds.</param>
/// <param name="Running">Integral of the number of running jobs, in job-microseconds.</param>
/// <param name="Idle">Integral of the number of idle chips, in chip-microseconds.</param>
/// <param name="Busy">Integral of the number of busy chips, in chip-microseconds.</param>
/// <param name="Failed">Integral of the number of failed chips, in chip-microseconds.</param>
/// <param name="Energy">IT energy: chips, hosts and racks.</param>
/// <param name="Site">What it comes to at the site.</param>
public sealed record IntervalSample(
    int DataCenter,
    VirtualTime Start,
    VirtualTime End,
    Int128 Queued,
    Int128 Running,
    Int128 Idle,
    Int128 Busy,
    Int128 Failed,
    Joules Energy,
    SiteTotals Site);
