namespace Orleans.Simulation.Core;

/// <summary>The simulation contradicts itself: a state was lost, a promise broken or two accounts disagree.</summary>
/// <remarks>It ends the run: results after it could not be trusted. It is never the consequence of a user's input.</remarks>
public sealed class SimulationFaultException : Exception
{
    /// <summary>Makes a fault without a message.</summary>
    public SimulationFaultException()
    {
    }

    /// <summary>Makes a fault.</summary>
    /// <param name="message">Who found it, what was found and what was expected.</param>
    public SimulationFaultException(string message)
        : base(message)
    {
    }

    /// <summary>Makes a fault that follows from another exception.</summary>
    public SimulationFaultException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
