namespace Orleans.Simulation.Core.Random;

/// <summary>The purposes that keep random streams apart. Numbers are part of the result: never reuse one.</summary>
public static class RandomPurpose
{
    /// <summary>Time to a failure of a chip.</summary>
    public const uint ChipFailure = 1;

    /// <summary>Cause of a failure of a chip.</summary>
    public const uint FailureCause = 2;

    /// <summary>How long a repair takes.</summary>
    public const uint RepairTime = 3;

    /// <summary>Time to a failure of a component of a host or rack.</summary>
    public const uint ComponentFailure = 4;

    /// <summary>Time between failures of a kind that a data center draws.</summary>
    public const uint SiteFailure = 5;

    /// <summary>Which component fails, or where a burst strikes, when a data center draws a failure.</summary>
    public const uint SiteFailurePlace = 6;

    /// <summary>Time to a failure of a job; the index of the cause is added.</summary>
    public const uint JobFailure = 500;

    /// <summary>Whether a host is a lemon.</summary>
    public const uint Lemon = 7;

    /// <summary>Which hosts an outage of a share of them hits.</summary>
    public const uint OutagePlace = 8;

    /// <summary>Arrivals, sizes and run times of a generated workload; the source's index is added.</summary>
    public const uint Workload = 1000;
}
