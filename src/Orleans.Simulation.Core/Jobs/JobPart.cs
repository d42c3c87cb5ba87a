namespace Orleans.Simulation.Core.Jobs;

/// <summary>Which part of a job over several data centers this is: each is a job of its own where it runs.</summary>
/// <remarks>
/// Parts start, fail and end on their own, as in training whose sites seldom wait for each other, or in work on many inputs; or they
/// are a gang, if their source says so. The job is done when its last part is. What passes between sites takes no time.
/// </remarks>
/// <param name="Index">Which one, from 0; parts of a job have consecutive numbers.</param>
/// <param name="Count">How many there are; at least 2.</param>
public readonly record struct JobPart(int Index, int Count)
{
    /// <summary>Its chips: those of the job are shared out as evenly as whole numbers allow.</summary>
    /// <param name="chips">Chips of the job, at least as many as it has parts.</param>
    public int Of(int chips) => (this with { Index = Index + 1 }).Before(chips) - Before(chips);

    /// <summary>Chips of all parts before it.</summary>
    /// <param name="chips">Chips of the job.</param>
    public int Before(int chips) => (int)((long)chips * Index / Count);
}
