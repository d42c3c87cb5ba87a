using System.Globalization;
using System.Text;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Topology;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Series;

namespace Orleans.Simulation.Traces.Tests.Series;

/// <summary>Reads series from strings, bytes and files for a fleet of two data centers, of which the second has them.</summary>
internal static class SeriesTexts
{
    public static readonly RateSource Carbon =
        new("energy.carbon", 1, RateKind.Carbon, string.Empty, Column: null, 3, Repeats: false, Weather: null);

    public static readonly RateSource Price = Carbon with { Key = "energy.price", Kind = RateKind.Price };

    public static readonly RateSource Pue =
        Carbon with { Key = "energy.pue", Kind = RateKind.Pue, Weather = new(1.08, 12, 0.004) };

    public static RateSeries Read(string text, RateSource source, string startsAt = "2022-01-01T00:00:00Z", double hours = 1)
    {
        using var file = new TemporaryFile(Encoding.UTF8.GetBytes(text));
        return ReadFile(source with { File = file.Path }, startsAt, hours);
    }

    public static RateSeries ReadFile(RateSource source, string startsAt, double hours)
    {
        var site = SeriesPlanning.Apply(Fleet(hours), [source], Instant(startsAt)).DataCenters[1].Site;
        return source.Kind switch
        {
            RateKind.Pue => site.Pue,
            RateKind.Carbon => site.Carbon!,
            _ => site.Price!,
        };
    }

    /// <summary>The issues, with <c>f</c> for the name of the file.</summary>
    public static IReadOnlyList<string> Issues(
        string text, RateSource source, string startsAt = "2022-01-01T00:00:00Z", double hours = 1) =>
        Issues(Encoding.UTF8.GetBytes(text), source, startsAt, hours);

    /// <summary>The issues, with <c>f</c> for the name of the file.</summary>
    public static IReadOnlyList<string> Issues(
        byte[] content, RateSource source, string startsAt = "2022-01-01T00:00:00Z", double hours = 1)
    {
        using var file = new TemporaryFile(content);
        var exception = Assert.Throws<InvalidInputException>(() => ReadFile(source with { File = file.Path }, startsAt, hours));
        return [.. exception.Issues.Select(issue => issue.ToString().Replace(file.Path, "f", StringComparison.Ordinal))];
    }

    public static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Two data centers whose sites say nothing yet.</summary>
    /// <param name="hours">Length of the run; zero: until its jobs are done.</param>
    public static FleetPlan Fleet(double hours) => new(
        [DataCenter(0), DataCenter(1)],
        hours == 0 ? VirtualTime.Never : VirtualTime.Zero + new VirtualDuration((long)(hours * 3_600_000_000)));

    private static DataCenterPlan DataCenter(int index) => new(
        index,
        $"site-{index}",
        index,
        new DataCenterTopology(1, 1, 1),
        new ChipModel("chip", default, default, default, VirtualDuration.Zero, []),
        default,
        default,
        SitePlan.Plain,
        new SchedulingPolicy(QueueOrder.Fifo, PlacementPolicy.Pool, VirtualDuration.Zero),
        new FailurePolicy(Enabled: false, default, default, default, default, FailurePolicy.NoLimit),
        VirtualDuration.FromHours(1),
        Seed: 1);
}
