using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Checks;

/// <summary>
/// The unit failures of OpenDC, to the microsecond and the nanojoule: a task of 10 minutes on a host of 100 W, 150 W with the
/// task, that is down at times.
/// </summary>
/// <remarks>
/// OpenDC draws the host's full 200 W while a checkpoint is written. Here a job that stands still for one draws what it draws
/// at work: the energies with checkpoints are OpenDC's less 50 W for that time.
/// </remarks>
internal sealed class OpenDcCheck : IVerificationCheck
{
    private const string Source = "OpenDC, FailuresAndCheckpointingTest";

    /// <summary>Seeds that are tried: in one of five, no job arrives that early.</summary>
    private const int Seeds = 20;

    private const long NanojoulesPerJoule = 1_000_000_000;

    /// <summary>The task arrives as early as jobs that arrive at random can.</summary>
    private static readonly VirtualTime Submit = new(1);

    private static readonly Watts Idle = Watts.FromWatts(100);
    private static readonly Watts Busy = Watts.FromWatts(150);
    private static readonly VirtualDuration Work = VirtualDuration.FromMinutes(10);

    /// <summary>The only row of OpenDC's single_failure trace, which some of its tests repeat.</summary>
    private static readonly OutageRow Single = new(300_000, 300_000);

    /// <summary>The second row of OpenDC's two_failures trace, whose first is that of single_failure.</summary>
    private static readonly OutageRow Second = new(420_000, 600_000);

    /// <summary>OpenDC's cases. Its tasks are given up at the tenth failure.</summary>
    private static readonly OpenDcCase[] Cases =
    [
        new("one outage", [Single], HasCheckpoints: false, Seconds: 1200, Joules: 165_000),
        new("two outages", [Single, Second], HasCheckpoints: false, Seconds: 2220, Joules: 288_000),
        new("outages until given up", [.. Enumerable.Repeat(Single, 20)], HasCheckpoints: false, Seconds: 5700, Joules: 720_000),
        new("no outage, checkpoints", [], HasCheckpoints: true, Seconds: 609, Joules: 91_800 - (9 * 50)),
        new("one outage, checkpoints", [Single], HasCheckpoints: true, Seconds: 965, Joules: 130_200 - (9 * 50)),
        new("two alike, checkpoints", [Single, Single], HasCheckpoints: true, Seconds: 1321, Joules: 168_600 - (9 * 50)),
    ];

    /// <inheritdoc/>
    public string Name => "opendc";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckRow>> RunAsync(Replications replications)
    {
        var rows = new List<CheckRow>();
        foreach (var each in Cases)
        {
            rows.AddRange(await CompareAsync(replications, each));
        }

        return rows;
    }

    /// <summary>Plays a case.</summary>
    /// <returns>Rows of the time until the task is done, and of the host's energy until then.</returns>
    internal async Task<IReadOnlyList<CheckRow>> CompareAsync(Replications replications, OpenDcCase each)
    {
        var fleet = new VerifiedFleet(1)
        {
            Chip = new("host", Idle, Busy, Idle, VirtualDuration.Zero, []),
            CheckpointInterval = each.HasCheckpoints ? VirtualDuration.FromMinutes(1) : VirtualDuration.Zero,
            CheckpointWrite = VirtualDuration.FromSeconds(each.HasCheckpoints ? 1 : 0),
            MaxRestarts = 9,
            Outages = [.. OutagesOf(each.Outages)],
        };
        var runs = await replications.PlayAsync(seed => fleet.Run(Name, null, seed, TaskOf(seed)), run => run, Seeds);
        var account = runs.First(run => run.Summary.Jobs.Submitted == 1).Ledger.Closing!.Account;
        var time = account.Idle + account.Busy + account.Failed - Submit.Microseconds;
        var energy = account.ChipEnergy - (Idle * (Submit - VirtualTime.Zero));
        return
        [
            Exact.Row(Name, $"{each.Name}, us", Source, VirtualDuration.FromSeconds(each.Seconds).Microseconds, time),
            Exact.Row(Name, $"{each.Name}, nJ", Source, (Int128)each.Joules * NanojoulesPerJoule, energy.Nanojoules),
        ];
    }

    private static GeneratorSource TaskOf(ulong seed) => new(
        "task",
        JobArrival.AnyDataCenter,
        new VirtualDuration(1),
        [.. Enumerable.Repeat(1L, 24)],
        [new JobSizeClass(1, 1, Work, 0)],
        VirtualDuration.Zero,
        Work,
        VirtualTime.Zero,
        new VirtualTime(2),
        RandomPurpose.Workload,
        seed);

    /// <summary>The outages of a trace, from when the task arrives on: each is counted from the end of the one before.</summary>
    private static IEnumerable<PlannedOutage> OutagesOf(IReadOnlyList<OutageRow> rows)
    {
        var end = Submit;
        foreach (var row in rows)
        {
            var (start, duration) = (end + Milliseconds(row.Interval), Milliseconds(row.Duration));
            yield return new(start, duration, Cause: 0, new(First: 0, Step: 1, Count: 1));
            end = start + duration;
        }
    }

    private static VirtualDuration Milliseconds(long milliseconds) => new(milliseconds * 1000);

    /// <summary>A row of a failure trace of OpenDC; all hosts fail.</summary>
    /// <param name="Interval">Milliseconds from the end of the outage before, or from the start.</param>
    /// <param name="Duration">How many it lasts.</param>
    internal sealed record OutageRow(long Interval, long Duration);

    /// <summary>One case of the check.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Outages">When the host is down.</param>
    /// <param name="HasCheckpoints">Whether the task writes checkpoints, for 1 s after each 60 s of work.</param>
    /// <param name="Seconds">When it is done, or given up.</param>
    /// <param name="Joules">Energy of the host until then.</param>
    internal sealed record OpenDcCase(
        string Name, IReadOnlyList<OutageRow> Outages, bool HasCheckpoints, int Seconds, long Joules);
}
