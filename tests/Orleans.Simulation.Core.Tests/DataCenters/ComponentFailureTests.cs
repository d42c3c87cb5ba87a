using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>Failures of what chips hang on, drawn again here one by one.</summary>
/// <remarks>
/// Seven hosts of two chips, the last with one, two hosts a rack: the last rack and the last group of three hosts are partly
/// filled. Chips do not fail; each failure is noticed after 20 s and repaired 100 s later.
/// </remarks>
public sealed class ComponentFailureTests
{
    private const int Chips = 13;
    private const int Hosts = 7;
    private const int Racks = 4;
    private const int FirstCause = 2;

    private static readonly VirtualDuration Detection = VirtualDuration.FromSeconds(20);
    private static readonly VirtualDuration Repair = VirtualDuration.FromSeconds(100);
    private static readonly VirtualDuration Mean = VirtualDuration.FromHours(2);
    private static readonly VirtualTime End = VirtualTime.Zero + VirtualDuration.FromHours(12);

    [Theory]
    [InlineData(0.7)]
    [InlineData(1)]
    [InlineData(3)]
    public void Host_FailsAtTheDrawnInstants_CountedFromEachRepair(double shape)
    {
        var plan = Plan(Cause(FailureDomain.Host) with { Shape = shape });
        var expected = Enumerable.Range(0, Hosts).SelectMany(host => Renewals(plan, cause: 0, firstSlot: host * 2)
            .Select(failed => Strike(failed, host * 2, Math.Min(2, Chips - (host * 2)))));
        AssertFailures(plan, expected);
    }

    [Fact]
    public void Rack_FailsAtTheDrawnInstants_WithAllItsChips()
    {
        var plan = Plan(Cause(FailureDomain.Rack));
        var expected = Enumerable.Range(0, Racks).SelectMany(rack => Renewals(plan, cause: 0, firstSlot: rack * 4)
            .Select(failed => Strike(failed, rack * 4, Math.Min(4, Chips - (rack * 4)))));
        AssertFailures(plan, expected);
    }

    [Fact]
    public void SeveralCauses_OfHostsAndRacks_KeepTheirOwnClocks()
    {
        var host = Cause(FailureDomain.Host);
        var plan = Plan(
            host, Cause(FailureDomain.Rack) with { Shape = 2 }, Cause(FailureDomain.Job), host with { Shape = 0.8 });
        var expected = Enumerable.Range(0, Hosts)
            .SelectMany(host => new[] { 0, 3 }.SelectMany(cause => Renewals(plan, cause, firstSlot: host * 2)
                .Select(failed => Strike(failed, host * 2, Math.Min(2, Chips - (host * 2)), cause))))
            .Concat(Enumerable.Range(0, Racks).SelectMany(index => Renewals(plan, cause: 1, firstSlot: index * 4)
                .Select(failed => Strike(failed, index * 4, Math.Min(4, Chips - (index * 4)), cause: 1))));
        AssertFailures(plan, expected);
    }

    [Fact]
    public void Interconnect_FailsInOneGroupOfHosts_UnlessThatIsDown()
    {
        var plan = Plan(Cause(FailureDomain.Interconnect) with { Hosts = 3, MeanTimeToFailure = VirtualDuration.FromMinutes(6) });
        var (expected, openUntil, skipped) = (new List<DrawnFailure>(), new VirtualTime[3], 0);
        foreach (var (failed, group) in Strikes(plan, components: 3, places: 3))
        {
            if (failed <= openUntil[group])
            {
                skipped++;
                continue;
            }

            openUntil[group] = failed + Detection + Repair;
            expected.Add(Strike(failed, group * 6, Math.Min(6, Chips - (group * 6))));
        }

        Assert.True(skipped > 0 && expected.Any(strike => strike.Chips == 1), "the draws do not show what the test is about");
        AssertFailures(plan, expected);
    }

    [Fact]
    public void Burst_StrikesNeighbours_WhereAllOfThemExist()
    {
        var plan = Plan(Cause(FailureDomain.Burst) with { Hosts = 3, MeanTimeToFailure = VirtualDuration.FromMinutes(1) });
        DrawnFailure[] expected =
        [
            .. Strikes(plan, components: 1, places: Hosts - 2)
                .Select(each => Strike(each.Time, each.Place * 2, Math.Min(6, Chips - (each.Place * 2)))),
        ];
        Assert.Equal(Hosts - 2, expected.Select(strike => strike.FirstChip).Distinct().Count());
        AssertFailures(plan, expected);
    }

    [Fact]
    public void Burst_OverAnother_LastsUntilTheLastOneIsRepaired()
    {
        var plan = Plan(Cause(FailureDomain.Burst) with { Hosts = 3, MeanTimeToFailure = VirtualDuration.FromMinutes(1) });
        var strikes = Strikes(plan, components: 1, places: Hosts - 2).ToArray();
        var run = InProcessFleet.PlayUntil(End, plan);
        var firstChip = strikes.Where(strike => strike.Place == 0).Select(strike => strike.Time);
        var (down, upTo) = (VirtualDuration.Zero, VirtualTime.Zero);
        foreach (var failed in firstChip)
        {
            var repaired = VirtualTime.Min(failed + Detection + Repair, End);
            down += repaired - VirtualTime.Max(failed, upTo);
            upTo = repaired;
        }

        Assert.Equal(down, run.DownTimes.First());
    }

