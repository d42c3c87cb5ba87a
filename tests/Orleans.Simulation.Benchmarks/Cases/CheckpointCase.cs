using Orleans.Simulation.Benchmarks.Figures;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>What it takes to save a million chips and to make them again, and what a checkpoint an hour costs a day.</summary>
internal sealed class CheckpointCase : IBenchmarkCase
{
    private const double MemoryLimit = 12 * 1.073741824;
    private static readonly VirtualTime Moment = VirtualTime.FromSeconds(600);

    public string Name => "checkpoint";

    public string Title => "saving and restoring, both engines; a day with a checkpoint an hour";

    public async Task MeasureAsync(CaseScale scale, FigureList figures)
    {
        var fleet = new FleetShape(2, scale.Of(full: 524_288, quick: 4_096));

        // Far longer than up to the moment: a run that is to stop still plays what data centers have begun.
        var specification = LoadScenarios.Dense(fleet, VirtualDuration.FromHours(24));
        figures.Add("chips", fleet.Chips, "chips");
        var reference = await SaveAsync(figures, specification, new ReferenceEngine(), new ReferenceEngine());
        var (first, second) = (await QuietSilo.StartAsync(), await QuietSilo.StartAsync());
        var orleans = await SaveAsync(
            figures, specification, new OrleansEngine(first, run: 1), new OrleansEngine(second, run: 1));
        figures.Add("bytes, orleans : reference", orleans / reference, "ratio");
        figures.Add("bytes a chip", orleans / fleet.Chips, "bytes/chip");
        var peak = ProcessMemory.Peak / ProcessMemory.Gigabyte;
        figures.Add("peak RSS, with the fleet twice", peak, "GB", Target.AtMost(MemoryLimit));
        await AddHourlyAsync(scale, figures);
    }

    /// <summary>Saves with one engine and restores with another, which has nothing yet.</summary>
    /// <returns>Bytes of the checkpoint.</returns>
    private static async Task<double> SaveAsync(
        FigureList figures, RunSpecification specification, ISimulationEngine saving, ISimulationEngine restoring)
    {
        using var run = new StoppedRun(specification, CheckpointPolicy.OnDemand);
        var saved = await run.SaveAsync(saving, Moment);
        var bytes = run.CheckpointBytes;
        figures.Add($"save, {saving.Name}", saved.TotalSeconds, "s", Target.AtMost(20));
        figures.Add($"restore, {saving.Name}", (await run.RestoreAsync(restoring)).TotalSeconds, "s");
        figures.Add($"checkpoint, {saving.Name}", bytes / ProcessMemory.Gigabyte, "GB");
        return bytes;
    }

    private static async Task AddHourlyAsync(CaseScale scale, FigureList figures)
    {
        var fleet = new FleetShape(2, scale.Of(full: 16_384, quick: 1_024));
        var specification = LoadScenarios.Dense(fleet, VirtualDuration.FromHours(scale.Of(full: 24, quick: 3)));
        var silo = await QuietSilo.StartAsync();
        var (without, hourly) = (new List<RunResult>(), new List<RunResult>());
        for (var turn = 0; turn < scale.Of(full: 3, quick: 1); turn++)
        {
            without.Add(await PlayAsync(CheckpointPolicy.OnDemand, epoch: 2 * turn));
            hourly.Add(await PlayAsync(new(VirtualDuration.FromHours(1)), epoch: (2 * turn) + 1));
            if (without[^1].Summary.ResultHash != hourly[^1].Summary.ResultHash)
            {
                throw new InvalidOperationException("checkpoints changed the results");
            }
        }

        figures.Add("chips of the day", fleet.Chips, "chips");
        figures.Add("play without checkpoints", Median.Of(without, PlaySeconds), "s");
        figures.Add(
            "play, hourly checkpoints : without", Median.Of(hourly, PlaySeconds) / Median.Of(without, PlaySeconds), "ratio");

        async Task<RunResult> PlayAsync(CheckpointPolicy policy, int epoch)
        {
            using var run = new StoppedRun(specification, policy);
            return await run.PlayAsync(new OrleansEngine(silo, run: 1, epoch));
        }
    }

    private static double PlaySeconds(RunResult run) => run.Performance.PlaySeconds;
}
