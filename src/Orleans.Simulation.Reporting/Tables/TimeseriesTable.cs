using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Metrics;

namespace Orleans.Simulation.Reporting.Tables;

/// <summary>The <c>timeseries</c> table: a row for each interval of each data center, with means over the interval, and
/// what the energy of the interval came to.</summary>
/// <remarks>A mean is the exact integral over the interval's length: nothing between two samples is missed.</remarks>
public static class TimeseriesTable
{
    /// <summary>The columns of the table.</summary>
    /// <param name="labels">Names and sites of the data centers.</param>
    public static TableSchema<IntervalSample> Schema(RunLabels labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        SiteFigures[] sites = [.. labels.DataCenters.Select(label => new SiteFigures(label.Site))];
        return new(
            "timeseries",
            [
                new TextColumn<IntervalSample>("data_center", sample => labels.DataCenters[sample.DataCenter].Name),
                new ValueColumn<IntervalSample, double>("start_s", sample => sample.Start.Seconds),
                new ValueColumn<IntervalSample, double>("end_s", sample => sample.End.Seconds),
                new ValueColumn<IntervalSample, double>("running_jobs", sample => Mean(sample, sample.Running)),
                new ValueColumn<IntervalSample, double>("queued_jobs", sample => Mean(sample, sample.Queued)),
                new ValueColumn<IntervalSample, double>("busy_chips", sample => Mean(sample, sample.Busy)),
                new ValueColumn<IntervalSample, double>("idle_chips", sample => Mean(sample, sample.Idle)),
                new ValueColumn<IntervalSample, double>("failed_chips", sample => Mean(sample, sample.Failed)),
                new ValueColumn<IntervalSample, double>("it_power_watts", sample => MeanWatts(sample, sample.Energy)),
                new ValueColumn<IntervalSample, double>(
                    "facility_power_watts",
                    sample => Mean(sample, sample.Site.Facility) / SiteTotals.FemtojoulesPerNanojoule / 1000),
                new OptionalColumn<IntervalSample, double>(
                    "carbon_grams", sample => sites[sample.DataCenter].Carbon(sample.Site)),
                new OptionalColumn<IntervalSample, double>(
                    "electricity_usd", sample => sites[sample.DataCenter].Electricity(sample.Site)),
            ]);
    }

    private static double Mean(IntervalSample sample, Int128 integral) =>
        (double)integral / (sample.End - sample.Start).Microseconds;

    /// <summary>Nanojoules over microseconds are milliwatts.</summary>
    private static double MeanWatts(IntervalSample sample, Joules energy) => Mean(sample, energy.Nanojoules) / 1000;
}
