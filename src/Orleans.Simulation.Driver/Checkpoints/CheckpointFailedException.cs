namespace Orleans.Simulation.Driver.Checkpoints;

/// <summary>A checkpoint cannot be written: the run stops, since it would go on without what was promised.</summary>
public sealed class CheckpointFailedException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    public CheckpointFailedException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">Where, why, and what helps.</param>
    public CheckpointFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception that follows from another.</summary>
    public CheckpointFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
