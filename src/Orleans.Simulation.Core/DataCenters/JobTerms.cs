using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>What holds for all jobs of a size and an activity in a data center.</summary>
/// <param name="Chip">Chip type.</param>
/// <param name="Activity">What they have chips do.</param>
/// <param name="Restart">What a restart takes.</param>
/// <param name="Checkpoint">When checkpoints are written.</param>
/// <param name="Rates">Rates of the site.</param>
internal sealed record JobTerms(
    ChipModel Chip, JobActivity Activity, VirtualDuration Restart, CheckpointPlan Checkpoint, SiteRates Rates)
{
    /// <summary>What a healthy chip of theirs draws at full speed.</summary>
    public Watts Power => Chip.Power.Of(Activity);
}

/// <summary>The terms of all jobs in a data center.</summary>
internal sealed class JobTermsBySize(DataCenterPlan plan, SiteRates rates)
{
    private readonly Dictionary<(int Chips, JobActivity Activity), JobTerms> _terms = [];

    /// <summary>The terms of a job that starts with all its chips.</summary>
    public JobTerms Of(JobArrival job) => Of(job, job.Chips);

    /// <summary>The terms of a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="chips">The chips that it has.</param>
    public JobTerms Of(JobArrival job, int chips)
    {
        var activity = plan.ActivityOf(job);
        if (!_terms.TryGetValue((chips, activity), out var terms))
        {
            terms = new(plan.Chip, activity, plan.Failures.RestartOf(chips), JobFailureRate.CheckpointsOf(plan, chips), rates);
            _terms.Add((chips, activity), terms);
        }

        return terms;
    }
}
