using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Traces.Generation;

namespace Orleans.Simulation.Traces.Tests.Generation;

public sealed class WorkloadGeneratorTests
{
    private static readonly GeneratorSource Source = Sources.Generator("gen", days: 100, meanSeconds: 60);

    [Fact]
    public void Generate_SameSource_GivesSameJobs() =>
        Assert.Equal(WorkloadGenerator.Generate(Source).Take(2000), WorkloadGenerator.Generate(Source with { }).Take(2000));

    [Fact]
    public void Generate_OtherSeedOrStream_GivesOtherJobs()
    {
        var first = WorkloadGenerator.Generate(Source).First();
        Assert.NotEqual(first, WorkloadGenerator.Generate(Source with { Seed = 8 }).First());
        Assert.NotEqual(first, WorkloadGenerator.Generate(Source with { Stream = Source.Stream + 1 }).First());
    }

    // The bits behind these numbers are part of every result: they change only on purpose.
    [Fact]
    public void Generate_FirstJobs_AreGolden() =>
        Assert.Equal(
            [
                "gen-000000 00:00:40.090466 00:19:04.574809 1",
                "gen-000001 00:00:55.368550 00:49:47.139056 1",
                "gen-000002 00:03:37.076610 00:26:35.895430 1",
            ],
            WorkloadGenerator.Generate(Source).Take(3).Select(job => $"{job.Id} {job.Submit} {job.Work} {job.Chips}"));

    [Fact]
    public void Generate_Flops_AreDrawnWithTheSameNumbersAsRunTimes()
    {
        var flops = Source with
        {
            MinWork = VirtualDuration.Zero,
            MaxWork = VirtualDuration.FromHours(1_000_000),
            Sizes = [.. Source.Sizes.Select(size => size with { MedianFlops = new(1_000_000_000_000, 0) })],
        };
        var runTimes = flops with
        {
            Sizes = [.. Source.Sizes.Select(size => size with { MedianWork = new(1_000_000_000_000) })],
        };

        var pairs = WorkloadGenerator.Generate(flops).Zip(WorkloadGenerator.Generate(runTimes)).Take(2_000).ToList();

        Assert.All(pairs, pair =>
        {
            Assert.Equal(VirtualDuration.Zero, pair.First.Work);
            Assert.Equal(pair.Second with { Work = default, Flops = pair.First.Flops }, pair.First);
            Assert.InRange((long)pair.First.Flops!.Count - pair.Second.Work.Microseconds, -1_000, 1_000);
        });
    }

    [Fact]
    public void Generate_FlopsOfTokens_AreWholeTokens()
    {
        var median = ModelFlops.OfTraining(405_000_000_000, 15_600_000_000_000);
        var source = Source with { Sizes = [.. Source.Sizes.Select(size => size with { MedianFlops = median, Sigma = 1 })] };

        var drawn = WorkloadGenerator.Generate(source).Take(2_000).Select(job => job.Flops!).ToList();

        Assert.All(drawn, flops => Assert.Equal((6 * 405_000_000_000, (Int128)0), (flops.PerToken, flops.Count % flops.PerToken)));
        Assert.InRange(drawn.Count(flops => flops.Count < median.Count), 900, 1_100);
    }

    [Fact]
    public void Generate_TheMostFlopsAndTheWidestSpread_StayWithinAThousandTimesTheMedian()
    {
        var median = new ModelFlops(ModelFlops.MaxCount / 1_000, 0);
        var source = Source with { Sizes = [.. Source.Sizes.Select(size => size with { MedianFlops = median, Sigma = 10 })] };

        var drawn = WorkloadGenerator.Generate(source).Take(2_000).Select(job => job.Flops!.Count).ToList();

        Assert.Equal((median.Count / 1_000, ModelFlops.MaxCount), (drawn.Min(), drawn.Max()));
    }

    [Fact]
    public void Generate_FlopsWithoutSpread_AreTheMedian()
    {
        var median = new ModelFlops(1_234_567_890_123_456_789, 0);
        var source = Source with { Sizes = [.. Source.Sizes.Select(size => size with { MedianFlops = median, Sigma = 0 })] };

        Assert.All(WorkloadGenerator.Generate(source).Take(100), job => Assert.Equal(median, job.Flops));
    }

