using System.Globalization;
using Orleans.Simulation.Core;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>How the figures that publications report are taken from the summary of a run.</summary>
internal static class MeasuredFigure
{
    private const decimal Millionths = 1_000_000;
    private const decimal SecondsPerHour = 3600;
    private const decimal JoulesPerKilowattHour = 3_600_000;
    private const decimal WattsPerMegawatt = 1_000_000;

    /// <summary>Takes a figure.</summary>
    /// <param name="summary">Summary of the run.</param>
    /// <param name="figure">Name of the figure; for some, a colon and an argument may follow.</param>
    /// <returns>Times in hours, shares 0 to 1, to six digits; null when the run has nothing to measure it by.</returns>
    /// <exception cref="SimulationFaultException">There is no such figure: whoever asks has not checked the name.</exception>
    public static decimal? Of(RunSummary summary, string figure)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(figure);
        var parts = figure.Split(':', 2);
        var argument = parts.Length > 1 ? parts[1] : null;
        var (jobs, failures, goodput) = (summary.Jobs, summary.Failures, summary.Goodput);
        return parts[0] switch
        {
            "chip-availability" => Availability(summary.ChipTime),
            "completed" => jobs.Completed,
            "ettr" => goodput.Ettr,
            "facility-megawatts" => FacilityWatts(summary, per: WattsPerMegawatt),
            "facility-watts-per-chip" => FacilityWatts(summary, per: summary.Fleet.Chips),
            "failures" => argument is null ? failures.Count : failures.ByCause.GetValueOrDefault(argument),
            "goodput-of-fleet" => goodput.GoodputOfFleet,
            "goodput-of-held" => goodput.GoodputOfHeld,
            "interruptions" => goodput.Interruptions,
            "interruptions-per-job" => Ratio(goodput.Interruptions, goodput.BySize.Sum(size => size.Jobs)),
            "makespan-hours" => Hours(jobs.MakespanSeconds),
            "mean-jct-hours" => Hours(jobs.MeanJctSeconds),
            "mean-wait-hours" => Hours(jobs.MeanWaitSeconds),
            "mttf-hours" => Hours(SizeOf(goodput.BySize, argument)?.MeanTimeToFailureSeconds),
            "utilization" => summary.ChipTime.Utilization,
            _ => throw new SimulationFaultException($"a run does not measure {figure}"),
        };
    }

    /// <summary>The jobs of a size or, without one, the largest of those that were interrupted.</summary>
    private static SizeSummary? SizeOf(IReadOnlyList<SizeSummary> sizes, string? chips)
    {
        if (chips is null)
        {
            return sizes.LastOrDefault(size => size.Interruptions > 0);
        }

        var wanted = int.Parse(chips, CultureInfo.InvariantCulture);
        return sizes.FirstOrDefault(size => size.MinChips <= wanted && wanted <= size.MaxChips);
    }

    private static decimal? Availability(ChipTimeSummary time)
    {
        var healthy = time.IdleChipSeconds + time.BusyChipSeconds;
        return Ratio(healthy, healthy + time.FailedChipSeconds);
    }

    /// <summary>Mean power of all facilities: IT energy times PUE over the time that was simulated.</summary>
    private static decimal? FacilityWatts(RunSummary summary, decimal per) =>
        Ratio(summary.Energy.FacilityKilowattHours * JoulesPerKilowattHour, summary.EndSeconds * per);

    private static decimal? Hours(decimal? seconds) => Ratio(seconds ?? 0, seconds is null ? 0 : SecondsPerHour);

    private static decimal? Ratio(decimal part, decimal whole) =>
        // The last division drops trailing zeros, which would be printed.
        whole == 0 ? null : Math.Round(part / whole * Millionths, MidpointRounding.ToEven) / Millionths;
}
