using System.Text.Json;
using Orleans.Simulation.Benchmarks.Playing;
using Orleans.Simulation.Driver.Clusters;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Reporting.Folders;
using Orleans.Simulation.Reporting.Summaries;

namespace Orleans.Simulation.Benchmarks.Clusters;

/// <summary>A run on silos in processes of their own, each on one core, and what it took.</summary>
/// <param name="Performance">What the driver measured; the processor time and memory are those of the silo that it is in.</param>
/// <param name="ResultHash">Fingerprint of the results.</param>
/// <param name="CpuSeconds">Processor seconds of each silo, with the start of its process.</param>
internal sealed record PinnedRun(RunPerformance Performance, string ResultHash, IReadOnlyList<double> CpuSeconds)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Play and settlement: what still waits in the logs when play ends is done in the settlement.</summary>
    public double WorkSeconds => Performance.PlaySeconds + Performance.SettleSeconds;

    /// <summary>Plays a run as <c>run --silos</c> does.</summary>
    /// <param name="specification">What is played.</param>
    /// <param name="silos">Number of silos, at most one for each core that there is.</param>
    /// <exception cref="InvalidOperationException">It did not come to its end on silos of one core each.</exception>
    public static async Task<PinnedRun> PlayAsync(RunSpecification specification, int silos)
    {
        using var scratch = new ScratchFolder();
        var order = new RunOrder
        {
            Specification = specification with { Scenario = specification.Scenario with { Version = PreparedRun.Version } },

            // As in the other cases with this load: it is the engine that is measured.
            Results = ScratchFolder.Options with { Tables = false },
            TraceHashes = RunOrder.HashTraces(specification.Sources),
            SilosNeeded = silos,
        };
        var place = new RunPlace(SingleRun.Number, scratch.FileOf("silos" + RunFolder.Extension));
        RunFolder.Create(place.Path, order).Dispose();
        place.WriteStatus(RunStatus.Of(place.Number, order));
        place.Open();
        var started = new List<PinnedSilo>();
        try
        {
            for (var index = 0; index < silos; index++)
            {
                var silo = await PinnedSilo.StartAsync(index, PinnedCores.Available[index], place.Path, started.FirstOrDefault());
                started.Add(silo);
            }

            var status = await EndAsync(place, started);
            var performance = JsonSerializer.Deserialize<RunPerformance>(
                await File.ReadAllBytesAsync(Path.Combine(place.Results, ResultFolder.PerformanceFile)), ResultJson.Options)!;
            return performance.Machine.Processors == 1
                ? new(performance, status.ResultHash!, [.. started.Select(silo => silo.CpuSeconds)])
                : throw new InvalidOperationException($"a silo on one core counts {performance.Machine.Processors} processors");
        }
        finally
        {
            started.ForEach(silo => silo.Dispose());
        }
    }

    /// <summary>Fails the case unless two runs had the same results.</summary>
    public void MustEqual(string resultHash)
    {
        if (ResultHash != resultHash)
        {
            throw new InvalidOperationException(
                $"{CpuSeconds.Count} silos: the result hash is {ResultHash}, must be {resultHash}");
        }
    }

    /// <summary>Waits for the end of a run. Looking costs the silos nothing: it is a file that they replace.</summary>
    private static async Task<RunStatus> EndAsync(RunPlace place, IReadOnlyList<PinnedSilo> silos)
    {
        using var timer = new PeriodicTimer(Interval);
        while (true)
        {
            await timer.WaitForNextTickAsync();
            if (place.ReadStatus() is { HasEnded: true } status)
            {
                return status.State == RunState.Done && status.Epoch == 1
                    ? status
                    : throw new InvalidOperationException($"the run is {status.State} in epoch {status.Epoch}: {status.Message}");
            }

            foreach (var silo in silos)
            {
                silo.MustLive();
            }
        }
    }
}
