namespace Orleans.Simulation.Reporting.Tables;

/// <summary>How table writers let go of their stream.</summary>
internal static class TableStream
{
    /// <summary>Closes the stream of an abandoned table; a write that fails again on the way says nothing new.</summary>
    public static void Abandon(Stream stream)
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // The first failure has been reported where it happened, and the file is about to be deleted.
        }
    }
}
