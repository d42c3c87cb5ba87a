using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Scenarios.Binding;
using Orleans.Simulation.Scenarios.Quantities;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Validation;

/// <summary>Checks the failures of a scenario.</summary>
internal static class FailureValidator
{
    private const string Components = "failures.components";

    /// <summary>Most things that can fail in a data center, so that each has a number of its own beside every job.</summary>
    private const long MaxSites = 1_000_000_000;

    /// <summary>Checks the section.</summary>
    /// <param name="failures">The section.</param>
    /// <param name="chips">Chips of each data center; null when the fleet is not sound.</param>
    /// <param name="lives">Mean times to failure of the chips that can fail.</param>
    public static IEnumerable<InputIssue> Validate(
        FailureSpec failures, IReadOnlyList<long>? chips, IEnumerable<VirtualDuration> lives) =>
    [
        .. Checkpoints(failures),
        .. Lemons(failures),
        .. LivesOfLemons(failures, lives),
        .. Recovery(failures),
        .. Repair("failures", failures.RepairDistribution, failures.RepairSigma),
        .. ScenarioValidator.Duplicates(failures.Components.Select(component => component.Name), Components),
        .. failures.Components.Index().SelectMany(each => Component(each.Item, $"{Components}[{each.Index}]")),
        .. Batteries(failures),
        .. chips is null ? [] : Sizes(failures, chips),
        .. chips is null ? [] : TimesOfTheLargestJob(failures, chips.Max()),
    ];

    private static IEnumerable<InputIssue> Checkpoints(FailureSpec failures)
    {
        if (failures.CheckpointRule == CheckpointRule.Fixed && failures.CheckpointWrite > failures.CheckpointInterval)
        {
            yield return new InputIssue(
                "failures.checkpointWrite",
                $"{failures.CheckpointWrite}",
                $"at most failures.checkpointInterval, which is {failures.CheckpointInterval}");
        }

        if (failures.CheckpointState > 0 && failures.StorageBandwidth is null)
        {
            yield return new InputIssue("failures.storageBandwidth", "missing", "given together with failures.checkpointState");
        }

        if (failures.CheckpointState == 0 && failures.StorageBandwidth is not null)
        {
            yield return new InputIssue(
                "failures.checkpointState", "missing or zero", "more than zero with failures.storageBandwidth");
        }

        if (failures.CheckpointRule != CheckpointRule.Fixed
            && failures.CheckpointWrite == VirtualDuration.Zero
            && failures.CheckpointState == 0)
        {
            yield return new InputIssue(
                "failures.checkpointInterval",
                $"{failures.CheckpointRule} where a checkpoint takes no time".ToLowerInvariant(),
                "a duration, or failures.checkpointWrite or failures.checkpointState given");
        }
    }

    private static IEnumerable<InputIssue> Recovery(FailureSpec failures)
    {
        if (failures.RecoveryPatience is { } patience && failures.Recovery != RecoveryMode.InPlace)
        {
            yield return new InputIssue(
                "failures.recoveryPatience", $"{patience}", "given with failures.recovery in-place, and only there");
        }
    }

    private static IEnumerable<InputIssue> Lemons(FailureSpec failures)
    {
        if (failures.EvictAfter is null != failures.EvictWithin is null)
        {
            var (missing, given) = failures.EvictAfter is null ? ("evictAfter", "evictWithin") : ("evictWithin", "evictAfter");
            yield return new InputIssue(
                $"failures.lemons.{missing}", "missing", $"given together with failures.lemons.{given}");
        }

        if (failures.LemonShare > 0 != failures.LemonFactor > 1)
        {
            yield return new InputIssue(
                "failures.lemons",
                $"a share of {failures.LemonShare} and a factor of {failures.LemonFactor}",
                "a share above 0 with a factor above 1, or neither");
        }
    }

    private static IEnumerable<InputIssue> LivesOfLemons(FailureSpec failures, IEnumerable<VirtualDuration> lives)
    {
        var shortest = lives
            .Concat(failures.Components.Where(each => each.Domain == FailureDomain.Host).Select(each => each.MeanTimeToFailure))
            .DefaultIfEmpty(VirtualDuration.FromHours(int.MaxValue))
            .Min();
        var least = FailureSpec.MinMeanTimeToFailure;
        if (failures.LemonFactor > 1 && shortest.Microseconds / failures.LemonFactor < least.Microseconds)
        {
            yield return new InputIssue(
                "failures.lemons.factor",
                $"{failures.LemonFactor} where something lasts {shortest} on average",
                $"small enough that it lasts {least} or longer with a lemon");
        }
    }

