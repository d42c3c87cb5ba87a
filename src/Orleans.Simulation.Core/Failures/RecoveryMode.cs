namespace Orleans.Simulation.Core.Failures;

/// <summary>What an interrupted job does with the chips that still work.</summary>
public enum RecoveryMode
{
    /// <summary>It gives all its chips back and waits for its turn.</summary>
    Requeue,

    /// <summary>It keeps them, idle, and starts again once those that it lacks are replaced or repaired.</summary>
    InPlace,
}
