using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>
/// Jobs that state their FLOPs run as long as the chips of their data center need for them, and do what they have done.
/// </summary>
internal static class FlopsCheck
{
    // Tables have them as doubles, and the drawn FLOPs are known from there only.
    private const double Digits = 1e-12;

    /// <summary>Checks the <c>jobs</c> table and what the summary says of FLOPs.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        var sources = scenario.Sources.ToDictionary(source => source.Name, StringComparer.Ordinal);
        var done = Int128.Zero;
        foreach (var job in results.Jobs)
        {
            var source = sources[job.Source];
            var (inFlops, mfu) = source.Trace is { } trace
                ? (trace[job.Row].InFlops, trace[job.Row].Mfu)
                : (source.Generator!.InFlops, source.Generator.Mfu);
            findings.Check(inFlops == job.ModelFlop is not null, $"{job} states FLOPs or not by mistake");
            if (job.ModelFlop is { } model && job.EffectiveFlop is { } effective)
            {
                var speed = scenario.DataCenters[job.DataCenter].SpeedFor(job.Chips, mfu);
                CheckStated(source, job, findings);
                var inAMicrosecond = (double)speed * job.Chips;
                var missing = ((double)job.Work * inAMicrosecond) - model;
                findings.Check(
                    missing > -Digits * model && missing < inAMicrosecond + (Digits * model), $"{job} takes {missing} FLOP too long");
                var own = Math.Min(model, (double)((Int128)job.Accounts.ChipTime.Productive * speed));
                findings.Check(Math.Abs(effective - own) <= Digits * own, $"{job} did {own} FLOP and not {effective}");
                done += (Int128)own;
            }
        }

        var jobs = results.Jobs.Count(job => job.ModelFlop is not null);
        var isThere = results.Summary.TryGetProperty("compute", out var compute);
        findings.Check(jobs > 0 == isThere, $"summary of FLOPs is there or not by mistake");
        if (jobs > 0)
        {
            findings.Equal(compute.GetProperty("jobs").GetInt32(), jobs, $"jobs that state their FLOPs");
            findings.Equal(compute.GetProperty("otherJobs").GetInt32(), results.Jobs.Count - jobs, $"jobs that do not");
            var all = compute.GetProperty("effectiveFlop").GetDouble();
            findings.Check(Math.Abs(all - (double)done) <= 1e-9 * all, $"effective FLOP are {all} and not {done}");
        }
    }

    /// <summary>The FLOPs of a row of a trace, and its whole tokens as far as they are done, are those that it states.</summary>
    private static void CheckStated(SwarmSource source, JobRow job, Findings findings)
    {
        if (source.Trace?[job.Row] is { } stated)
        {
            stated = stated.Over(source.Sites)[(job.Part ?? 1) - 1];
            findings.Equal(job.ModelFlop, (double)stated.Flop, $"FLOP of job {job.Number}");
            findings.Equal(job.Tokens is not null, stated.Parameters > 0, $"job {job.Number} counts tokens");
            findings.Check(
                job.State != "completed" || stated.Parameters == 0 || job.Tokens == (double)(stated.Flop / (6 * stated.Parameters)),
                $"{job} has trained on {job.Tokens} tokens");
        }
    }
}
