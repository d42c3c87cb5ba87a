using System.Globalization;
using System.Text.RegularExpressions;
using Orleans.Simulation.Swarm.Plans;

namespace Orleans.Simulation.Swarm.Playing;

/// <summary>
/// A run of the command line's own, in one process or on silos that it starts: it is hit and resumed until it is done.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="scenario">File of the scenario.</param>
/// <param name="view">The run's files.</param>
/// <param name="end">When it ends in virtual time.</param>
/// <param name="tally">Counts what was done.</param>
internal sealed partial class OwnRun(SeedPlan plan, string scenario, RunView view, long end, Tally tally)
{
    private const int Done = 0;
    private const int Interrupted = 130;

    /// <summary>Far beyond what any of the runs takes between two checkpoints, also on a machine that does other things.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Aim _aim = new(view, end, plan.CheckpointEvery);
    private readonly Queue<Strike> _strikes = new(plan.Strikes);
    private readonly string _log = view.Results + ".log";
    private int _leg;
    private long _logStart;

    /// <summary>Plays the run to its end.</summary>
    /// <exception cref="SwarmFailureException">It fails, hangs, or leaves silos behind.</exception>
    public async Task PlayAsync(CancellationToken cancellation)
    {
        while (!await PlayLegAsync(cancellation))
        {
            _leg++;
        }
    }

    [GeneratedRegex(
        "(?<name>silo-[0-9]+) is process (?<id>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SiloLine();

    /// <summary>Starts the run, or resumes it, and hits it until it is ended by that or by itself.</summary>
    /// <returns>Whether it is done.</returns>
    private async Task<bool> PlayLegAsync(CancellationToken cancellation)
    {
        var leg = plan.Legs[_leg];
        _logStart = File.Exists(_log) ? new FileInfo(_log).Length : 0;
        using var process = Start(leg);
        _aim.BeginsAnew();
        try
        {
            while (_strikes.TryDequeue(out var strike))
            {
                if (!await _aim.WaitAsync(strike, () => process.HasExited, Patience, cancellation))
                {
                    tally.Add("missed");
                    continue;
                }

                if (await HitAsync(process, leg, strike, cancellation))
                {
                    return await AfterwardsAsync(process, leg, cancellation);
                }
            }

            if (!await Poll.UntilAsync(() => process.HasExited, () => view.LatestCheckpoint, Patience, cancellation))
            {
                throw Failure(process, $"does not end and does not save for {Patience.TotalSeconds:0} s");
            }

            if (process.ExitCode != Done || !view.IsComplete)
            {
                throw Failure(process, $"ends with exit code {process.ExitCode}");
            }

            // Without them none would be hit, nor missed.
            if (leg.Silos is not null && AllSilos().Count < leg.Silos)
            {
                throw Failure(process, $"is done and names {AllSilos().Count} of its {leg.Silos} silos in {_log}");
            }

            return !Directory.Exists(view.Run) ? true : throw Failure(process, $"is done and leaves {view.Run}");
        }
        finally
        {
            KillSilos();
        }
    }

    private SimulatorProcess Start(Leg leg) => view.IsThere
        ? SimulatorProcess.Start(["resume", view.Results, .. leg.Options])
        : SimulatorProcess.Start(
        [
            "run", scenario, "--out", view.Results, "--window", $"{plan.Window}us",
            "--checkpoint-every", $"{plan.CheckpointEvery}us", "--silo-patience", "60s", .. leg.Options,
        ]);

    /// <summary>Hits the run.</summary>
    /// <returns>Whether its process ends by that.</returns>
    private async Task<bool> HitAsync(SimulatorProcess process, Leg leg, Strike strike, CancellationToken cancellation)
    {
        var moment = _aim.Moment;
        var silo = leg.Silos is null || strike.Target == Target.Parent ? null : Pick(strike);
        var hitsSilo = silo is not null;
        var who = hitsSilo ? "silo" : leg.Silos is null ? "process" : "parent";
        var target = silo ?? process.Id;
        tally.Add($"{who} {strike.Blow} in {moment}".ToLowerInvariant());
        switch (strike.Blow)
        {
            case Blow.Kill:
                Signals.Kill(target);
                break;
            case Blow.Stop:
                Signals.Stop(target);
                await Poll.UntilAsync(() => process.HasExited, SimulatorProcess.FailureDetection * 2.5, cancellation);
                Signals.Continue(target);
                break;
            default:
                Signals.Terminate(target);
                break;
        }

        if (strike.Blow == Blow.TerminateAndKill)
        {
            bool HasEnded() => hitsSilo ? IsGone(target) : process.HasExited;
            if (!await Poll.UntilAsync(HasEnded, TimeSpan.FromMilliseconds(100 * strike.Pick), cancellation))
            {
                Signals.Kill(target);
            }
        }

        _aim.Rebase();
        return !hitsSilo && strike.Blow != Blow.Stop;
    }

    /// <summary>The process has been hit: waits for its end and looks at what is left.</summary>
    /// <returns>Whether the run is done.</returns>
    private async Task<bool> AfterwardsAsync(SimulatorProcess process, Leg leg, CancellationToken cancellation)
    {
        if (!await process.WaitAsync(Patience, cancellation))
        {
            throw Failure(process, "was hit and does not end");
        }

        if (leg.Silos is not null && !await Poll.UntilAsync(() => Silos().All(IsGone), TimeSpan.FromSeconds(20), cancellation))
        {
            throw Failure(process, "was killed, and silos of it are left");
        }

        // One that was asked to end may have been done just then; one that was killed has no exit code of its own.
        if (process.ExitCode is not (Done or Interrupted or > 128))
        {
            throw Failure(process, $"was hit and ends with exit code {process.ExitCode}");
        }

        return view.IsComplete && !view.IsThere;
    }

    /// <summary>The silo to hit; null: none has started yet.</summary>
    private int? Pick(Strike strike)
    {
        var silos = SilosByName();
        if (silos.Count == 0)
        {
            return null;
        }

        return strike.Target == Target.Driver && view.Saying is { } saying && silos.TryGetValue(saying.Driver, out var driver)
            ? driver
            : silos.Values.ElementAt((int)(strike.Pick * silos.Count));
    }

    private IEnumerable<int> Silos() => AllSilos().Select(silo => silo.Id);

    /// <summary>The silos that are there.</summary>
    private SortedDictionary<string, int> SilosByName()
    {
        var silos = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, id) in AllSilos().Where(silo => !IsGone(silo.Id)))
        {
            silos[name] = id;
        }

        return silos;
    }

    /// <summary>The silos of this leg, those that have ended among them.</summary>
    private List<(string Name, int Id)> AllSilos()
    {
        if (!File.Exists(_log))
        {
            return [];
        }

        using var file = new FileStream(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = Math.Min(_logStart, file.Length);
        using var reader = new StreamReader(file);
        return
        [
            .. SiloLine().Matches(reader.ReadToEnd())
                .Select(match => (match.Groups["name"].Value, int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture))),
        ];
    }

    /// <summary>Whether a silo is gone; its id may belong to another process by now. Without /proc, all are.</summary>
    private bool IsGone(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/cmdline").Contains(view.Run, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Nothing may be left of a leg, also of one that failed.</summary>
    private void KillSilos()
    {
        foreach (var silo in Silos().Where(silo => !IsGone(silo)))
        {
            Signals.Kill(silo);
        }
    }

    private static SwarmFailureException Failure(SimulatorProcess process, string what) =>
        new($"`{process.Command}` {what}. It said:\n{process.Said}");
}
