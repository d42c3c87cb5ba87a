namespace Orleans.Simulation.Reporting.Tables;

/// <summary>A column of a table: a name and how to get its value from a row. Formats visit it to learn its type.</summary>
/// <typeparam name="TRow">What a row is made from.</typeparam>
/// <param name="name">Name in lower snake case that ends in the unit, such as <c>wait_s</c>.</param>
public abstract class TableColumn<TRow>(string name)
{
    /// <summary>Name in lower snake case that ends in the unit where it has one.</summary>
    public string Name { get; } = name;

    /// <summary>Hands the column to a visitor under its own type.</summary>
    /// <typeparam name="TResult">What the visitor makes of a column.</typeparam>
    public abstract TResult Accept<TResult>(ITableColumnVisitor<TRow, TResult> visitor);
}

/// <summary>Makes something of each column of a table, such as its buffer in a format.</summary>
/// <typeparam name="TRow">What a row is made from.</typeparam>
/// <typeparam name="TResult">What is made of a column.</typeparam>
public interface ITableColumnVisitor<TRow, out TResult>
{
    /// <summary>Visits a column of text.</summary>
    TResult Visit(TextColumn<TRow> column);

    /// <summary>Visits a column that has a value in every row.</summary>
    /// <typeparam name="TValue">Type of its values.</typeparam>
    TResult Visit<TValue>(ValueColumn<TRow, TValue> column)
        where TValue : struct, ISpanFormattable;

    /// <summary>Visits a column whose value may be absent.</summary>
    /// <typeparam name="TValue">Type of its values.</typeparam>
    TResult Visit<TValue>(OptionalColumn<TRow, TValue> column)
        where TValue : struct, ISpanFormattable;
}

/// <summary>A column of text that is never absent.</summary>
/// <typeparam name="TRow">What a row is made from.</typeparam>
/// <param name="name">Name of the column.</param>
/// <param name="get">Gets its value from a row.</param>
public sealed class TextColumn<TRow>(string name, Func<TRow, string> get) : TableColumn<TRow>(name)
{
    /// <summary>Gets the value from a row.</summary>
    public Func<TRow, string> Get { get; } = get;

    /// <inheritdoc/>
    public override TResult Accept<TResult>(ITableColumnVisitor<TRow, TResult> visitor) => visitor.Visit(this);
}

/// <summary>A column of numbers that has a value in every row.</summary>
/// <typeparam name="TRow">What a row is made from.</typeparam>
/// <typeparam name="TValue">Type of its values: <see cref="int"/>, <see cref="long"/> or <see cref="double"/>.</typeparam>
/// <param name="name">Name of the column.</param>
/// <param name="get">Gets its value from a row.</param>
public sealed class ValueColumn<TRow, TValue>(string name, Func<TRow, TValue> get) : TableColumn<TRow>(name)
    where TValue : struct, ISpanFormattable
{
    /// <summary>Gets the value from a row.</summary>
    public Func<TRow, TValue> Get { get; } = get;

    /// <inheritdoc/>
    public override TResult Accept<TResult>(ITableColumnVisitor<TRow, TResult> visitor) => visitor.Visit(this);
}

/// <summary>A column of numbers whose value may be absent: empty in CSV, null in Parquet.</summary>
/// <typeparam name="TRow">What a row is made from.</typeparam>
/// <typeparam name="TValue">Type of its values: <see cref="int"/>, <see cref="long"/> or <see cref="double"/>.</typeparam>
/// <param name="name">Name of the column.</param>
/// <param name="get">Gets its value from a row.</param>
public sealed class OptionalColumn<TRow, TValue>(string name, Func<TRow, TValue?> get) : TableColumn<TRow>(name)
    where TValue : struct, ISpanFormattable
{
    /// <summary>Gets the value from a row, or null.</summary>
    public Func<TRow, TValue?> Get { get; } = get;

    /// <inheritdoc/>
    public override TResult Accept<TResult>(ITableColumnVisitor<TRow, TResult> visitor) => visitor.Visit(this);
}
