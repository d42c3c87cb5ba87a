using CsCheck;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Fleets;

/// <summary>Data centers that are in the next window while others are at this one change nothing.</summary>
public sealed class FleetAheadTests
{
    private static readonly FleetPlan Two = new(
        [TestPlans.DataCenter(8, 4, 2), TestPlans.DataCenter(8, 4, 2) with { Index = 1, FirstChip = 8 }], VirtualTime.Never);

    [Fact]
    public void Run_DataCentersAhead_IsTheSame()
    {
        var (ahead, waiting) = (0, 0);
        Gen.Select(RandomFleet.Any, Gen.Long[1_000_000, 900_000_000], Gen.Int[2, 9]).Sample(
            (fleet, length, turns) =>
            {
                var run = new InProcessRun(fleet.Plan, fleet.Jobs, (_, _) => { });
                VirtualTime? end = null;
                for (var window = 1; end is null; window++)
                {
                    // Every few windows all wait for each other, as for a checkpoint.
                    var next = window % turns == 0 ? null : (VirtualTime?)new VirtualTime(length * (window + 1));
                    end = run.Advance(new(length * window), next);
                    Interlocked.Increment(ref waiting);
                }

                Interlocked.Add(ref ahead, run.WindowsAhead);
                InProcessFleet.Play(fleet.Plan, fleet.Jobs, VirtualDuration.FromHours(100_000)).MustEqual(run.Finish(end.Value));
            },
            iter: 3000);
        Assert.InRange(ahead, waiting / 5, waiting);
    }

    [Fact]
    public void Ahead_RunMayEndInTheWindow_IsNot()
    {
        Assert.Null(Opened(Two, new(At(10), [], IsLastArrival: true)).Ahead(new(At(20), [], IsLastArrival: true)));
        Assert.Null(Opened(Two with { End = At(10) }, new(At(11), [], IsLastArrival: true)).Ahead(new(At(20), [], IsLastArrival: true)));
        Assert.NotNull(Opened(Two with { End = At(10) }, new(At(10), [], IsLastArrival: true)).Ahead(new(At(20), [], IsLastArrival: true)));
    }

    [Fact]
    public void Next_AfterAhead_GivesTheSameWindowsAndCountsTheirJobsOnlyThen()
    {
        var fleet = Opened(Two, new(At(10), [Job(0, 0)], IsLastArrival: false));
        var ahead = fleet.Ahead(new(At(20), [Job(1, 10), Job(2, 11)], IsLastArrival: true))!;
        Assert.Equal([1, 1], ahead.Select(window => window.Arrivals.Count));
        Answer(fleet);
        Assert.Null(fleet.Next());
        Assert.Equal([1L, 0], fleet.Close().Submitted);

        fleet.Open(new(At(20), [Job(1, 10), Job(2, 11)], IsLastArrival: true));
        Assert.Equal(ahead, fleet.Next());
        Answer(fleet);
        Assert.Equal([2L, 1], fleet.Close().Submitted);
    }

    [Fact]
    public void Save_WindowBegunAhead_IsAFault()
    {
        var fleet = Opened(Two, new(At(10), [], IsLastArrival: false));
        fleet.Ahead(new(At(20), [], IsLastArrival: false));

        var fault = Assert.Throws<SimulationFaultException>(fleet.Save);

        Assert.Contains("a window to 00:00:20 was begun ahead", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AnotherWindowThanTheOneBegunAhead_IsAFault()
    {
        var fleet = Opened(Two, new(At(10), [], IsLastArrival: false));
        fleet.Ahead(new(At(20), [], IsLastArrival: false));

        var fault = Assert.Throws<SimulationFaultException>(() => fleet.Open(new(At(30), [], IsLastArrival: false)));

        Assert.Contains("a window to 00:00:30 follows one begun ahead to 00:00:20", fault.Message, StringComparison.Ordinal);
    }

    private static FleetProcess Opened(FleetPlan plan, FleetWindow window)
    {
        var fleet = new FleetProcess(plan);
        fleet.Open(window);
        Assert.NotNull(fleet.Next());
        return fleet;
    }

    /// <summary>Both data centers answer that they are at the horizon.</summary>
    private static void Answer(FleetProcess fleet)
    {
        for (var index = 0; index < Two.DataCenters.Count; index++)
        {
            fleet.Absorb(index, new DataCenterReply(null, [], [], [], [], default, 0, 0, 0));
        }
    }

    private static JobArrival Job(int number, long submit) => TestPlans.Job(number, submit, chips: 4, work: 100);

    private static VirtualTime At(long seconds) => VirtualTime.FromSeconds(seconds);
}
