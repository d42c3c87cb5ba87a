using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.DataCenters;

/// <summary>Jobs that fail themselves, at drawn instants, with nothing wrong with their chips.</summary>
public sealed class JobFailureTests
{
    private const int FirstCause = 2;
    private const int Chips = 4;

    private static readonly VirtualDuration Mean = VirtualDuration.FromHours(100);
    private static readonly VirtualDuration Detection = VirtualDuration.FromSeconds(450);
    private static readonly VirtualDuration Restart = VirtualDuration.FromSeconds(30);
    private static readonly VirtualDuration Interval = VirtualDuration.FromSeconds(100);
    private static readonly VirtualDuration Day = VirtualDuration.FromHours(24);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Job_Fails_AtTheDrawnInstantAndStartsAgainOnItsChips(bool isPerChip)
    {
        var (plan, after) = FailsOnce(Cause("software") with { IsPerChip = isPerChip });
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, VirtualTime.Zero, Chips, Day));
        var failed = VirtualTime.Zero + after;
        var lost = new VirtualDuration(after.Microseconds % Interval.Microseconds);
        Assert.Equal(failed + Detection + Restart + (Day - (after - lost)), run.Job(0).End);
        AssertAccount(run.Job(0), lost, hung: Detection);
        Assert.Equal(Record(failed, lost, lost > VirtualDuration.Zero), run.Failures.Single());
        Assert.All(run.DownTimes, down => Assert.Equal(VirtualDuration.Zero, down));
        Assert.Equal(0, run.Closings[0].Account.Repairs);
    }

    [Fact]
    public void Job_WithSeveralCauses_FailsOfTheFirst()
    {
        ComponentCause[] causes = [Cause("software"), Cause("user") with { IsPerChip = true }, Cause("network")];
        foreach (var wanted in Enumerable.Range(0, causes.Length))
        {
            var plan = Seeded(
                candidate => Draws(candidate, attempt: 1) is var draws
                    && draws[wanted] == draws.Min() && draws.Min() < Day && Draws(candidate, attempt: 2).Min() > Day * 2,
                causes);
            var run = InProcessFleet.Play(plan, TestPlans.Job(0, VirtualTime.Zero, Chips, Day));
            var failure = run.Failures.Single();
            Assert.Equal((FirstCause + wanted, VirtualTime.Zero + Draws(plan, 1)[wanted]), (failure.Cause, failure.Failed));
        }
    }

    [Fact]
    public void Job_ThatIsStoppedBefore_FailsInItsNextAttempt()
    {
        var plan = Seeded(
            candidate => Draws(candidate, attempt: 1).Min() is var first
                && first > VirtualDuration.FromHours(1) && first < VirtualDuration.FromHours(2)
                && Draws(candidate, attempt: 2).Min() is var second && second > first && second < Day
                && Draws(candidate, attempt: 3).Min() > Day * 2,
            Cause("software"));
        plan = plan with { Outages = [TestPlans.Outage(600, 600, host: 0)], OutageCauses = ["maintenance"] };
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, VirtualTime.Zero, Chips, Day));
        var restarted = VirtualTime.FromSeconds(1200);
        var failures = run.Failures.Select(failure => (failure.Cause, failure.Failed));
        Assert.Equal(
            [(FirstCause + 1, VirtualTime.FromSeconds(600)), (FirstCause, restarted + Draws(plan, 2).Min())], failures);
        Assert.Equal(2, run.Job(0).Interruptions);
    }

    [Fact]
    public void SilentCorruption_NoticedLate_FallsBackBehindItsInstant()
    {
        var (plan, after) = FailsOnce(Cause("corruption") with { IsSilent = true });
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, VirtualTime.Zero, Chips, Day));
        var corrupt = VirtualTime.Zero + after;
        var good = Interval * (after / Interval);
        var lost = (after - good) + Detection;
        Assert.Equal(corrupt + Detection + Restart + (Day - good), run.Job(0).End);
        AssertAccount(run.Job(0), lost, hung: VirtualDuration.Zero);
        Assert.Equal(Record(corrupt, lost, hasLost: true), run.Failures.Single());
    }

    [Fact]
    public void SilentCorruption_NoticedAfterCompletion_CostsNothing()
    {
        var (plan, after) = FailsOnce(Cause("corruption") with { IsSilent = true });
        var work = after + VirtualDuration.FromSeconds(449);
        var run = InProcessFleet.Play(
            plan,
            TestPlans.Job(0, VirtualTime.Zero, Chips, work),
            TestPlans.Job(1, VirtualTime.Zero + work + VirtualDuration.FromHours(1), 1, Restart));
        Assert.Equal((JobState.Completed, VirtualTime.Zero + work, 0), (run.Job(0).State, run.Job(0).End, run.Job(0).Restarts));
        Assert.Equal(Record(VirtualTime.Zero + after, VirtualDuration.Zero, hasLost: false), run.Failures.Single());
    }

    [Fact]
    public void SilentCorruption_UnderAnOutage_IsChargedToTheOutage()
    {
        var (plan, after) = FailsOnce(Cause("corruption") with { IsSilent = true });
        var corrupt = VirtualTime.Zero + after;
        var start = corrupt + VirtualDuration.FromSeconds(250);
        plan = plan with { Outages = [new(start, Restart, 0, new(0, 1, 1))], OutageCauses = ["maintenance"] };
        var run = InProcessFleet.Play(plan, TestPlans.Job(0, VirtualTime.Zero, Chips, Day));
        var good = Interval * (after / Interval);
        var lost = (start - VirtualTime.Zero) - good;
        var byOutage = run.Failures.Single(failure => failure.Cause == FirstCause + 1);
        Assert.Equal((lost, Chips), (byOutage.Lost, byOutage.LostChips));
        Assert.Equal(
            Record(corrupt, VirtualDuration.Zero, hasLost: false), run.Failures.Single(each => each.Cause == FirstCause));
        Assert.Equal(start + Restart + Restart + (Day - good), run.Job(0).End);
        Assert.Equal((lost, 1), (run.Job(0).Lost, run.Job(0).Interruptions));
    }

    /// <summary>
    /// A plan of one cause by which the first attempt of a job fails within the day, and when; the next one does not.
    /// </summary>
    private static (DataCenterPlan Plan, VirtualDuration After) FailsOnce(ComponentCause cause)
    {
        var plan = Seeded(
            candidate => Draws(candidate, attempt: 1).Min() is var first
                && first > VirtualDuration.FromHours(1) && first < VirtualDuration.FromHours(20)
                && Draws(candidate, attempt: 2).Min() > Day * 2,
            cause);
        return (plan, Draws(plan, attempt: 1).Min());
    }

    private static DataCenterPlan Seeded(Func<DataCenterPlan, bool> isWanted, params ComponentCause[] causes)
    {
        var plan = TestPlans.DataCenter(Chips, Chips, Chips);
        plan = plan with
        {
            Failures = plan.Failures with
            {
                Enabled = true,
                Components = causes,
                Detection = Detection,
                Restart = Restart,
                CheckpointInterval = Interval,
            },
        };
        return Enumerable.Range(0, 10_000).Select(seed => plan with { Seed = (ulong)seed }).First(isWanted);
    }

    /// <summary>The times to failure of an attempt of job 0, by cause.</summary>
    private static VirtualDuration[] Draws(DataCenterPlan plan, uint attempt) =>
    [
        .. plan.Failures.Components.Index().Select(each => ExponentialDistribution.Draw(
            each.Item.IsPerChip ? new VirtualDuration(Mean.Microseconds / Chips) : Mean,
            new RandomStream(plan.Seed, RandomPurpose.JobFailure + (uint)each.Index).Uniform(0, attempt))),
    ];

    private static ComponentCause Cause(string name) => new(name, FailureDomain.Job, Mean);

    private static void AssertAccount(JobRecord job, VirtualDuration lost, VirtualDuration hung)
    {
        Assert.Equal((1, lost, hung, Restart), (job.Interruptions, job.Lost, job.Hung, job.Restarting));
        Assert.Equal((JobState.Completed, Day), (job.State, job.Productive));
        Assert.Equal((VirtualDuration.Zero, job.End), (job.Requeued, VirtualTime.Zero + job.Held));
    }

    private static FailureRecord Record(VirtualTime failed, VirtualDuration lost, bool hasLost) => new(
        0,
        FailureRecord.Nowhere,
        FailureRecord.Nowhere,
        FirstCause,
        failed,
        failed + Detection,
        null,
        0,
        lost,
        hasLost ? Chips : 0)
    {
        Chips = 0,
        JobsHit = 1,
        LostChipTime = (Int128)lost.Microseconds * Chips,
    };
}
