namespace Orleans.Simulation.Driver.Hosting;

/// <summary>
/// A silo cannot start, or a client cannot connect, because of what is around it: a port, a server, a folder, other silos.
/// The message is one line that names the remedy.
/// </summary>
public sealed class ClusterUnavailableException : Exception
{
    /// <summary>Makes an exception that says nothing.</summary>
    public ClusterUnavailableException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is missing, and the remedy, in one line.</param>
    public ClusterUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception that follows from another one.</summary>
    /// <param name="message">What is missing, and the remedy, in one line.</param>
    /// <param name="innerException">What it follows from.</param>
    public ClusterUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
