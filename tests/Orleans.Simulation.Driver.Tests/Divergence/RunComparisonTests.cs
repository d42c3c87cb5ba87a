using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Divergence;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Driver.Checkpoints;
using Orleans.Simulation.Driver.Divergence;
using Orleans.Simulation.Driver.Engines;
using Orleans.Simulation.Driver.Playback;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Driver.Tests.Runs;
using Orleans.Simulation.Grains.Tests.Clusters;
using Orleans.Simulation.Reporting.Folders;
using Orleans.Simulation.Reporting.Hashing;

namespace Orleans.Simulation.Driver.Tests.Divergence;

/// <summary>Where two runs part is found and named; runs that are equal are not told apart by how they were played.</summary>
[Collection(ClusterCollection.Name)]
public sealed class RunComparisonTests(ClusterSet clusters) : IDisposable
{
    private const int Reference = 0;

    private static readonly RunSpecification Run = Specification(seed: 20);

    private readonly ScratchFolder _scratch = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Compare_EqualRunsOfOtherEnginesSilosAndWindows_AreEqual()
    {
        var first = await PlayAsync("first", Run);
        foreach (var (silos, window) in ((int, long)[])[(Reference, 77), (1, 900), (3, 10_000)])
        {
            var other = await PlayAsync($"other-{silos}", Run, silos, VirtualDuration.FromSeconds(window));

            var (areEqual, lines) = await CompareAsync(first, other);

            Assert.True(areEqual, string.Join('\n', lines));
            Assert.Equal("the runs are equal up to 05:30:00", lines[^1]);
            Assert.Equal(File.ReadAllBytes(Path.Combine(first, "run.json")), File.ReadAllBytes(Path.Combine(other, "run.json")));
        }
    }

