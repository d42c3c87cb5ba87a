using System.Globalization;
using MathNet.Numerics.Distributions;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>
/// Share of a TPU v4 pod of 64 cubes that works in slices of a size, by the availability of hosts: with optical switches that
/// join any whole cubes, and with wires that join neighbours.
/// </summary>
/// <remarks>
/// A cube of 64 chips hangs on 16 hosts of 4 chips. With G whole cubes, switches join floor(G / k) slices of k cubes; of the 64
/// cubes that is E[floor(G / k)] k / 64 with G binomial. Wires join floor(64 / k) fixed slices, each of which is whole with
/// probability p^(16 k): floor(64 / k) k / 64 p^(16 k) of the cubes, for 48 cubes 48/64 of the only slice.
/// </remarks>
internal sealed class TpuV4Check : IVerificationCheck
{
    private const string Paper = "Jouppi et al., ISCA 2023, figure 4, as a closed form";
    private const int Cubes = 64;
    private const int CubeChips = 64;
    private const int HostChips = 4;
    private const int CubeHosts = CubeChips / HostChips;

    /// <summary>More slices than there is room for.</summary>
    private const int Waiting = 40;

    /// <summary>A number of slices that is as good as certain: intervals of means say nothing of what is rarer.</summary>
    private const double Certain = 0.999;

    /// <summary>
    /// Hosts are up and down at random after as many repair times, whatever they were at first: e^-20 of the difference is left.
    /// </summary>
    private const int WarmUps = 20;

    /// <summary>
    /// The cases, lengths in repair times, quick lengths zero where it is none of the quick ones. Static slices of many hosts
    /// that are often down work so seldom that half a percent of that would take days to play: their gates are wider.
    /// </summary>
    private static readonly TpuV4Case[] Cases =
    [
        new(Cubes: 8, Availability: 0.99, IsStatic: false, Length: 300, QuickLength: 0, Gate: 0.005),
        new(Cubes: 16, Availability: 0.99, IsStatic: false, Length: 300, QuickLength: 40, Gate: 0.005),
        new(Cubes: 32, Availability: 0.99, IsStatic: false, Length: 300, QuickLength: 0, Gate: 0.005),
        new(Cubes: 48, Availability: 0.99, IsStatic: false, Length: 300, QuickLength: 0, Gate: 0.005),
        new(Cubes: 8, Availability: 0.995, IsStatic: false, Length: 300, QuickLength: 0, Gate: 0.005),
        new(Cubes: 16, Availability: 0.995, IsStatic: false, Length: 300, QuickLength: 0, Gate: 0.005),
        new(Cubes: 32, Availability: 0.995, IsStatic: false, Length: 600, QuickLength: 0, Gate: 0.005),
        new(Cubes: 48, Availability: 0.995, IsStatic: false, Length: 300, QuickLength: 0, Gate: 0.005),
        new(Cubes: 8, Availability: 0.999, IsStatic: false, Length: 600, QuickLength: 0, Gate: 0.005),
        new(Cubes: 16, Availability: 0.999, IsStatic: false, Length: 2_000, QuickLength: 0, Gate: 0.005),
        new(Cubes: 32, Availability: 0.999, IsStatic: false, Length: 8_000, QuickLength: 300, Gate: 0.005),
        new(Cubes: 48, Availability: 0.999, IsStatic: false, Length: 300, QuickLength: 0, Gate: 0.005),
        new(Cubes: 8, Availability: 0.99, IsStatic: true, Length: 2_500, QuickLength: 0, Gate: 0.01),
        new(Cubes: 16, Availability: 0.99, IsStatic: true, Length: 4_000, QuickLength: 0, Gate: 0.02),
        new(Cubes: 32, Availability: 0.99, IsStatic: true, Length: 2_500, QuickLength: 0, Gate: 0.1),
        new(Cubes: 48, Availability: 0.99, IsStatic: true, Length: 2_500, QuickLength: 0, Gate: 0.5),
        new(Cubes: 8, Availability: 0.995, IsStatic: true, Length: 4_000, QuickLength: 0, Gate: 0.005),
        new(Cubes: 16, Availability: 0.995, IsStatic: true, Length: 5_000, QuickLength: 0, Gate: 0.01),
        new(Cubes: 32, Availability: 0.995, IsStatic: true, Length: 3_500, QuickLength: 0, Gate: 0.03),
        new(Cubes: 48, Availability: 0.995, IsStatic: true, Length: 2_000, QuickLength: 0, Gate: 0.1),
        new(Cubes: 8, Availability: 0.999, IsStatic: true, Length: 800, QuickLength: 150, Gate: 0.005),
        new(Cubes: 16, Availability: 0.999, IsStatic: true, Length: 3_500, QuickLength: 0, Gate: 0.005),
        new(Cubes: 32, Availability: 0.999, IsStatic: true, Length: 13_000, QuickLength: 0, Gate: 0.005),
        new(Cubes: 48, Availability: 0.999, IsStatic: true, Length: 11_000, QuickLength: 0, Gate: 0.01),
    ];

