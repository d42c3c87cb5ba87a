namespace Orleans.Simulation.Reporting.Tables;

/// <summary>Writes a table row by row, in memory that does not grow with the number of rows. Not thread-safe.</summary>
/// <remarks>Disposing without <see cref="Complete"/> abandons the file, which then is not a valid table.</remarks>
/// <typeparam name="TRow">What a row is made from.</typeparam>
public interface ITableWriter<in TRow> : IDisposable
{
    /// <summary>Appends a row. Now and then it waits for the disk.</summary>
    /// <exception cref="IOException">The file cannot be written, for example because the disk is full.</exception>
    void Write(TRow row);

    /// <summary>Writes what is buffered and closes the file. Nothing may be written afterwards.</summary>
    /// <exception cref="IOException">The file cannot be written, for example because the disk is full.</exception>
    void Complete();
}
