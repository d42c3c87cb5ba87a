namespace Orleans.Simulation.Verification;

/// <summary>The simulator contradicts itself: nothing that it measures can be compared with anything.</summary>
public sealed class VerificationFailedException : Exception
{
    /// <summary>Makes one without a reason.</summary>
    public VerificationFailedException()
    {
    }

    /// <summary>Makes one with a reason.</summary>
    public VerificationFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a reason and a cause.</summary>
    public VerificationFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
