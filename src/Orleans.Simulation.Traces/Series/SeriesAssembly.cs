using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Series;

/// <summary>Makes a series without gaps of the points of a file.</summary>
/// <remarks>
/// The step is the shortest time between two points. What is blank or missing takes the value before it, for as many steps as are
/// allowed. One time that is wrong makes a step that hardly any other fits; so where a series cannot be made, the times that do not
/// fit the usual step are to blame, unless those that do not fit the shortest are fewer.
/// </remarks>
internal static class SeriesAssembly
{
    /// <summary>Most steps of a series: five minutes for nine years.</summary>
    public const int MaxSteps = 1_000_000;

    /// <summary>Assembles a series.</summary>
    /// <param name="points">The points in the order of the file.</param>
    /// <param name="fill">Longest gap that is filled, in steps.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="issues">Gets every issue.</param>
    /// <returns>The series; null when it has an issue.</returns>
    public static CalendarSeries? Assemble(IReadOnlyList<SeriesPoint> points, int fill, string file, IssueLog issues)
    {
        if (points.Count < 2)
        {
            issues.Add(new(
                file, $"a series of {points.Count} values", "one of at least two, which tell the length of its steps"));
            return null;
        }

        var before = issues.Count;
        CheckOrder(points, issues);
        if (issues.Count > before)
        {
            return null;
        }

        var (shortest, found) = (Steps(points).Min(), new IssueLog());
        if (Assemble(points, shortest, fill, file, found) is { } series)
        {
            return series;
        }

        var strays = Strays(points, out var usual);
        if (strays.Count == 0 || strays.Count > found.Count)
        {
            return Assemble(points, shortest, fill, file, issues);
        }

        strays.ForEach(point => Reject(
            point, $"whole steps of {new VirtualDuration(usual)}, the usual one in the file, from most other times", issues));
        return null;
    }

    private static CalendarSeries? Assemble(IReadOnlyList<SeriesPoint> points, long step, int fill, string file, IssueLog issues)
    {
        var before = issues.Count;
        var steps = ((Int128)points[^1].Time - points[0].Time) / step;
        if (steps >= MaxSteps)
        {
            issues.Add(new(file, $"{steps + 1} steps of {new VirtualDuration(step)}", $"at most {MaxSteps} steps"));
            return null;
        }

        var values = Fill(points, step, fill, issues);
        return issues.Count > before ? null : new(points[0].Time, new(step), values);
    }

    private static IEnumerable<long> Steps(IReadOnlyList<SeriesPoint> points) =>
        points.Zip(points.Skip(1), (one, next) => next.Time - one.Time);

    /// <summary>Points that are no whole number of usual steps from most others.</summary>
    /// <param name="points">The points, in the order of time.</param>
    /// <param name="usual">The most frequent step; of several the shortest.</param>
    private static List<SeriesPoint> Strays(IReadOnlyList<SeriesPoint> points, out long usual)
    {
        var step = Steps(points).CountBy(each => each).OrderByDescending(each => each.Value).ThenBy(each => each.Key).First().Key;
        var phase = points.CountBy(PhaseOf).MaxBy(each => each.Value).Key;
        usual = step;
        return [.. points.Where(point => PhaseOf(point) != phase)];

        long PhaseOf(SeriesPoint point) => (point.Time - points[0].Time) % step;
    }

    private static void CheckOrder(IReadOnlyList<SeriesPoint> points, IssueLog issues)
    {
        for (var index = 1; index < points.Count; index++)
        {
            if (points[index].Time <= points[index - 1].Time)
            {
                Reject(points[index], "later than the time before it", issues);
            }
        }
    }

    private static List<long> Fill(IReadOnlyList<SeriesPoint> points, long step, int fill, IssueLog issues)
    {
        var values = new List<long>();
        var last = (long?)null;
        var gap = 0L;
        foreach (var point in points)
        {
            var (index, rest) = Math.DivRem(point.Time - points[0].Time, step);
            if (rest != 0)
            {
                Reject(
                    point, $"whole steps of {new VirtualDuration(step)}, the shortest in the file, after the first time", issues);
                continue;
            }

            if (point.Value is { } value)
            {
                gap = index - values.Count;
                CheckGap(point, "before it", gap, fill, last, issues);
                values.AddRange(Enumerable.Repeat(last ?? value, (int)gap));
                values.Add(value);
                last = value;
            }
        }

        var end = points[^1];
        gap = ((end.Time - points[0].Time) / step) + 1 - values.Count;
        CheckGap(end, "up to it", gap, fill, last, issues);
        values.AddRange(Enumerable.Repeat(last ?? 0, (int)gap));
        return values;
    }

    private static void CheckGap(SeriesPoint point, string where, long gap, int fill, long? last, IssueLog issues)
    {
        if (gap > 0 && last is null)
        {
            issues.Add(new(
                point.Where,
                $"{QuotedText.Of(point.Text)} with {gap} blank values {where}",
                "a series that begins with a value"));
        }
        else if (gap > fill)
        {
            issues.Add(new(
                point.Where,
                $"{QuotedText.Of(point.Text)} with {gap} values missing {where}",
                $"at most {fill} in a row, which take the value before; fill allows more"));
        }
    }

    private static void Reject(SeriesPoint point, string expected, IssueLog issues) =>
        issues.Add(new(point.Where, QuotedText.Of(point.Text), expected));
}
