namespace Orleans.Simulation.Core.Random;

/// <summary>The purposes that keep random streams apart. Numbers are part of the result: never reuse one.</summary>
public static class RandomPurpose
{
    /// <summary>Time to a failure of a chip.</summary>
    public const uint ChipFailure = 1;

    /// <summary>Cause of a failure of a chip.</summary>
    public const uint FailureCause = 2;

    /// <summary>Arrivals, sizes and run times of a generated workload; the source's index is added.</summary>
    public const uint Workload = 1000;
}
