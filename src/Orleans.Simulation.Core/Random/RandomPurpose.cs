namespace Orleans.Simulation.Core.Random;

/// <summary>The purposes that keep random streams apart. Numbers are part of the result: never reuse one.</summary>
public static class RandomPurpose
{
    /// <summary>Time to the next failure of a chip, and its cause.</summary>
    public const uint ChipFailure = 1;

    /// <summary>Arrivals, sizes and run times of a generated workload; the source's index is added.</summary>
    public const uint Workload = 1000;
}