    private static IEnumerable<InputIssue> Repair(string path, RepairDistribution? distribution, decimal? sigma)
    {
        if (distribution == RepairDistribution.LogNormal != sigma is not null)
        {
            yield return new InputIssue(
                $"{path}.repairSigma", sigma is null ? "missing" : $"{sigma}", "given for repairDistribution lognormal, and only there");
        }
    }

    private static IEnumerable<InputIssue> Component(ComponentSpec component, string path)
    {
        var domain = component.Domain;
        var isGroup = domain is FailureDomain.Interconnect or FailureDomain.Burst;
        if (isGroup != component.Hosts is not null)
        {
            yield return new InputIssue(
                $"{path}.hosts",
                component.Hosts is null ? "missing" : $"{component.Hosts}",
                "given for domains interconnect and burst, and only there");
        }

        foreach (var (key, isGiven, isAllowed, where) in (IEnumerable<(string, bool, bool, string)>)
        [
            ("shape", component.Shape is not null, domain is FailureDomain.Host or FailureDomain.Rack, "domains host and rack"),
            ("slowdown", component.Slowdown is not null, domain != FailureDomain.Job, "domains other than job"),
            ("rideThrough", component.RideThrough is not null, domain == FailureDomain.DataCenter, "domain data-center"),
            ("slowdown", component.Slowdown is not null, component.RideThrough is null, "a component without rideThrough"),
            ("recharge", component.Recharge is not null, component.RideThrough is not null, "a component with rideThrough"),
            ("perChip", component.PerChip is not null, domain == FailureDomain.Job, "domain job"),
            ("silent", component.Silent is not null, domain == FailureDomain.Job, "domain job"),
            ("repair", component.Repair is not null, domain != FailureDomain.Job, "domains other than job: nothing is repaired there"),
            ("repairDistribution", component.RepairDistribution is not null, component.Repair is not null, "a component with a repair"),
        ])
        {
            if (isGiven && !isAllowed)
            {
                yield return new InputIssue($"{path}.{key}", "given", $"left out, or given for {where}");
            }
        }

        foreach (var issue in Repair(path, component.RepairDistribution, component.RepairSigma))
        {
            yield return issue;
        }
    }

    // Which of several batteries of a data center would bridge what is not known of any.
    private static IEnumerable<InputIssue> Batteries(FailureSpec failures)
    {
        var all = failures.Components.Index()
            .Where(each => each.Item is { RideThrough: not null, Domain: FailureDomain.DataCenter })
            .ToList();
        return all.Skip(1).Select(each => new InputIssue(
            $"{Components}[{each.Index}].rideThrough",
            "given again",
            $"given for one component at most; {Components}[{all[0].Index}] has it already"));
    }

    private static IEnumerable<InputIssue> Sizes(FailureSpec failures, IReadOnlyList<long> chips)
    {
        if (chips.Max() * (1 + failures.Components.Count) > MaxSites)
        {
            yield return new InputIssue(
                Components,
                $"a list of {failures.Components.Count} for {chips.Max()} chips in a data center",
                $"short enough that chips and components of a data center are at most {MaxSites}");
        }
    }

    // Longer ones would not be beyond use alone, but beyond 64 bits of microseconds.
    private static IEnumerable<InputIssue> TimesOfTheLargestJob(FailureSpec failures, long chips)
    {
        var longest = (decimal)DurationText.Max.Microseconds;
        var least = failures.CheckpointState * chips / (longest / VirtualDuration.MicrosecondsPerSecond);
        if (failures.StorageBandwidth is { } bandwidth && bandwidth < least)
        {
            yield return new InputIssue(
                "failures.storageBandwidth",
                $"{bandwidth:0} bytes a second",
                $"fast enough to take the state of a job of {chips} chips within {ValueText.Of(DurationText.Max)}");
        }

        if ((decimal)failures.RestartPerThousandChips.Microseconds * chips / 1000 > longest)
        {
            yield return new InputIssue(
                "failures.restartPerThousandChips",
                $"{failures.RestartPerThousandChips}",
                $"at most {ValueText.Of(DurationText.Max)} for a job of {chips} chips");
        }
    }
}
