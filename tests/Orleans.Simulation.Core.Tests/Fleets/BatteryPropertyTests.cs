using CsCheck;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Tests.Energy;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>Batteries in every run of every fleet, whatever else fails, against a loop over the dips that are drawn.</summary>
public sealed class BatteryPropertyTests
{
    private static readonly Gen<ComponentCause> Utilities = Gen.Select(
        Gen.OneOf(3, 30, 400),
        Gen.OneOf(
            RepairTime.Constant(VirtualDuration.FromSeconds(45)),
            new(VirtualDuration.FromSeconds(20), RepairDistribution.Exponential, Sigma: 0),
            new(VirtualDuration.FromSeconds(10), RepairDistribution.LogNormal, Sigma: 2)),
        Gen.OneOf<int?>(null, 0, 7),
        Gen.OneOf(1, 45, 90),
        Gen.OneOf(1, 600, 36_000),
        (minutes, repair, detection, rideThrough, recharge) =>
            new ComponentCause("utility", FailureDomain.DataCenter, VirtualDuration.FromMinutes(minutes))
            {
                Repair = repair,
                Detection = detection is { } seconds ? VirtualDuration.FromSeconds(seconds) : null,
                Batteries = new(VirtualDuration.FromSeconds(rideThrough), VirtualDuration.FromSeconds(recharge)),
            });

    private static readonly Gen<RandomFleet> Fleets = Gen.Select(
        RandomFleet.Any,
        Utilities.Array[3],
        RandomSites.Any.Array[3],
        (fleet, utilities, sites) => fleet with
        {
            Plan = fleet.Plan with
            {
                DataCenters =
                [
                    .. fleet.Plan.DataCenters.Select(plan => plan with
                    {
                        Site = sites[plan.Index],
                        Failures = plan.Failures with
                        {
                            Components =
                                [utilities[plan.Index], .. plan.Failures.Components.Select(cause => cause with { Batteries = null })],
                        },
                    }),
                ],
            },
        });

    [Fact]
    public void Batteries_OfAnyRun_AreThoseOfAPlainLoop()
    {
        var (bridged, outages, unfinished) = (0, 0, 0);
        Fleets.Sample(
            fleet =>
            {
                var run = InProcessFleet.Play(fleet.Plan, fleet.Jobs, VirtualDuration.FromMinutes(10));
                PlainBatteries[] all = [.. fleet.Plan.DataCenters.Select(plan => new PlainBatteries(plan, run.End))];
                var times = all.SelectMany(each => each.Times).SelectMany(each => new[] { each.From, each.To });
                var energies = EnergiesAt(fleet, run, [.. times]);
                foreach (var plan in fleet.Plan.DataCenters)
                {
                    var expected = all[plan.Index];
                    var (time, energy) = (VirtualDuration.Zero, (Int128)0);
                    foreach (var (from, to) in expected.Times)
                    {
                        time += to - from;
                        energy += energies[to][plan.Index] - energies[from][plan.Index];
                    }

                    Assert.Equal(
                        new(expected.Dips, expected.Bridged, expected.Outages.Count, time, energy),
                        run.Closings[plan.Index].Account.Power.Batteries);
                    Assert.Equal(
                        expected.Outages,
                        run.AllFailures
                            .Where(failure => failure.DataCenter == plan.Index && failure.Cause == plan.Chip.Causes.Count)
                            .Select(failure => (failure.Failed, failure.Detected, failure.Repaired)));
                    Interlocked.Add(ref bridged, expected.Bridged);
                    Interlocked.Add(ref outages, expected.Outages.Count);
                    Interlocked.Add(ref unfinished, expected.Dips - expected.Bridged - expected.Outages.Count);
                }
            },
            iter: 300);
        Assert.True(
            bridged > 50 && outages > 50 && unfinished > 0, $"{bridged} dips bridged, {outages} not, {unfinished} without an end");
    }

    /// <summary>Energies of all facilities from the start of a run up to some instants of it, taken from runs that stop there.</summary>
    private static Dictionary<VirtualTime, Int128[]> EnergiesAt(RandomFleet fleet, PlayedRun played, IReadOnlyList<VirtualTime> times)
    {
        var energies = new Dictionary<VirtualTime, Int128[]>
        {
            [played.End] = [.. played.Closings.Select(closing => closing.Account.Site.Facility)],
        };
        var run = new InProcessRun(fleet.Plan, fleet.Jobs, (_, _) => { });
        foreach (var time in times.Where(time => time < played.End).Distinct().Order())
        {
            Assert.Null(run.Advance(time + new VirtualDuration(1)));
            energies[time] = [.. run.Save().Select(each => each.DataCenter.Meter.Site.Facility)];
        }

        return energies;
    }
}