    [Fact]
    public async Task Compare_TwoSeeds_DifferFromTheFirstDrawOn()
    {
        var other = Specification(seed: 21);

        var (areEqual, lines) = await CompareAsync(await PlayAsync("one", Run), await PlayAsync("two", other));

        Assert.False(areEqual);
        Assert.Contains(
            $"window 00:00:00 to 01:00:00, data center room-0, rack 0, chip 0: exposureLeft is {LeftAfterAnHour(Run)} s in A "
                + $"and {LeftAfterAnHour(other)} s in B",
            lines);
        Assert.Contains("8 of 8 chips of this rack differ at the end of the window.", lines);
        Assert.Contains(lines, line => line.StartsWith("The first job that differs in this window: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compare_OtherRepairTime_DiffersFromTheFirstRepairOn()
    {
        var other = With(Run, plan => plan with { Failures = plan.Failures with { Repair = VirtualDuration.FromSeconds(601) } });
        var first = (await Played.OnAsync(engine: null, Run)).Records.Failures.Where(each => each.Repaired is not null)
            .MinBy(each => each.Repaired)!;
        var hour = first.Repaired!.Value.Microseconds / VirtualDuration.FromHours(1).Microseconds;

        var (areEqual, lines) = await CompareAsync(await PlayAsync("one", Run), await PlayAsync("two", other));

        Assert.False(areEqual);
        Assert.True(hour > 0, "the first hour has a repair: the case is too easy");
        Assert.Contains(lines, line => line.StartsWith(
            $"window {hour:00}:00:00 to {hour + 1:00}:00:00, data center room-", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(
            $": data center room-{first.DataCenter}, rack {first.Rack}: chip {first.Slot} repaired at {first.Repaired} in A, ",
            StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("job that differs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(FailureDomain.Host)]
    [InlineData(FailureDomain.Rack)]
    [InlineData(FailureDomain.Interconnect)]
    [InlineData(FailureDomain.DataCenter)]
    public async Task Compare_ComponentsFailInOneRunOnly_DiffersFromTheFirstOutageOn(FailureDomain domain)
    {
        var cause = new ComponentCause("component", domain, VirtualDuration.FromHours(20)) { Hosts = 2 };
        var other = With(Run, plan => plan with { Failures = plan.Failures with { Components = [cause] } });
        var first = (await Played.OnAsync(engine: null, other)).Records.Failures
            .Where(each => each.Cause == Run.Fleet.DataCenters[0].Chip.Causes.Count)
            .MinBy(each => each.Failed)!;
        var last = first.Slot + Math.Min(first.Chips, 8) - 1;

        var (areEqual, lines) = await CompareAsync(await PlayAsync("one", Run), await PlayAsync("two", other));

        Assert.False(areEqual);
        Assert.Contains(lines, line => line.Contains(
            $"chips {first.Slot}-{last} down with what they hang on at {first.Failed} in B", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compare_OtherMeanTimeToFailure_SaysThatTheStateDifferedBeforeAnythingWasDone()
    {
        var mean = VirtualDuration.FromSeconds(404_000);
        var other = With(Run, plan => plan with { Chip = plan.Chip with { MeanTimeToFailure = mean } });

        var (areEqual, lines) = await CompareAsync(await PlayAsync("one", Run), await PlayAsync("two", other));

        Assert.False(areEqual);
        Assert.Contains(lines, line => line.StartsWith("window ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("window 00:", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("It differed at ", StringComparison.Ordinal)
            && line.Contains("exposureLeft is", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("The first thing that differs", StringComparison.Ordinal)
            && line.Contains("fails of cause", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compare_OtherJobsThatNoRackHearsOf_NamesTheJob()
    {
        // After all others, whose numbers stay as they are, and larger than the data center.
        File.WriteAllText(_scratch.At("trace.csv"), "job_id,submit_s,duration_s,chips\na,19000,60,5000\n");
        var rejected = new TraceSource("late", 1, _scratch.At("trace.csv"), "native", default, TraceSource.TimeScaleUnit);
        var other = Run with { Sources = [.. Run.Sources, rejected] };
        var number = (await Played.OnAsync(engine: null, Run)).Records.Arrivals;

        var (areEqual, lines) = await CompareAsync(await PlayAsync("one", Run), await PlayAsync("two", other));

        Assert.False(areEqual);
        Assert.Contains(lines, line => line.StartsWith("window ", StringComparison.Ordinal)
            && line.EndsWith("data center room-1: its jobs differ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("The first job that differs", StringComparison.Ordinal)
            && line.EndsWith(
                $"no more job in A, job {number} at 05:16:40 for 00:01:00 on 5000 chips in B", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compare_OnlyThePowerDiffers_IsToldByTheResultHash()
    {
        var other = With(Run, plan => plan with { Chip = plan.Chip with { Busy = new(700_004) } });

        var (areEqual, lines) = await CompareAsync(await PlayAsync("one", Run), await PlayAsync("two", other));

        Assert.False(areEqual);
        Assert.Contains(lines, line => line.StartsWith("All racks went through the same, yet", StringComparison.Ordinal));
        Assert.Matches(@"^summary\.json: \S*KilowattHours is [\d.]+ in A and [\d.]+ in B$", lines[^1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Compare_LogThatWasTamperedWith_IsNotReproducible(bool inARack)
    {
        var (first, second) = (await PlayAsync("one", Run), await PlayAsync("two", Run));
        WindowHash[] windows = [.. WindowHashLog.Read(second)];
        var index = Array.FindIndex(
            windows, each => each.End == VirtualTime.FromSeconds(3 * 3_600) && each.DataCenter == 1 && each.Racks.Count > 1);
        var rack = windows[index].Racks[1];
        windows[index] = inARack
            ? windows[index] with { Racks = [.. windows[index].Racks.Select(each => each == rack ? new(rack.Rack, 1) : each)] }
            : windows[index] with { Hash = 1 };
        using (var log = new WindowHashLog(second))
        {
            Array.ForEach(windows, log.Write);
        }

        var (areEqual, lines) = await CompareAsync(first, second);

        Assert.False(areEqual);
        var place = "window 02:00:00 to 03:00:00, data center room-1" + (inARack ? $", rack {rack.Rack}" : string.Empty);
        Assert.Contains($"{place}: the hashes differ", lines);
        Assert.Contains(lines, line => line.StartsWith("B does not follow from its scenario", StringComparison.Ordinal)
            && line.Contains("not reproducible, or of another version", StringComparison.Ordinal)
            && line.EndsWith(place, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("A does not", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compare_ShorterRun_ComparesTheCommonPartAndSaysSo()
    {
        var shorter = Run with { Fleet = Run.Fleet with { End = VirtualTime.FromSeconds(9_000) } };

        var (areEqual, lines) = await CompareAsync(await PlayAsync("one", Run), await PlayAsync("two", shorter));

        Assert.True(areEqual, string.Join('\n', lines));
        Assert.Contains("A ends at 05:30:00 and B at 02:30:00: they are compared up to 02:00:00.", lines);
        Assert.Equal("the runs are equal up to 02:00:00", lines[^1]);
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public async Task Compare_UnfinishedRun_GoesByItsCheckpoint(ulong seed, bool expected)
    {
        var unfinished = await PlayAsync("two", Specification(seed), saveAt: VirtualDuration.FromSeconds(9_000));

        var (areEqual, lines) = await CompareAsync(await PlayAsync("one", Run), unfinished);

        Assert.True(expected == areEqual, string.Join('\n', lines));
        Assert.Contains(", unfinished, to 02:30:00", lines[1], StringComparison.Ordinal);
        Assert.Contains("A ends at 05:30:00 and B at 02:30:00: they are compared up to 02:00:00.", lines);
        Assert.Equal(!expected, lines.Any(line => line.StartsWith("window 00:00:00 to 01:00:00", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Compare_TraceIsGone_NamesTheRackAndWhyNoChip()
    {
        var file = _scratch.At("trace.csv");
        var runs = new List<string>();
        foreach (var duration in (int[])[100, 200])
        {
            File.WriteAllText(file, $"job_id,submit_s,duration_s,chips\na,10,{duration},3\n");
            var trace = new TraceSource("trace", 0, file, "native", default, TraceSource.TimeScaleUnit);
            runs.Add(await PlayAsync($"run-{duration}", Run with { Sources = [trace] }));
        }

        var (areEqual, lines) = await CompareAsync(runs[0], runs[1]);

        Assert.False(areEqual);
        Assert.Contains("window 00:00:00 to 01:00:00, data center room-0, rack 4: the hashes differ", lines);
        Assert.Contains(lines, line => line.StartsWith("The runs cannot be replayed", StringComparison.Ordinal)
            && line.Contains($"{file}: is another file", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("windows.hash", "", "damaged")]
    [InlineData("windows.hash", "thesis", "damaged")]
    [InlineData("windows.hash", "cut", "damaged")]
    [InlineData("run.json", "{", "damaged")]
    [InlineData("run.json", null, "missing")]
    [InlineData("summary.json", null, "missing")]
    [InlineData("summary.json", "[]", "damaged")]
    [InlineData("summary.json", "{\"resultHash\":\"\",\"complete\":1,\"endSeconds\":2}", "damaged")]
    public async Task Read_SomethingElse_IsRefusedWithTheReason(string file, string? text, string reason)
    {
        var path = Path.Combine(await PlayAsync("one", Run), file);
        if (text is null)
        {
            File.Delete(path);
        }
        else if (text == "cut")
        {
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..^3]);
        }
        else
        {
            File.WriteAllText(path, text);
        }

        var refusal = Assert.Throws<InvalidInputException>(() => RunTrail.Read(_scratch.At("one"), _notes.Add));

        Assert.Contains(reason, Assert.Single(refusal.Issues).Actual, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_HashesOfAnotherFleet_AreRefused()
    {
        var (small, large) = (With(Run, plan => plan with { Topology = new(4, 8, 4) }), await PlayAsync("large", Run));
        var folder = await PlayAsync("small", small);
        File.Copy(Path.Combine(large, "windows.hash"), Path.Combine(folder, "windows.hash"), overwrite: true);

        var refusal = Assert.Throws<InvalidInputException>(() => RunTrail.Read(folder, _notes.Add));

        Assert.Contains("a rack that its fleet does not have", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_UnfinishedRunWithoutACheckpoint_IsRefused()
    {
        RunFolder.Create(_scratch.At("new.run"), OrderOf(Run)).Dispose();

        var refusal = Assert.Throws<InvalidInputException>(() => RunTrail.Read(_scratch.At("new.run"), _notes.Add));

        Assert.Contains("without a checkpoint", Assert.Single(refusal.Issues).Actual, StringComparison.Ordinal);
    }

    /// <summary>Two data centers of 8 racks that work for five hours and a half, with a failure now and then.</summary>
    private static RunSpecification Specification(ulong seed)
    {
        var failures = new FailurePolicy(
            Enabled: true,
            Detection: VirtualDuration.FromSeconds(60),
            Repair: VirtualDuration.FromSeconds(600),
            Restart: VirtualDuration.FromSeconds(30),
            CheckpointInterval: VirtualDuration.FromSeconds(300),
            MaxRestarts: 3);
        var fleet = Plans.Fleet(
            [new(38, 8, 4), new(20, 8, 4)],
            new SchedulingPolicy(QueueOrder.Fifo, PlacementPolicy.Racks, VirtualDuration.FromSeconds(5)),
            failures,
            VirtualDuration.FromSeconds(400_000),
            VirtualTime.FromSeconds((5 * 3_600) + 1_800),
            seed);
        var lastArrival = VirtualTime.FromSeconds(5 * 3_600);
        return Played.Specification(
            fleet,
            Workloads.Jobs(0, new(200_000_000), new(900_000_000), lastArrival, [1, 4, 13], seed: seed),
            Workloads.Jobs(1, new(400_000_000), new(600_000_000), lastArrival, [8], dataCenter: 1, seed: seed));
    }

    private static RunSpecification With(
        RunSpecification run, Func<Core.DataCenters.DataCenterPlan, Core.DataCenters.DataCenterPlan> change) =>
        run with { Fleet = run.Fleet with { DataCenters = [.. run.Fleet.DataCenters.Select(change)] } };

    /// <summary>How many seconds of its first life the first chip has left in the last instant of the first hour.</summary>
    private static decimal LeftAfterAnHour(RunSpecification run) =>
        (new ChipProcess(RackPlan.For(run.Fleet.DataCenters[0], 0), 0).Promise.Promise.Microseconds - 3_599_999_999) / 1_000_000m;

    private static RunOrder OrderOf(RunSpecification run) =>
        new() { Specification = run, Results = new(), TraceHashes = RunOrder.HashTraces(run.Sources) };

    /// <summary>Plays a run as the command line does.</summary>
    /// <returns>The folder of its results, or of the run where it was suspended.</returns>
    private async Task<string> PlayAsync(
        string name,
        RunSpecification specification,
        int silos = Reference,
        VirtualDuration? window = null,
        VirtualDuration? saveAt = null)
    {
        var order = OrderOf(specification) with { Window = window, Checkpoints = new CheckpointPolicy(Every: saveAt) };
        using var run = RunFolder.Create(_scratch.At($"{name}{RunFolder.Extension}"), order);
        var control = new RunControl();
        ISimulationEngine engine = silos == Reference ? new ReferenceEngine() : Played.EngineOn(await clusters.OfAsync(silos));
        var result = await RunSession.PlayAsync(
            run,
            ResultFolder.Create(_scratch.At(name)),
            () => Task.FromResult(engine),
            control,
            progress =>
            {
                if (progress.Phase == PlaybackPhase.Saving)
                {
                    control.RequestStop(RunStop.Suspend);
                }
            },
            _notes.Add,
            CancellationToken.None);
        return result is null ? run.Path : _scratch.At(name);
    }

    private async Task<(bool AreEqual, IReadOnlyList<string> Lines)> CompareAsync(string first, string second)
    {
        var (left, right) = (RunTrail.Read(first, _notes.Add), RunTrail.Read(second, _notes.Add));
        var compared = await new RunComparison(left, right).CompareAsync();
        Assert.Empty(_notes);
        return compared;
    }
}
