using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>What interrupted the training of Llama 3 unexpectedly, and how often: Llama Team 2024, table 5.</summary>
/// <remarks>
/// Counts, since the percentages that the table prints beside them do not sum up. The domains are ours: what of a job stops when
/// such a thing fails.
/// </remarks>
internal static class Llama3Causes
{
    /// <summary>GPUs of the job.</summary>
    public const int Chips = 16_384;

    /// <summary>GPUs of a host.</summary>
    public const int HostChips = 8;

    /// <summary>Hosts that hang on a switch: it says how many switches there are, not how often all of them fail.</summary>
    public const int SwitchHosts = 16;

    /// <summary>Causes with their domains and counts in 54 days.</summary>
    public static IReadOnlyList<(string Name, FailureDomain Domain, int Count)> All { get; } =
    [
        ("faulty GPU", FailureDomain.Chip, 148),
        ("HBM3", FailureDomain.Chip, 72),
        ("SRAM", FailureDomain.Chip, 19),
        ("GPU system processor", FailureDomain.Chip, 17),
        ("silent data corruption", FailureDomain.Chip, 6),
        ("thermal", FailureDomain.Chip, 6),
        ("host maintenance", FailureDomain.Host, 32),
        ("NIC", FailureDomain.Host, 7),
        ("SSD", FailureDomain.Host, 3),
        ("power supply", FailureDomain.Host, 3),
        ("chassis", FailureDomain.Host, 2),
        ("IO board", FailureDomain.Host, 2),
        ("CPU", FailureDomain.Host, 2),
        ("memory", FailureDomain.Host, 2),
        ("switch or cable", FailureDomain.Interconnect, 35),
        ("software", FailureDomain.Job, 54),
        ("NCCL watchdog", FailureDomain.Job, 7),
        ("dependency", FailureDomain.Job, 2),
    ];

    /// <summary>All of them.</summary>
    public static int Count => All.Sum(cause => cause.Count);

    /// <summary>Mean time to failure of a chip.</summary>
    /// <param name="length">Length of the training.</param>
    public static VirtualDuration ChipMeanTimeToFailure(VirtualDuration length) =>
        Mean(length, Chips, OfChips.Sum(cause => cause.Count));

    /// <summary>Causes of chip failures by weight.</summary>
    public static IReadOnlyList<FailureCause> ChipCauses =>
        [.. OfChips.Select(cause => new FailureCause(cause.Name, cause.Count))];

    /// <summary>All other causes.</summary>
    /// <param name="length">Length of the training.</param>
    /// <param name="detection">From a failure until it is noticed: for that long, the job does not fail by itself.</param>
    public static IReadOnlyList<ComponentCause> Components(VirtualDuration length, VirtualDuration detection)
    {
        return [.. All.Where(cause => cause.Domain != FailureDomain.Chip).Select(ComponentOf)];

        ComponentCause ComponentOf((string Name, FailureDomain Domain, int Count) cause)
        {
            var mean = cause.Domain switch
            {
                FailureDomain.Host => Mean(length, Chips / HostChips, cause.Count),
                FailureDomain.Interconnect => Mean(length, Chips / HostChips / SwitchHosts, cause.Count),
                _ => Mean(length - (detection * Count), 1, cause.Count),
            };
            return new(cause.Name, cause.Domain, mean)
            {
                Hosts = cause.Domain == FailureDomain.Interconnect ? SwitchHosts : 1,
            };
        }
    }

    private static IEnumerable<(string Name, FailureDomain Domain, int Count)> OfChips =>
        All.Where(cause => cause.Domain == FailureDomain.Chip);

    private static VirtualDuration Mean(VirtualDuration length, int components, int count) =>
        new((long)((Int128)length.Microseconds * components / count));
}
