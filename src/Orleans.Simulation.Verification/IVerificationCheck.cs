namespace Orleans.Simulation.Verification;

/// <summary>Something that is known of what the simulator plays, and must come out of it.</summary>
public interface IVerificationCheck
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>Plays what it takes and compares.</summary>
    /// <param name="replications">Plays it with many seeds.</param>
    /// <returns>A row for each comparison.</returns>
    Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications);
}
