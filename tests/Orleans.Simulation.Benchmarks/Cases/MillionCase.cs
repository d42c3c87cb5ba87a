using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Engines;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>A million chips that change all the time, through their grains and in plain loops.</summary>
internal sealed class MillionCase : IBenchmarkCase
{
    private const double ChangesPerSecond = 2e6;

    public string Name => "million";

    public string Title => "both engines, as many chips as possible that change all the time";

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        var fleet = new FleetShape(2, scale.Of(full: 524_288, quick: 4_096));
        var specification = LoadScenarios.Dense(fleet, VirtualDuration.FromMinutes(scale.Of(full: 120, quick: 30)));

        // The reference engine goes first: it would be slowed down by the collection of a million living grains, while
        // what it leaves behind is gone by the time the grains come.
        var reference = await MeasuredRun.PlayAsync(specification, new ReferenceEngine());
        var orleans = await MeasuredRun.PlayAsync(specification, new OrleansEngine(await QuietSilo.StartAsync(), run: 1));
        orleans.MustEqual(reference);
        figures.Add("chips", fleet.Chips, "chips");
        figures.Add(
            "chip state changes through chip grains",
            orleans.Performance.ChipStateChanges / orleans.Work.Wall,
            "1/s",
            Target.AtLeast(ChangesPerSecond),
            Peer.Ross,
            Peer.SimGrid);
        figures.Add("grain calls", orleans.Calls / orleans.Work.Wall, "1/s");
        figures.Add("peak RSS", ProcessMemory.Peak / ProcessMemory.Gigabyte, "GB");
        figures.Add(
            "chip state changes, reference engine, one core",
            reference.Performance.ChipStateChanges / reference.Work.Wall,
            "1/s",
            Target.AtLeast(ChangesPerSecond),
            Peer.Ross,
            Peer.SimGrid);
        figures.Add("play and settlement, reference engine", reference.Work.Wall, "s");
        figures.Add("play and settlement, wall, orleans : reference", orleans.Work.Wall / reference.Work.Wall, "ratio");
        figures.Add("play and settlement, CPU, orleans : reference", orleans.Work.Cpu / reference.Work.Cpu, "ratio");
    }
}
