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
        var inFlops = scenario.Sources.Where(source => source.Generator is { InFlops: true })
            .Select(source => source.Name)
            .ToHashSet(StringComparer.Ordinal);
        var done = Int128.Zero;
        foreach (var job in results.Jobs)
        {
            findings.Check(inFlops.Contains(job.Source) == job.ModelFlop is not null, $"{job} states FLOPs or not by mistake");
            if (job.ModelFlop is { } model && job.EffectiveFlop is { } effective)
            {
                var speed = scenario.DataCenters[job.DataCenter].SpeedFor(job.Chips);
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
}
