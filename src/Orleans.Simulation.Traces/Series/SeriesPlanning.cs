using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Series;

/// <summary>Reads the files that rates of sites come from and puts them in virtual time.</summary>
public static class SeriesPlanning
{
    /// <summary>A fleet with the rates of its sites.</summary>
    /// <param name="fleet">The fleet, whose rates from files have no values.</param>
    /// <param name="sources">The files.</param>
    /// <param name="startsAt">The calendar instant of virtual time zero.</param>
    /// <exception cref="InvalidInputException">A file cannot be read or does not cover the run; carries all issues.</exception>
    public static FleetPlan Apply(FleetPlan fleet, IReadOnlyList<RateSource> sources, DateTimeOffset startsAt)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        ArgumentNullException.ThrowIfNull(sources);
        var start = (startsAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var plans = fleet.DataCenters.ToArray();
        var issues = new List<InputIssue>();

        // Sites may share a file; its issues are said once, and it goes into each plan as one list.
        foreach (var same in sources.GroupBy(source => source with { Key = string.Empty, DataCenter = 0 }))
        {
            var log = new IssueLog();
            var series = Read(same.First(), log) is { } read ? InVirtualTime(read, same.First(), start, fleet.End, log) : null;
            issues.AddRange(log.Summarize(same.Key.File));
            foreach (var source in same.Where(_ => series is not null))
            {
                plans[source.DataCenter] = With(plans[source.DataCenter], source.Kind, series!);
            }
        }

        return issues.Count == 0 ? fleet with { DataCenters = plans } : throw new InvalidInputException(issues);
    }

    private static DataCenterPlan With(DataCenterPlan plan, RateKind kind, RateSeries series) => plan with
    {
        Site = kind switch
        {
            RateKind.Pue => plan.Site with { Pue = series },
            RateKind.Carbon => plan.Site with { Carbon = series },
            _ => plan.Site with { Price = series },
        },
    };

    private static CalendarSeries? Read(RateSource source, IssueLog issues)
    {
        try
        {
            var points = TraceFile.Guard(
                source.File, () => source.Weather is null ? RateTable.Read(source, issues) : WeatherFile.Read(source, issues));
            return issues.Count == 0 ? SeriesAssembly.Assemble(points, source.Fill, source.File, issues) : null;
        }
        catch (InvalidInputException exception)
        {
            foreach (var issue in exception.Issues)
            {
                issues.Add(issue);
            }

            return null;
        }
    }

    private static RateSeries? InVirtualTime(
        CalendarSeries series, RateSource source, long start, VirtualTime end, IssueLog issues)
    {
        var length = series.End - series.Start;
        if (source.Repeats)
        {
            // The last repetition that begins before the run.
            var since = (((start - series.Start) % length) + length) % length;
            return new(-since, series.Step, series.Values, Repeats: true);
        }

        var last = (Int128)start + end.Microseconds;
        if (series.Start > start || series.End < last)
        {
            issues.Add(new(
                source.File,
                $"a series from {CalendarText.Format(series.Start)} to {CalendarText.Format(series.End)}",
                $"one that covers the run, from {CalendarText.Format(start)} to {CalendarText.Format(last)}: "
                + $"another startsAt, a shorter duration, or repeat: true at {source.Key}"));
            return null;
        }

        // Only what the run needs travels with its plan.
        var first = (start - series.Start) / series.Step.Microseconds;
        var count = ((last - series.Start + series.Step.Microseconds - 1) / series.Step.Microseconds) - first;
        return new(
            series.Start + (first * series.Step.Microseconds) - start,
            series.Step,
            [.. series.Values.Skip((int)first).Take((int)Int128.Max(1, count))],
            Repeats: false);
    }
}
