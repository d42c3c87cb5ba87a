using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Traces.Formats;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Series;

/// <summary>A carbon intensity or a price by time as CSV, found by its header; other columns do not matter.</summary>
internal static class RateTable
{
    /// <summary>Reads the points of a file.</summary>
    /// <param name="source">The file, what it holds and, if the user says so, in which column.</param>
    /// <param name="issues">Gets every issue.</param>
    public static List<SeriesPoint> Read(RateSource source, IssueLog issues)
    {
        using var reader = TraceFile.Open(source.File);
        using var table = new CsvTable(reader, allowComments: true, source.File, "a value", issues);
        List<SeriesPoint> points = [];
        var formats = SeriesFormat.All.Where(format => format.Kind == source.Kind).ToList();
        if (!table.ReadHeader([formats[^1].Time, formats[^1].Value]) || Columns(table, source, formats) is not var (time, value))
        {
            return points;
        }

        table.AcceptHeader();
        while (table.Read())
        {
            if (Point(table, source.Kind, time, value) is { } point)
            {
                points.Add(point);
            }
        }

        return points;
    }

    private static (int Time, int Value)? Columns(CsvTable table, RateSource source, List<SeriesFormat> formats)
    {
        var names = table.Values.ToList();
        if (source.Column is { } column)
        {
            var time = SeriesFormat.All.Select(format => names.IndexOf(format.Time)).FirstOrDefault(index => index >= 0, -1);
            if (names.IndexOf(column) is var value && value >= 0 && time >= 0)
            {
                return (time, value);
            }

            var times = SeriesFormat.All.Select(format => $"\"{format.Time}\"").Distinct(StringComparer.Ordinal);
            table.RejectHeader($"a header with the column \"{column}\" and one of {string.Join(", ", times)}");
            return null;
        }

        var found = formats.Find(format => names.Contains(format.Time) && names.Contains(format.Value));
        if (found is not null)
        {
            return (names.IndexOf(found.Time), names.IndexOf(found.Value));
        }

        var known = formats.Select(format => $"\"{format.Time}\" and \"{format.Value}\"");
        table.RejectHeader($"a header with {string.Join(", or ", known)}; or column given in the scenario");
        return null;
    }

    private static SeriesPoint? Point(CsvTable table, RateKind kind, int time, int value)
    {
        var isSound = table.Check(time, CalendarText.Parse(table.Value(time), out var instant));
        var rate = 0L;
        var isBlank = table.Value(value).Length == 0;
        isSound &= isBlank || table.Check(value, SeriesValue.Parse(kind, table.Value(value), out rate));
        return isSound ? new(instant, isBlank ? null : rate, table.WhereIs(time), table.Value(time)) : null;
    }
}
