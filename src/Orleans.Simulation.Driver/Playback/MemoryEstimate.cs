using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Driver.Playback;

/// <summary>The memory that a run needs, told from its fleet before anything starts.</summary>
/// <remarks>
/// Jobs that queue come on top. With memory to spare the garbage collector takes more than a run needs, so the figures
/// are from heaps of limited size, on two cores: <c>DOTNET_GCHeapHardLimit=0x... ./run.sh run rainier --ignore-memory --set
/// fleet.chips=N</c> for N of 131,072 and 1,024,000, and 65,536 chips in racks of 1.
/// </remarks>
public static class MemoryEstimate
{
    private const long BytesPerShownUnit = 10_000_000;

    /// <summary>
    /// 131,072 chips run in a heap of 350 MB and not in one of 300; 1,024,000 in 2.3 GB and not in 2.1; 65,536 racks of one chip
    /// in 510 MB and not in 450.
    /// </summary>
    private static readonly Rates Grains = new(Base: 100_000_000, Chip: 2_200, Rack: 4_000);

    /// <summary>
    /// 131,072 chips run in a heap of 100 MB and not in one of 80; 1,024,000 in 450 MB and not in 350; 65,536 racks of one chip
    /// not in 110 MB.
    /// </summary>
    private static readonly Rates Loops = new(Base: 70_000_000, Chip: 450, Rack: 1_700);

    /// <summary>Estimates what a run needs.</summary>
    /// <param name="plan">Its fleet.</param>
    /// <param name="engine">One of <see cref="EngineNames"/>.</param>
    /// <returns>Bytes; the largest fleet of a scenario needs some 10^11.</returns>
    public static long BytesOf(FleetPlan plan, string engine)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var rates = engine == EngineNames.Reference ? Loops : Grains;
        return rates.Base + (plan.Chips * rates.Chip) + (plan.Racks * rates.Rack);
    }

    /// <summary>Says why a run cannot fit and what helps.</summary>
    /// <param name="plan">Its fleet.</param>
    /// <param name="engine">One of <see cref="EngineNames"/>.</param>
    /// <param name="available">Bytes that machine or container let a run have.</param>
    /// <returns>One line for the user of the command line; null: the run fits.</returns>
    public static string? Objection(FleetPlan plan, string engine, long available)
    {
        var needed = BytesOf(plan, engine);
        if (needed <= available)
        {
            return null;
        }

        var reference = BytesOf(plan, EngineNames.Reference);
        var otherEngine = engine != EngineNames.Reference && reference <= available
            ? $"--engine reference (about {Gigabytes(reference, roundUp: true)}, the same results), "
            : string.Empty;
        return $"A run of {plan.Chips:N0} chips needs about {Gigabytes(needed, roundUp: true)} of memory, and this machine or "
            + $"container lets it have {Gigabytes(available, roundUp: false)}. What helps: fewer chips, {otherEngine}a larger "
            + "machine; --ignore-memory starts it all the same.";
    }

    /// <summary>Needs are rounded up and what there is down, so that the two never look equal in an objection.</summary>
    private static string Gigabytes(long bytes, bool roundUp) =>
        $"{(bytes + (roundUp ? BytesPerShownUnit - 1 : 0)) / BytesPerShownUnit / 100m:F2} GB";

    /// <summary>What memory goes into, in bytes: a process without a fleet, each chip, each rack.</summary>
    private readonly record struct Rates(long Base, long Chip, long Rack);
}
