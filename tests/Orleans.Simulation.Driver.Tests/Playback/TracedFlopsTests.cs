using CsCheck;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Grains.Tests.Clusters;
using Orleans.Simulation.Traces;
using Orleans.Simulation.Traces.Generation;
using Orleans.Simulation.Traces.Parsing;

namespace Orleans.Simulation.Driver.Tests.Playback;

/// <summary>
/// Jobs whose rows in a trace state what they compute are the jobs that a generator draws, and those of as long run times.
/// </summary>
[Collection(ClusterCollection.Name)]
public sealed class TracedFlopsTests(ClusterSet clusters)
{
    private const string Header = "job_id,submit_s,chips,duration_s,work_tflop,parameters,tokens,mfu";

    // Work of some tens to hundreds of seconds for these chips, in FLOP of no round number.
    private static readonly Gen<GeneratorSource> Sources = Gen.Select(
        Gen.Int[1, 1_000],
        Gen.Long[1_000_000_007, 9_000_000_000],
        Gen.OneOf(0, 0, 433_333, ModelFlops.WholeMfu),
        Gen.Int[1, 1_000_000],
        (seed, flop, mfu, parameters) =>
        {
            var (interarrival, end) = (VirtualDuration.FromSeconds(20), VirtualTime.FromSeconds(1_000));
            var jobs = Workloads.Jobs(0, interarrival, new(0), end, [1, 3, 8], seed: (ulong)seed);
            var training = ModelFlops.OfTraining(parameters, 1 + (flop / parameters / 6));
            return jobs with
            {
                Sizes =
                [
                    jobs.Sizes[0] with { MedianFlops = new(flop, 0) { Mfu = mfu } },
                    jobs.Sizes[1] with { MedianFlops = training with { Mfu = mfu } },
                    jobs.Sizes[2] with { MedianWork = VirtualDuration.FromSeconds(100) },
                ],
                MaxWork = VirtualDuration.FromSeconds(1_000),
            };
        });

    private static readonly FleetPlan Fleet = WithSpeeds(Plans.Fleet([new(24, 8, 4), new(16, 8, 8)]));

    [Fact]
    public async Task Play_TraceWrittenFromAGenerator_GivesTheSameResults()
    {
        using var folder = new ScratchFolder();
        var file = folder.At("jobs.csv");
        var cluster = await clusters.OfAsync(2);
        var jobs = 0L;
        await Sources.SampleAsync(
            async source =>
            {
                await File.WriteAllLinesAsync(file, WorkloadGenerator.Generate(source).Select(RowOf).Prepend(Header));
                var generated = await Played.OnAsync(engine: null, Played.Specification(Fleet, source));
                var traced = Played.Specification(Fleet, Traced(source, file));

                Assert.Equal(generated.Hash, (await Played.OnAsync(engine: null, traced)).Hash);
                Assert.Equal(generated.Hash, (await Played.OnAsync(Played.EngineOn(cluster), traced)).Hash);
                jobs += generated.Summary.Compute?.Jobs ?? 0;
            },
            iter: 15,
            threads: 1);

        Assert.True(jobs > 100, $"{jobs} jobs stated their FLOPs");
    }

    [Fact]
    public async Task Play_RunTimesThatTheFlopsComeTo_EndAtTheSameInstants()
    {
        using var folder = new ScratchFolder();
        var (inFlops, inSeconds) = (folder.At("flops.csv"), folder.At("seconds.csv"));
        var place = Fleet.DataCenters[1];
        await Sources.SampleAsync(
            async source =>
            {
                var jobs = WorkloadGenerator.Generate(source).ToList();
                await File.WriteAllLinesAsync(inFlops, jobs.Select(RowOf).Prepend(Header));
                await File.WriteAllLinesAsync(
                    inSeconds,
                    jobs.Select(job => job with { Work = RunTimeOf(job), Flops = null }).Select(RowOf).Prepend(Header));

                Assert.Equal(await EndsAsync(Traced(source, inSeconds)), await EndsAsync(Traced(source, inFlops)));
            },
            iter: 15,
            threads: 1);

        // By hand: FLOP over chips, peak and MFU, rounded up.
        VirtualDuration RunTimeOf(TraceJob job)
        {
            var perChip = job.Flops?.Mfu > 0 ? (Int128)place.Speed!.Peak * job.Flops.Mfu / 1_000_000
                : job.Chips < 3 ? place.Speed!.Steps[0].FlopPerMicrosecond : place.Speed!.Steps[1].FlopPerMicrosecond;
            var together = perChip * job.Chips;
            return job.Flops is { } flops ? new((long)((flops.Count + together - 1) / together)) : job.Work;
        }
    }

    private static FleetPlan WithSpeeds(FleetPlan fleet) => fleet with
    {
        DataCenters = [.. fleet.DataCenters.Select(plan => plan with { Speed = new([new(1, 31 + plan.Index), new(3, 29)]) { Peak = 70 } })],
    };

    private static TraceSource Traced(GeneratorSource source, string file) =>
        new(source.Name, source.DataCenter, file, "native", Shift: default, TraceSource.TimeScaleUnit);

    /// <summary>When jobs start and end in the second data center.</summary>
    private static async Task<List<(int Number, VirtualTime? Start, VirtualTime? End)>> EndsAsync(TraceSource source)
    {
        var played = await Played.OnAsync(engine: null, Played.Specification(Fleet, source with { DataCenter = 1 }));
        return [.. played.Records.Jobs.Select(job => (job.Arrival.Number, job.FirstStart, job.End)).Order()];
    }

    private static string RowOf(TraceJob job)
    {
        var (runTime, flops) = (DecimalSeconds.Format(job.Work.Microseconds), job.Flops);
        var start = $"{job.Id},{DecimalSeconds.Format(job.Submit.Microseconds)},{job.Chips},";
        var mfu = flops?.Mfu > 0 ? $"{flops.Mfu / 1e6m:0.000000}" : string.Empty;
        return flops is null ? $"{start}{runTime},,,,"
            : flops.PerToken == 0 ? $"{start},{(decimal)flops.Count / 1e12m:0.000000000000},,,{mfu}"
            : $"{start},,{flops.PerToken / 6},{flops.Count / flops.PerToken},{mfu}";
    }
}
