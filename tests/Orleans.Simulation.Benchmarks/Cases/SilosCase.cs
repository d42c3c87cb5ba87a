using Orleans.Simulation.Benchmarks.Clusters;
using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Grains.Calls;
using Orleans.Simulation.Grains.Placement;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>
/// What a second silo is worth: the dense load on one silo on one core and on two, each a process on a core of its own, turn
/// by turn. Figures are medians.
/// </summary>
/// <param name="name">Name of the case.</param>
/// <param name="title">What is measured.</param>
/// <param name="dataCenters">Data centers that share the chips.</param>
/// <param name="days">Days that are played; the more, the fewer turns.</param>
/// <param name="target">What was promised of the speed-up; null: nothing.</param>
internal sealed class SilosCase(string name, string title, int dataCenters, int days, Target? target) : IBenchmarkCase
{
    private const int Chips = 131_072;
    private const int Turns = 3;

    /// <summary>As many data centers as silos.</summary>
    public static readonly SilosCase Two = new("silos", "two silos on one core each against one", 2, days: 1, Target.AtLeast(1.6));

    /// <summary>The same for as long that it counts little what the second process compiles again.</summary>
    public static readonly SilosCase Long =
        new("silos-long", "two silos on one core each against one, for three days", 2, days: 3, Target.AtLeast(1.6));

    /// <summary>One data center, whose racks are on both silos.</summary>
    public static readonly SilosCase One =
        new("silos-one", "one data center over two silos on one core each against one", 1, days: 1, target: null);

    public string Name => name;

    public string Title => title;

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        if (PinnedCores.Available.Count < 2)
        {
            figures.LeaveOut("speed-up", "left out: needs two cores, and taskset of util-linux to pin processes to them");
            return;
        }

        var fleet = new FleetShape(dataCenters, scale.Of(full: Chips, quick: 8_192) / dataCenters);
        var specification = LoadScenarios.Dense(fleet, VirtualDuration.FromHours(scale.Of(full: 24 * days, quick: 2)));
        var expected = (await MeasuredRun.PlayAsync(specification, new ReferenceEngine())).Summary.ResultHash;
        var (one, two) = (new List<PinnedRun>(), new List<PinnedRun>());
        for (var turn = 0; turn < scale.Of(full: Turns / days, quick: 1); turn++)
        {
            one.Add(await PinnedRun.PlayAsync(specification, silos: 1));
            one[^1].MustEqual(expected);
            two.Add(await PinnedRun.PlayAsync(specification, silos: 2));
            two[^1].MustEqual(expected);
        }

        figures.Add("chips", fleet.Chips, "chips");
        figures.Add("simulated", specification.Fleet.End.Seconds / 3600, "h");
        AddTimes(figures, "1 silo", one);
        AddTimes(figures, "2 silos", two);
        figures.Add("speed-up, play and settlement", Ratio(one, two, run => run.WorkSeconds), "ratio", target);
        figures.Add("speed-up, play", Ratio(one, two, run => run.Performance.PlaySeconds), "ratio");
        figures.Add("speed-up, settlement", Ratio(one, two, run => run.Performance.SettleSeconds), "ratio");
        figures.Add("speed-up, activation", Ratio(one, two, run => run.Performance.ActivationSeconds), "ratio");
        figures.Add("CPU, 2 silos : 1 silo", Median.Of(two, Cpu) / Median.Of(one, Cpu), "ratio");
        figures.Add("calls between the silos", 100 * CrossingShare(specification, two[0]), "%");
    }

    private static void AddTimes(FigureList figures, string name, List<PinnedRun> runs)
    {
        figures.Add($"{name}: activation", Median.Of(runs, run => run.Performance.ActivationSeconds), "s");
        figures.Add($"{name}: play", Median.Of(runs, run => run.Performance.PlaySeconds), "s");
        figures.Add($"{name}: settlement", Median.Of(runs, run => run.Performance.SettleSeconds), "s");
        foreach (var (index, _) in runs[0].CpuSeconds.Index())
        {
            figures.Add($"{name}: CPU of silo {index}", Median.Of(runs, run => run.CpuSeconds[index]), "s");
        }
    }

    private static double Cpu(PinnedRun run) => run.CpuSeconds.Sum();

    private static double Ratio(List<PinnedRun> one, List<PinnedRun> two, Func<PinnedRun, double> figure) =>
        Median.Of(one, figure) / Median.Of(two, figure);

    /// <summary>
    /// Calls of data centers that are not with fleet and driver on the first silo, and of racks that are not with their data center, as if
    /// all racks were called as often. Chips are always with their rack.
    /// </summary>
    private static double CrossingShare(RunSpecification specification, PinnedRun run)
    {
        var topology = RunTopology.For(run: 1, specification.Fleet, run.CpuSeconds.Select((_, index) => $"{index}"), driver: "0");
        var plans = specification.Fleet.DataCenters;
        int OwnerOf(DataCenterPlan plan, int rack) => topology.OwnerOf(new GrainKey(1, plan.Index, rack, 0));
        var dataCenters = (double)plans.Count(plan => OwnerOf(plan, 0) != 0) / plans.Count;
        var racks = plans.Average(plan =>
            Enumerable.Range(0, plan.Topology.Racks).Average(rack => OwnerOf(plan, rack) == OwnerOf(plan, 0) ? 0 : 1));
        var calls = run.Performance.GrainCalls;
        return ((dataCenters * calls.DataCenter) + (racks * calls.Rack)) / calls.Total;
    }
}
