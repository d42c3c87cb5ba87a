using System.Globalization;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>A table as it lies in a folder: a header and rows without quotes.</summary>
internal sealed class CsvFile
{
    private readonly Dictionary<string, int> _columns;

    private CsvFile(string[] header, IEnumerable<string> rows)
    {
        _columns = header.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
        Rows = [.. rows.Select(row => new CsvLine(this, row.Split(',')))];
    }

    /// <summary>Its rows.</summary>
    public IReadOnlyList<CsvLine> Rows { get; }

    /// <summary>Reads a table.</summary>
    public static CsvFile Read(string folder, string name)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, name));
        return new(lines[0].Split(','), lines.Skip(1));
    }

    /// <summary>Index of a column.</summary>
    public int IndexOf(string column) => _columns[column];
}

/// <summary>A row of a table.</summary>
/// <param name="file">The table.</param>
/// <param name="fields">Its fields.</param>
internal sealed class CsvLine(CsvFile file, string[] fields)
{
    /// <summary>A text.</summary>
    public string Text(string column) => fields[file.IndexOf(column)];

    /// <summary>A whole number.</summary>
    public int Number(string column) => int.Parse(Text(column), CultureInfo.InvariantCulture);

    /// <summary>A whole number that may be absent.</summary>
    public int? MaybeNumber(string column) => Text(column).Length == 0 ? null : Number(column);

    /// <summary>A number with a point.</summary>
    public double Real(string column) => double.Parse(Text(column), CultureInfo.InvariantCulture);

    /// <summary>A number with a point that may be absent.</summary>
    public double? MaybeReal(string column) => Text(column).Length == 0 ? null : Real(column);

    /// <summary>Seconds as microseconds: exact.</summary>
    public long Time(string column)
    {
        var microseconds = decimal.Parse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture) * 1_000_000;
        return decimal.IsInteger(microseconds)
            ? (long)microseconds
            : throw new InvalidDataException($"{column} is {Text(column)}, must be a number of microseconds");
    }

    /// <summary>Seconds, which may be absent, as microseconds.</summary>
    public long? MaybeTime(string column) => Text(column).Length == 0 ? null : Time(column);
}