    [Fact]
    public void DataCenter_Fails_WithAllItsChipsUnlessItIsDown()
    {
        var plan = Plan(Cause(FailureDomain.DataCenter) with { MeanTimeToFailure = VirtualDuration.FromMinutes(2) });
        var (expected, openUntil) = (new List<DrawnFailure>(), VirtualTime.Zero);
        foreach (var (failed, _) in Strikes(plan, components: 1, places: 1).Where(strike => strike.Time > openUntil))
        {
            if (failed > openUntil)
            {
                openUntil = failed + Detection + Repair;
                expected.Add(Strike(failed, 0, Chips));
            }
        }

        AssertFailures(plan, expected);
    }

    [Fact]
    public void Cause_WithoutDetectionAndRepair_TakesThoseOfChips()
    {
        var plan = Plan(Cause(FailureDomain.DataCenter) with { Detection = null, Repair = null });
        var failed = Strikes(plan, components: 1, places: 1).First().Time;
        var run = InProcessFleet.PlayUntil(End, plan);
        var detected = failed + plan.Failures.Detection;
        Assert.Equal((detected, detected + plan.Failures.Repair), (run.Failures[0].Detected, run.Failures[0].Repaired));
    }

    [Fact]
    public void Failures_SwitchedOff_DrawNothing()
    {
        var plan = Plan([.. Enum.GetValues<FailureDomain>().Where(domain => domain != FailureDomain.Chip).Select(Cause)]);
        plan = plan with { Failures = plan.Failures with { Enabled = false } };
        Assert.Empty(InProcessFleet.PlayUntil(End, plan, TestPlans.Job(0, 0, 1, 1_000_000)).AllFailures);
    }

    /// <summary>When one component of a host or rack fails, until the end.</summary>
    private static IEnumerable<VirtualTime> Renewals(DataCenterPlan plan, int cause, int firstSlot)
    {
        var kind = plan.Failures.Components[cause];
        var stream = new RandomStream(plan.Seed, RandomPurpose.ComponentFailure);
        var entity = ((long)cause << 40) | (plan.FirstChip + firstSlot);
        var healthySince = VirtualTime.Zero;
        for (var number = 0U; ; number++)
        {
            var uniform = stream.Uniform(entity, number);
            var failed = healthySince + WeibullDistribution.Draw(kind.MeanTimeToFailure, kind.Shape, uniform);
            if (failed > End)
            {
                yield break;
            }

            yield return failed;
            healthySince = failed + Detection + Repair;
        }
    }

    /// <summary>
    /// When and where failures of the first cause are drawn by the data center, whether or not they find what is up.
    /// </summary>
    private static IEnumerable<(VirtualTime Time, int Place)> Strikes(DataCenterPlan plan, int components, int places)
    {
        var mean = new VirtualDuration(plan.Failures.Components[0].MeanTimeToFailure.Microseconds / components);
        var entity = (long)plan.Index << 32;
        var time = VirtualTime.Zero;
        for (var number = 0U; ; number++)
        {
            time += ExponentialDistribution.Draw(
                mean, new RandomStream(plan.Seed, RandomPurpose.SiteFailure).Uniform(entity, number));
            if (time > End)
            {
                yield break;
            }

            var draw = new RandomStream(plan.Seed, RandomPurpose.SiteFailurePlace).Draw(entity, number);
            yield return (time, (int)(((UInt128)(((ulong)draw.X0 << 32) | draw.X1) * (ulong)places) >> 64));
        }
    }

    private static void AssertFailures(DataCenterPlan plan, IEnumerable<DrawnFailure> expected)
    {
        var all = expected.OrderBy(strike => strike.Failed).ToArray();
        Assert.NotEmpty(all);
        var run = InProcessFleet.PlayUntil(End, plan);
        Assert.Equal(
            all,
            run.AllFailures.Select(failure => new DrawnFailure(
                failure.Failed, (failure.Rack * 4) + failure.Slot, failure.Chips, failure.Cause - FirstCause)));
        Assert.All(run.Failures, failure => Assert.Equal(
            (failure.Failed + Detection, failure.Failed + Detection + Repair), (failure.Detected, failure.Repaired)));
    }

    private static DrawnFailure Strike(VirtualTime failed, int firstChip, int chips, int cause = 0) =>
        new(failed, firstChip, chips, cause);

    private static ComponentCause Cause(FailureDomain domain) => new($"{domain}", domain, Mean)
    {
        Detection = Detection,
        Repair = RepairTime.Constant(Repair),
    };

    private static DataCenterPlan Plan(params ComponentCause[] causes)
    {
        var plan = TestPlans.DataCenter(Chips, 4, 2);
        return plan with
        {
            FirstChip = 1000,
            Failures = plan.Failures with
            {
                Enabled = true,
                Components = causes,
                Detection = VirtualDuration.FromSeconds(7),
                Repair = VirtualDuration.FromSeconds(77),
            },
        };
    }

    /// <summary>What strikes when, and which chips go down.</summary>
    private sealed record DrawnFailure(VirtualTime Failed, int FirstChip, int Chips, int Cause);
}
