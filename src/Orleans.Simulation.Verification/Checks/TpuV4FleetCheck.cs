using MathNet.Numerics.Distributions;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>
/// Failures of a TPU v4 pod of 4,096 chips in a day: 0.08 % of its 1,024 machines, 0.04 % of its 48 optical switches, 0.005 % of
/// its optical cables; and the availability of machines, 99.98 %.
/// </summary>
/// <remarks>
/// The time of a repair, 6 h, is that which rate and availability imply. A cube has 96 optical cables, 16 on each of its six
/// faces; here it stops when one of them fails. A pod's switches concern all cubes a little; here their failures are spread over
/// the cubes, as many in all.
/// </remarks>
internal sealed class TpuV4FleetCheck : IVerificationCheck
{
    private const string Paper = "Zu et al., NSDI 2024";
    private const int Cubes = 64;
    private const int CubeMachines = 16;
    private const int Machines = Cubes * CubeMachines;
    private const int MachineChips = 4;
    private const int Switches = 48;
    private const int Cables = Cubes * 96;
    private const double SwitchFailures = 0.0004;
    private const double CableFailures = 0.00005;

    /// <summary>Failures of a machine in a day.</summary>
    internal const double MachineFailures = 0.0008;

    private static readonly VirtualDuration Day = VirtualDuration.FromHours(24);
    private static readonly VirtualDuration Repair = VirtualDuration.FromHours(6);

    /// <inheritdoc/>
    public string Name => "tpu-v4-fleet";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var pods = await PlayAsync(replications, MachineFailures, replications.Of(full: 24_000, quick: 1_000));
        return
        [
            CompareDaily("machines", pods, 0, Machines * MachineFailures, replications.Gate(quick: 0.05)),
            CompareDaily("optical switches", pods, 1, Switches * SwitchFailures, replications.Of(full: 0.05, quick: 0.2)),
            CompareDaily("optical cables", pods, 2, Cables * CableFailures, replications.Of(full: 0.01, quick: 0.06)),
            CompareBand(pods, replications.Gate(quick: 0.01)),
            Estimate.Of([.. pods.Select(pod => pod.MachinesDown)]).Compare(
                Name, "share of machines down", $"{Paper}: 99.98 % are up", 0.0002, replications.Gate(quick: 0.05)),
        ];
    }

    /// <summary>Plays pods.</summary>
    /// <param name="replications">Plays the runs.</param>
    /// <param name="machineFailures">Failures of a machine in a day.</param>
    /// <param name="days">Length of each run.</param>
    internal async Task<IReadOnlyList<Pod>> PlayAsync(Replications replications, double machineFailures, int days)
    {
        var fleet = new VerifiedFleet(Machines * MachineChips)
        {
            HostChips = MachineChips,
            Repair = Repair,
            Components =
            [
                new("machine", FailureDomain.Host, Days(1 / machineFailures)),
                OfCubes("optical switch", Switches * SwitchFailures),
                OfCubes("optical cable", Cables * CableFailures),
            ],
        };
        var length = Day * days;
        return await replications.PlayAsync(seed => fleet.Run(Name, length, seed), run => Pod.Of(run, days));
    }

    /// <summary>Compares the failures of one kind in a day.</summary>
    internal CheckRow CompareDaily(string what, IReadOnlyList<Pod> pods, int cause, double reference, double gate) =>
        Estimate.Of([.. pods.Select(pod => pod.Daily[cause])]).Compare(
            Name, $"{what} failed in a day", Paper, reference, gate);

    /// <summary>Compares the share of days with as many failures of machines as 95 % of the days have.</summary>
    internal CheckRow CompareBand(IReadOnlyList<Pod> pods, double gate) =>
        Estimate.Of([.. pods.Select(pod => pod.Quiet)]).Compare(
            Name,
            $"share of days with at most {Pod.Most} machines failed",
            "Poisson distribution of that mean",
            new Poisson(Machines * MachineFailures).CumulativeDistribution(Pod.Most),
            gate);

    /// <summary>A component of each cube.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="failures">Failures in a day, of all cubes together.</param>
    private static ComponentCause OfCubes(string name, double failures) =>
        new(name, FailureDomain.Interconnect, Days(Cubes / failures)) { Hosts = CubeMachines };

    private static VirtualDuration Days(double days) => new((long)Math.Round(days * Day.Microseconds));

    /// <summary>What happened in a pod.</summary>
    /// <param name="Daily">Failures of machines, switches and cables in a day.</param>
    /// <param name="Quiet">Share of days with at most <see cref="Most"/> failures of machines.</param>
    /// <param name="MachinesDown">Share of machine time in which machines were down by themselves.</param>
    internal sealed record Pod(IReadOnlyList<double> Daily, double Quiet, double MachinesDown)
    {
        /// <summary>Failures of machines that 95 % of the days have at most.</summary>
        public const int Most = 2;

        /// <summary>Measures a run.</summary>
        public static Pod Of(VerifiedRun run, int days)
        {
            // Chips cannot fail, but have a cause, which comes first.
            double[] daily = [.. Enumerable.Range(1, 3)
                .Select(cause => (double)run.Ledger.Failures.Count(failure => failure.Cause == cause) / days)];
            var machines = new int[days];
            foreach (var failure in run.Ledger.Failures.Where(failure => failure.Cause == 1))
            {
                machines[Math.Min(days - 1, failure.Failed.Microseconds / Day.Microseconds)]++;
            }

            return new(
                daily,
                (double)machines.Count(count => count <= Most) / days,
                (double)run.Summary.Failures.ByDomain["host"].DownChipSeconds / (Machines * MachineChips) / (Day * days).Seconds);
        }
    }
}
