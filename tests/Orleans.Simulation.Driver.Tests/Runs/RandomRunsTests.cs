using CsCheck;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Driver.Playback;

namespace Orleans.Simulation.Driver.Tests.Runs;

/// <summary>Random runs have in them all that other tests need to see.</summary>
public sealed class RandomRunsTests
{
    private const int Cases = 1_000;

    [Fact]
    public async Task Runs_ManyDrawn_HaveAllThatCanHappen()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        await RandomRuns.Specifications.SampleAsync(
            async specification =>
            {
                var played = await Played.OnAsync(engine: null, specification);
                foreach (var what in HappenedIn(specification, played).Distinct())
                {
                    seen[what] = seen.GetValueOrDefault(what) + 1;
                }
            },
            iter: Cases,
            threads: 1);

        // Failures of each domain, and planned outages, and the work that they cost.
        var domains = Enum.GetNames<FailureDomain>().Length + 1;
        Assert.Equal(Enum.GetNames<JobState>().Length + (2 * domains) + 16, seen.Count);
        Assert.All(seen, each => Assert.True(each.Value >= 2, $"{each.Key} happened in {each.Value} runs only"));
    }

    private static IEnumerable<string> HappenedIn(RunSpecification specification, Played played)
    {
        foreach (var domain in played.Summary.Failures.ByDomain.Keys)
        {
            yield return $"failure of {domain}";
        }

        foreach (var row in played.Summary.Priorities ?? [])
        {
            if (row.WaitingChipSeconds > 0)
            {
                yield return row.Priority > 0 ? "important job stopped" : "unimportant job stopped";
            }
        }

        foreach (var account in played.Records.Accounts.Select(each => each.Power))
        {
            if (account.Limited > VirtualDuration.Zero)
            {
                yield return "power short";
            }

            if (account.Preemptions > 0)
            {
                yield return "job stopped for power";
            }

            if (account.Batteries.Bridged > 0)
            {
                yield return "dip bridged";
            }

            if (account.Batteries.Outages > 0)
            {
                yield return "dip longer than batteries last";
            }
        }

        foreach (var failure in played.Records.Failures)
        {
            var plan = specification.Fleet.DataCenters[failure.DataCenter];
            var component = plan.Failures.Components.ElementAtOrDefault(failure.Cause - plan.Chip.Causes.Count);
            if (failure.LostChips > 0)
            {
                var isChip = failure.Cause < plan.Chip.Causes.Count;
                yield return $"work lost to {(isChip ? "chip" : component is null ? "outage" : component.Domain.ToString())}";
            }

            if (failure.RepairStart > failure.Detected)
            {
                yield return "wait for a crew";
            }

            if (failure is { Detected: not null, RepairStart: null, Chips: > 0 })
            {
                yield return "wait for a crew at the end";
            }

            if (failure.JobsHit > 1)
            {
                yield return "several jobs hit";
            }
        }

        foreach (var job in played.Records.Jobs)
        {
            yield return job.State.ToString();
            if (job.Shrinks > 0)
            {
                yield return "job with fewer chips";
            }

            if (job.Awaiting > VirtualDuration.Zero)
            {
                yield return job.Requeued > VirtualDuration.Zero ? "chips kept, then given up" : "chips kept";
            }

            if (job.Checkpointing > VirtualDuration.Zero)
            {
                yield return "pause for a checkpoint";
            }

            if (job.Restarting > VirtualDuration.Zero)
            {
                yield return "restart";
            }

            if (job.Interruptions > 0 && job.Lost < job.Productive)
            {
                yield return "saved work";
            }

            if (job.State == JobState.Running && job.Hung > VirtualDuration.Zero)
            {
                yield return "hung job at the end";
            }
        }
    }
}