    [Fact]
    public void Generate_HundredDays_KeepsRateOrderAndRange()
    {
        var jobs = WorkloadGenerator.Generate(Source).ToList();

        // 144,000 expected; five standard deviations are 1,900.
        Assert.InRange(jobs.Count, 142_100, 145_900);
        Assert.Equal(Enumerable.Range(0, jobs.Count).Select(row => (long)row), jobs.Select(job => job.Row));
        Assert.All(jobs.Zip(jobs.Skip(1)), pair => Assert.True(pair.First.Submit <= pair.Second.Submit));
        Assert.True(jobs[^1].Submit < Source.End);
        Assert.All(jobs, job => Assert.True(job.Work >= Source.MinWork && job.Work <= Source.MaxWork));
    }

    [Fact]
    public void Generate_HundredDays_FollowsHourlyWeights()
    {
        var counts = new double[24];
        foreach (var job in WorkloadGenerator.Generate(Source))
        {
            counts[(int)(job.Submit.Microseconds / 3_600_000_000 % 24)]++;
        }

        var total = counts.Sum();
        var weights = (double)Source.HourlyWeights.Sum();
        for (var hour = 0; hour < 24; hour++)
        {
            var expected = total * Source.HourlyWeights[hour] / weights;
            Assert.InRange(counts[hour], expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected)));
        }
    }

    [Fact]
    public void Generate_HundredDays_FollowsSizesAndMedians()
    {
        var jobs = WorkloadGenerator.Generate(Source).ToList();
        foreach (var size in Source.Sizes)
        {
            var works = jobs.Where(job => job.Chips == size.Chips).Select(job => job.Work.Seconds).Order().ToList();
            var expected = jobs.Count * size.Weight / 10.0;
            Assert.InRange(works.Count, expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected)));
            Assert.InRange(works[works.Count / 2] / size.MedianWork.Seconds, 0.95, 1.05);
        }
    }

    [Fact]
    public void Generate_ChangedWeights_KeepsSizesAndRunTimes()
    {
        var other = Source with { HourlyWeights = [.. Enumerable.Repeat(1L, 24)] };
        var pairs = WorkloadGenerator.Generate(Source).Zip(WorkloadGenerator.Generate(other)).Take(1000);
        Assert.All(pairs, pair => Assert.Equal((pair.First.Chips, pair.First.Work), (pair.Second.Chips, pair.Second.Work)));
    }

    [Fact]
    public void Generate_StartGiven_BeginsAfterIt()
    {
        var source = Source with { Start = VirtualTime.FromSeconds(500_000) };
        Assert.True(WorkloadGenerator.Generate(source).First().Submit > source.Start);
    }

    [Fact]
    public void Generate_OneBusyHour_ArrivesInItOnly()
    {
        var source = Source with { HourlyWeights = [.. Enumerable.Range(0, 24).Select(hour => hour == 13 ? long.MaxValue : 0)] };
        Assert.All(
            WorkloadGenerator.Generate(source),
            job => Assert.InRange(job.Submit.Microseconds % 86_400_000_000, 13 * 3_600_000_000L, 14 * 3_600_000_000L));
    }

    [Fact]
    public void Generate_GapOfYears_EndsWithoutOverflow() =>
        Assert.Empty(WorkloadGenerator.Generate(Source with { MeanInterarrival = new VirtualDuration(long.MaxValue) }));

    [Fact]
    public void Generate_SourceBreaksRule_Throws()
    {
        GeneratorSource[] broken =
        [
            Source with { MeanInterarrival = VirtualDuration.Zero },
            Source with { HourlyWeights = [] },
            Source with { HourlyWeights = new long[24] },
            Source with { Sizes = [] },
            Source with { Sizes = [new JobSizeClass(0, 1, VirtualDuration.Zero, 1)] },
            Source with { Sizes = [new JobSizeClass(1, 0, VirtualDuration.Zero, 1)] },
            Source with { Sizes = [new JobSizeClass(1, 1, VirtualDuration.Zero, double.NaN)] },
            Source with { MinWork = VirtualDuration.FromHours(1000) },
            Source with { End = VirtualTime.Never },
        ];
        Assert.All(broken, source => Assert.Throws<ArgumentException>(() => WorkloadGenerator.Generate(source)));
    }

    [Fact]
    public void Stream_OfGenerator_IsItsOwn() => Assert.True(Source.Stream >= RandomPurpose.Workload);
}
