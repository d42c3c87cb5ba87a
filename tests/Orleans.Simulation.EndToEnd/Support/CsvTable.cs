using System.Globalization;

namespace Orleans.Simulation.EndToEnd.Support;

/// <summary>A CSV file whose fields hold no commas.</summary>
public sealed class CsvTable
{
    private readonly Dictionary<string, int> _columns;

    private CsvTable(string[] header, List<CsvRow> rows)
    {
        Header = header;
        _columns = header.Index().ToDictionary(column => column.Item, column => column.Index);
        Rows = rows;
    }

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<CsvRow> Rows { get; private set; }

    /// <summary>Reads a file.</summary>
    public static CsvTable Read(string file)
    {
        var lines = File.ReadAllLines(file);
        Assert.All(lines, line => Assert.DoesNotContain('"', line));
        var table = new CsvTable(lines[0].Split(','), []);
        table.Rows = [.. lines.Skip(1).Select(line => new CsvRow(table, line.Split(',')))];
        Assert.All(table.Rows, row => Assert.Equal(table.Header.Count, row.Width));
        return table;
    }

    /// <summary>Index of a column.</summary>
    internal int IndexOf(string column) => _columns[column];
}

/// <summary>A row of a <see cref="CsvTable"/>.</summary>
public sealed class CsvRow(CsvTable table, string[] fields)
{
    /// <summary>Number of fields.</summary>
    public int Width => fields.Length;

    /// <summary>A field as it stands.</summary>
    public string this[string column] => fields[table.IndexOf(column)];

    /// <summary>Whether a field is not empty.</summary>
    public bool Has(string column) => this[column].Length > 0;

    /// <summary>A field as an exact number.</summary>
    public decimal Number(string column) =>
        decimal.Parse(this[column], NumberStyles.Float, CultureInfo.InvariantCulture);
}
