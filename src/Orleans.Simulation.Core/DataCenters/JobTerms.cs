using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.DataCenters;

/// <summary>What holds for all jobs of a size in a data center.</summary>
/// <param name="Chip">Chip type.</param>
/// <param name="Restart">What a restart takes.</param>
/// <param name="Checkpoint">When checkpoints are written.</param>
/// <param name="Rates">Rates of the site.</param>
internal sealed record JobTerms(ChipModel Chip, VirtualDuration Restart, CheckpointPlan Checkpoint, SiteRates Rates);

/// <summary>The terms of jobs of all sizes in a data center.</summary>
internal sealed class JobTermsBySize(DataCenterPlan plan, SiteRates rates)
{
    private readonly Dictionary<int, JobTerms> _terms = [];

    /// <summary>The terms of a job.</summary>
    /// <param name="chips">Its chips.</param>
    public JobTerms Of(int chips)
    {
        if (!_terms.TryGetValue(chips, out var terms))
        {
            terms = new(plan.Chip, plan.Failures.RestartOf(chips), JobFailureRate.CheckpointsOf(plan, chips), rates);
            _terms.Add(chips, terms);
        }

        return terms;
    }
}
