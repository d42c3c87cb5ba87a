using CsCheck;
using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>The same fleets without a conversion in their racks and with one: it changes what they draw, and nothing else.</summary>
public sealed class ConversionPropertyTests
{
    private static readonly Gen<(RandomFleet Fleet, JobActivity[] Activities, int[] Efficiencies)> Cases =
        Gen.Select(RandomFleet.Any, RandomActivities.Any, Gen.OneOf(Gen.Int[500_000, 999_999], Gen.Const(950_000)).Array[3]);

    /// <summary>Of chips that all train, the times tell what each level comes to, in plain decimal numbers.</summary>
    [Fact]
    public void Energy_BehindAConversion_IsTimeTimesTheLoadOverTheEfficiency() => Play((bare, loads, plan, run, efficiency) =>
    {
        if (plan.Activities.Count > 0)
        {
            return;
        }

        var (account, end) = (run.Closings[plan.Index].Account, run.End.Microseconds);
        var chips = (Input(bare.Chip.Idle, efficiency) * account.Idle)
            + (Input(bare.Chip.Busy, efficiency) * account.Busy)
            + (Input(bare.Chip.Failed, efficiency) * account.Failed);
        var overhead = (Input(bare.HostOverhead, efficiency) * bare.Topology.Hosts)
            + ((Input(bare.NetworkOverhead, efficiency) + Input(bare.RackOverhead, efficiency)) * bare.Topology.Racks);
        Assert.Equal(chips, account.ChipEnergy.Nanojoules);
        Assert.Equal(chips + (overhead * end), account.ItEnergy.Nanojoules);
    });

    /// <summary>What is left of it is the energy of the loads, and less than a milliwatt more for each chip, host, network share and rack.</summary>
    [Fact]
    public void Loss_OfAnyRun_LeavesTheLoads() => Play((bare, loads, plan, run, efficiency) =>
    {
        var (before, after) = (loads.Closings[plan.Index].Account, run.Closings[plan.Index].Account);
        var left = (after.ItEnergy.Nanojoules * 1_000_000) - plan.Conversion.LossOf(after.ItEnergy);
        var rounding = (Int128)(bare.Topology.Chips + bare.Topology.Hosts + (2 * bare.Topology.Racks)) * run.End.Microseconds;
        Assert.InRange(left - (before.ItEnergy.Nanojoules * 1_000_000), 0, rounding * 1_000_000);
        Assert.Equal((before.Idle, before.Busy, before.Failed, before.Repairs), (after.Idle, after.Busy, after.Failed, after.Repairs));
        Assert.Equal(JobsOf(loads, plan).Select(Times), JobsOf(run, plan).Select(Times));
    });

    /// <summary>Chips and what else a rack draws add up to racks, racks to the data center, and so do the intervals.</summary>
    [Fact]
    public void Loss_AtEachLevel_AddsUpExactly() => Play((_, _, plan, run, _) =>
    {
        var (conversion, account) = (plan.Conversion, run.Closings[plan.Index].Account);
        foreach (var rack in run.Racks[plan.Index])
        {
            var overhead = (plan.HostOverhead * plan.Topology.HostsIn(rack.Rack)) + plan.NetworkOverhead + plan.RackOverhead;
            var parts = rack.Chips.Select(chip => conversion.LossOf(chip.Energy)).Append(conversion.LossOf(overhead * (run.End - VirtualTime.Zero)));
            Assert.Equal(conversion.LossOf(rack.Energy), Sum(parts));
        }

        Assert.Equal(conversion.LossOf(account.ItEnergy), Sum(run.Racks[plan.Index].Select(rack => conversion.LossOf(rack.Energy))));
        var samples = run.Samples.Concat(run.Closings[plan.Index].Samples).Where(each => each.DataCenter == plan.Index);
        Assert.Equal(conversion.LossOf(account.ItEnergy), Sum(samples.Select(sample => conversion.LossOf(sample.Energy))));
    });

    private static Int128 Input(Watts load, int efficiency) => (Int128)decimal.Ceiling(load.Milliwatts / (efficiency / 1_000_000m));

    private static object Times(JobRecord job) =>
        (job.Arrival, job.State, job.FirstStart, job.End, job.Restarts, job.Held, job.ChipTime, job.Requeued);

    private static IEnumerable<JobRecord> JobsOf(PlayedRun run, DataCenterPlan plan) =>
        run.AllJobs.Where(job => job.DataCenter == plan.Index);

    private static Int128 Sum(IEnumerable<Int128> parts) => parts.Aggregate(Int128.Zero, (sum, part) => sum + part);

    /// <summary>Plays fleets of loads, and the same behind conversions, and looks at each data center of both.</summary>
    private static void Play(Action<DataCenterPlan, PlayedRun, DataCenterPlan, PlayedRun, int> check) => Cases.Sample(
        each =>
        {
            // A broker that goes by power may decide otherwise where it is rounded.
            var bare = each.Fleet.Plan.With(each.Activities) with { Broker = BrokerPlan.Default };
            var converted = bare with { DataCenters = [.. bare.DataCenters.Select(plan => plan.Behind(new(each.Efficiencies[plan.Index])))] };
            var loads = InProcessFleet.Play(bare, each.Fleet.Jobs, VirtualDuration.FromMinutes(7));
            var run = InProcessFleet.Play(converted, each.Fleet.Jobs, VirtualDuration.FromMinutes(11));
            foreach (var plan in converted.DataCenters)
            {
                check(bare.DataCenters[plan.Index], loads, plan, run, each.Efficiencies[plan.Index]);
            }
        },
        iter: 200);
}
