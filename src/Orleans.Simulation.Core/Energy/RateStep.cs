using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Energy;

/// <summary>A stretch of time for which the rates of a site do not change.</summary>
/// <param name="Start">Its start.</param>
/// <param name="End">Its end; <see cref="VirtualTime.Never"/>: they hold on.</param>
/// <param name="Rates">The rates, for each nanojoule of IT energy.</param>
/// <param name="Before">Integral of the rates over microseconds, from the start of the run to the start of the step.</param>
public readonly record struct RateStep(VirtualTime Start, VirtualTime End, SiteTotals Rates, SiteTotals Before);
