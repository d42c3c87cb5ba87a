using Orleans.Simulation.Driver.Clusters;
using Orleans.Simulation.Driver.Runs;
using Orleans.Simulation.Swarm.Plans;
using Orleans.Simulation.Swarm.Playing;
using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Clusters;

/// <summary>A run on a cluster that is there already: submitted by a client, while silos are hit and started again.</summary>
/// <param name="plan">The plan.</param>
/// <param name="cluster">The cluster.</param>
/// <param name="end">When the run ends in virtual time.</param>
/// <param name="tally">Counts what was done.</param>
internal sealed class ClusterRun(SeedPlan plan, SwarmCluster cluster, long end, Tally tally)
{
    private const double Microsecond = 1e-6;

    /// <summary>A message may get lost: a call is given up after a minute, and twice that is no fault.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Plays the run to its end.</summary>
    /// <returns>Folder of its results.</returns>
    /// <exception cref="SwarmFailureException">It fails, hangs, or clients see something else than is there.</exception>
    public async Task<string> PlayAsync(CancellationToken cancellation)
    {
        await cluster.EnsureUpAsync(cancellation);
        ScenarioFiles.Write(plan.Scenario, cluster.Traces);
        var run = await SubmitAsync(cancellation);
        var view = new RunView(cluster.FolderOf(run), Path.Combine(cluster.FolderOf(run), "results"));
        var aim = new Aim(view, end, plan.CheckpointEvery);
        foreach (var strike in plan.Strikes)
        {
            if (await aim.WaitAsync(strike, () => HasEnded(view), Patience, cancellation))
            {
                await HitAsync(view, aim, strike, cancellation);
            }
            else
            {
                tally.Add("missed");
            }
        }

        if (!await Poll.UntilAsync(() => HasEnded(view), () => view.LatestCheckpoint, Patience, cancellation)
            || view.Saying is not { State: "Done" })
        {
            throw new SwarmFailureException($"run {run} is not done and does not save for {Patience.TotalSeconds:0} s: {view.Saying}");
        }

        await MustBeSeenAsync(run, view, cancellation);
        return view.Results;
    }

    private async Task<int> SubmitAsync(CancellationToken cancellation)
    {
        var needed = 1 + (int)(plan.SilosNeeded * cluster.Shape.Silos);
        var submission = new RunSubmission(
            ScenarioFiles.TextOf(plan.Scenario),
            plan.Scenario.Name,
            [],
            PreparedRun.Version,
            plan.CheckpointEvery * Microsecond,
            plan.Window * Microsecond,
            Math.Min(needed, cluster.Shape.Silos),
            Patience);
        var reply = await cluster.AskAsync(grains => grains.GetGrain<IRunsGrain>(0).Submit(submission), cancellation);
        return reply.Run ?? throw new SwarmFailureException($"the submission is refused: {string.Join("; ", reply.Issues)}");
    }

    private bool HasEnded(RunView view)
    {
        cluster.Tend();
        return view.Saying?.HasEnded == true;
    }

    private async Task HitAsync(RunView view, Aim aim, Strike strike, CancellationToken cancellation)
    {
        var driver = view.Saying?.Driver;
        var picked = cluster.Silos[(int)(strike.Pick * cluster.Shape.Silos)];
        IReadOnlyList<ClusterSiloProcess> targets = strike.Target switch
        {
            Target.AllSilos => cluster.Silos,
            Target.Driver => [cluster.Silos.FirstOrDefault(silo => silo.Name == driver) ?? picked],
            _ => [picked],
        };
        var who = strike.Target == Target.AllSilos ? "all silos" : targets[0].Name == driver ? "driver" : "silo";
        tally.Add($"{who} {strike.Blow} in {aim.Moment}".ToLowerInvariant());

        // Half of the silos that are hit come back at once, the others when the rest may have gone on without them.
        var away = TimeSpan.FromSeconds(strike.Share < 0.5 ? 0 : 3 * strike.Pick);
        foreach (var silo in targets)
        {
            await HitAsync(silo, strike, away, view, cancellation);
        }

        aim.Rebase();
    }

    private async Task HitAsync(
        ClusterSiloProcess silo, Strike strike, TimeSpan away, RunView view, CancellationToken cancellation)
    {
        switch (strike.Blow)
        {
            case Blow.Kill:
                silo.Kill(away);
                break;
            case Blow.Stop:
                silo.Stop();
                await Poll.UntilAsync(() => HasEnded(view), SimulatorProcess.FailureDetection * 2.5, cancellation);
                silo.Continue();
                break;
            case Blow.TerminateAndKill:
                silo.Terminate(away);
                await Poll.UntilAsync(() => silo.HasEnded, TimeSpan.FromMilliseconds(200 * strike.Pick), cancellation);
                silo.Kill(away);
                break;
            default:
                silo.Terminate(away);
                break;
        }
    }

    /// <summary>Clients must see the results that lie in the folder.</summary>
    private async Task MustBeSeenAsync(int run, RunView view, CancellationToken cancellation)
    {
        var status = await cluster.AskAsync(grains => grains.GetGrain<IRunsGrain>(0).Status(run), cancellation);
        var files = await cluster.AskAsync(grains => grains.GetGrain<IRunsGrain>(0).Files(run), cancellation);
        var jobs = await cluster.AskAsync(grains => grains.GetGrain<IRunsGrain>(0).Read(run, "jobs.csv", 0), cancellation);
        var there = Directory.EnumerateFiles(view.Results).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);
        var text = await File.ReadAllTextAsync(Path.Combine(view.Results, "summary.json"), cancellation);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(view.Results, "jobs.csv"), cancellation);
        if (status is not { State: RunState.Done, ResultHash: { } hash }
            || !text.Contains(hash, StringComparison.Ordinal)
            || !files.SequenceEqual(there, StringComparer.Ordinal)
            || !bytes.AsSpan(0, jobs.Bytes.Length).SequenceEqual(jobs.Bytes)
            || jobs.Length != bytes.Length)
        {
            throw new SwarmFailureException(
                $"clients see other results of run {run} than there are: {status}, {string.Join(' ', files)}");
        }
    }
}
