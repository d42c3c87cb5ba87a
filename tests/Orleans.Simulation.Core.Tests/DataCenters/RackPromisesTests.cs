using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>When racks are asked whose chips age by load: in time for every failure, and hardly ever in vain.</summary>
public sealed class RackPromisesTests
{
    private static readonly VirtualDuration Hour = VirtualDuration.FromHours(1);

    [Theory]
    [InlineData(0)]
    [InlineData(250)]
    public void Chip_IdleBeforeItsJobs_FailsWhenItHasBorneItsShare(int perMille)
    {
        var (plan, life) = Tired(perMille, chips: 1);

        // Half its life goes in a first job, an hour idle, the rest in a second one.
        var half = new VirtualDuration(life.Microseconds / 2);
        var second = VirtualTime.Zero + half + Hour;
        var run = InProcessFleet.PlayUntil(
            VirtualTime.Zero + (life * 2), plan, TestPlans.Job(0, VirtualTime.Zero, 1, half), TestPlans.Job(1, second, 1, life));

        var idle = new VirtualDuration(Hour.Microseconds * perMille / 1000);
        Assert.Equal(VirtualTime.Zero + life + Hour + (VirtualDuration.Zero - idle), run.AllFailures.Single().Failed);
        Assert.Equal(1, run.AllFailures.Single().Job);
    }

    [Fact]
    public void Chip_NeverBusy_DoesNotFailAndNobodyAsks()
    {
        var (plan, life) = Tired(perMille: 0, chips: 1);
        var batches = new List<RackBatch>();

        var run = InProcessFleet.Play(new([plan], VirtualTime.Zero + (life * 20)), [], life, (_, batch) => batches.Add(batch));

        Assert.Empty(run.AllFailures);
        Assert.Single(batches);
    }

    [Fact]
    public void Chip_IdleAndCloseToItsFailure_IsNotAskedForWhenOthersStart()
    {
        // Both chips work until the second could bear a second more; from then on jobs get the first.
        var plan = TestPlans.DataCenter(2, 2, 1);
        plan = plan with
        {
            Failures = plan.Failures with { Enabled = true },
            Chip = plan.Chip with { MeanTimeToFailure = Hour * 100, IdleRatePerMille = 0 },
        };
        plan = Enumerable.Range(1, 10_000).Select(seed => plan with { Seed = (ulong)seed }).First(each =>
            FailureDraws.Of(each, 1, 0) < Hour * 3 && FailureDraws.Of(each, 0, 0) > Hour * 100);
        var worn = FailureDraws.Of(plan, 1, 0) - VirtualDuration.FromSeconds(1);
        var batches = new List<RackBatch>();
        JobArrival[] jobs =
        [
            TestPlans.Job(0, VirtualTime.Zero, 2, worn),
            .. Enumerable.Range(1, 50).Select(number => TestPlans.Job(
                number, VirtualTime.Zero + worn + VirtualDuration.FromMinutes(2 * number), 1, VirtualDuration.FromMinutes(1))),
        ];

        var run = InProcessFleet.Play(
            new([plan], VirtualTime.Zero + worn + (Hour * 3)), jobs, Hour * 10, (_, batch) => batches.Add(batch));

        Assert.Equal(51, run.AllJobs.Count(job => job.State == JobState.Completed));
        Assert.Empty(run.AllFailures);

        // Once when the second chip would have failed had its job gone on, then for its commands and the settlement.
        Assert.InRange(batches.Count, 2, 4);
    }

    [Fact]
    public void Job_ThatEndsBeforeItsChipFails_CostsOneQuestionInVain()
    {
        var (plan, life) = Tired(perMille: 0, chips: 1);
        var batches = new List<RackBatch>();
        JobArrival[] jobs = [.. Enumerable.Range(0, 20).Select(number => TestPlans.Job(
            number, VirtualTime.Zero + (Hour * number), 1, new(life.Microseconds / 40)))];

        var run = InProcessFleet.Play(
            new([plan], VirtualTime.Zero + (Hour * 100)), jobs, life, (_, batch) => batches.Add(batch));

        Assert.Empty(run.AllFailures);
        Assert.Equal(20, run.AllJobs.Count(job => job.State == JobState.Completed));

        // It is asked when the first start would have come to a failure, and so on, at most once a start; and settled.
        Assert.InRange(batches.Count, 2, 21);
    }

    /// <summary>A data center whose first chip can bear half an hour to three hours, and all others far more.</summary>
    private static (DataCenterPlan Plan, VirtualDuration Life) Tired(int perMille, int chips)
    {
        var (plan, failures) = FailureDraws.Choose(TestPlans.DataCenter(chips, chips, 1), failing: 1);
        return (plan with { Chip = plan.Chip with { IdleRatePerMille = perMille } }, failures[0] - VirtualTime.Zero);
    }
}