    private static readonly VirtualDuration Repair = VirtualDuration.FromHours(1);

    /// <inheritdoc/>
    public string Name => "tpu-v4";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var rows = new List<CheckRow>();
        foreach (var each in Cases.Where(each => replications.Of(full: true, quick: each.QuickLength > 0)))
        {
            var goodput = await MeasureAsync(
                replications, each.Cubes, each.Availability, each.IsStatic, replications.Of(each.Length, each.QuickLength));
            var wires = each.IsStatic ? "static" : "optical";
            var name = string.Create(
                CultureInfo.InvariantCulture,
                $"{each.Cubes * CubeChips:N0} chips, {wires}, hosts {100 * each.Availability} %");
            var gate = replications.Of(each.Gate, quick: 0.02);
            rows.Add(each.IsCertain
                ? goodput.CompareWithin(Name, name, Paper, each.Goodput, gate)
                : goodput.Compare(Name, name, Paper, each.Goodput, gate));
        }

        return rows;
    }

    /// <summary>Share of chips that work.</summary>
    /// <param name="replications">Plays the runs.</param>
    /// <param name="cubes">Cubes of a slice.</param>
    /// <param name="availability">Availability of a host.</param>
    /// <param name="isStatic">Whether neighbouring cubes alone make a slice.</param>
    /// <param name="length">Length of each run after warming up, in repair times.</param>
    internal async Task<Estimate> MeasureAsync(
        Replications replications, int cubes, double availability, bool isStatic, int length)
    {
        var mean = new VirtualDuration((long)Math.Round(Repair.Microseconds * availability / (1 - availability)));
        var fleet = new VerifiedFleet(Cubes * CubeChips)
        {
            HostChips = HostChips,
            Repair = Repair,
            RepairDistribution = RepairDistribution.Exponential,
            Components = [new ComponentCause("host", FailureDomain.Host, mean)],
            Placement = isStatic ? PlacementPolicy.Slices : PlacementPolicy.Cubes,
            SampleInterval = Repair * WarmUps,
        };
        var time = Repair * (WarmUps + length);
        var slice = new JobSizeClass(cubes * CubeChips, 1, time * 2, 0);
        return Estimate.Of([.. await replications.PlayAsync(
            seed => fleet.Run(Name, time, seed, VerifiedFleet.Arrivals(VirtualDuration.FromSeconds(1), Waiting, slice, seed)),
            run => run.Ledger.ShareOf(sample => sample.Busy, VirtualTime.Zero + fleet.SampleInterval))]);
    }

    /// <summary>One case of the check.</summary>
    /// <param name="Cubes">Cubes of a slice.</param>
    /// <param name="Availability">Availability of a host.</param>
    /// <param name="IsStatic">Whether neighbouring cubes alone make a slice.</param>
    /// <param name="Length">Length of each full run after warming up, in repair times.</param>
    /// <param name="QuickLength">Length of each quick run; zero: there is none.</param>
    /// <param name="Gate">Largest half-width of the interval in full runs, as a share of the reference.</param>
    internal sealed record TpuV4Case(int Cubes, double Availability, bool IsStatic, int Length, int QuickLength, double Gate)
    {
        /// <summary>Share of the pod's chips that work.</summary>
        public double Goodput => IsStatic
            ? (double)(TpuV4Check.Cubes / Cubes * Cubes) / TpuV4Check.Cubes * Math.Pow(Availability, CubeHosts * Cubes)
            : Enumerable.Range(0, TpuV4Check.Cubes + 1)
                .Sum(whole => Binomial.PMF(Math.Pow(Availability, CubeHosts), TpuV4Check.Cubes, whole) * (whole / Cubes * Cubes))
                / TpuV4Check.Cubes;

        /// <summary>Whether as good as always the same number of slices works.</summary>
        public bool IsCertain => !IsStatic && Enumerable.Range(0, TpuV4Check.Cubes + 1)
            .GroupBy(whole => whole / Cubes, whole => Binomial.PMF(Math.Pow(Availability, CubeHosts), TpuV4Check.Cubes, whole))
            .Any(slices => slices.Sum() > Certain);
    }
}
