using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Random;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Traces.Parsing;
using Orleans.Simulation.Traces.Validation;

namespace Orleans.Simulation.Traces.Failures;

/// <summary>Finds the outages of a failure trace in a fleet.</summary>
/// <remarks>
/// A share of the hosts is taken from each data center, rounded down, as every so many-th host from one on; both numbers are
/// drawn from the seed, so that outages spread over racks. Outages may overlap each other and other failures: what they hit is
/// down until the last of them is over.
/// </remarks>
public static class OutagePlanning
{
    /// <summary>Cause of outages for which a trace gives none.</summary>
    public const string DefaultCause = "outage";

    /// <summary>A fleet with the outages of a trace.</summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="file">Path of the trace.</param>
    /// <exception cref="InvalidInputException">
    /// The trace cannot be read, or names what the fleet does not have; carries all issues.
    /// </exception>
    public static FleetPlan Apply(FleetPlan fleet, string file)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        var trace = FailureTraceFile.Read(file);
        var issues = new IssueLog();
        var targets = trace.Select(outage => (outage.Line, Target: outage.Target as NamedTarget));
        foreach (var (line, target) in targets.OrderBy(each => each.Line))
        {
            if (target is not null && Objection(target, fleet) is { } expected)
            {
                issues.Add(new($"{file}:{line}: entity", QuotedText.Of($"{target}"), expected));
            }
        }

        issues.ThrowIfAny(file);
        return fleet with { DataCenters = [.. fleet.DataCenters.Select(plan => Apply(plan, trace))] };
    }

    /// <summary>What a target must be, where the fleet does not have it; null: it has it.</summary>
    private static string? Objection(NamedTarget target, FleetPlan fleet)
    {
        var plan = fleet.DataCenters.FirstOrDefault(each => each.Name == target.DataCenter);
        if (plan is null)
        {
            return $"in one of the data centers {string.Join(", ", fleet.DataCenters.Select(each => each.Name))}";
        }

        var topology = plan.Topology;
        if (target.Rack >= topology.Racks)
        {
            return $"in one of the racks 0 to {topology.Racks - 1} of {plan.Name}";
        }

        var rack = target.Rack ?? 0;
        return target.Host >= topology.HostsIn(rack) ? $"one of the hosts 0 to {topology.HostsIn(rack) - 1} of the rack"
            : target.Chip >= topology.ChipsIn(rack) ? $"one of the chips 0 to {topology.ChipsIn(rack) - 1} of the rack"
            : null;
    }

    private static DataCenterPlan Apply(DataCenterPlan plan, IReadOnlyList<TraceOutage> trace)
    {
        var causes = new List<string>();
        var outages = new List<PlannedOutage>();
        foreach (var (index, outage) in trace.Index())
        {
            if (Find(plan, outage.Target, index) is not { } found)
            {
                continue;
            }

            var cause = outage.Cause.Length == 0 ? DefaultCause : outage.Cause;
            if (!causes.Contains(cause, StringComparer.Ordinal))
            {
                causes.Add(cause);
            }

            outages.Add(new(outage.Start, outage.Duration, causes.IndexOf(cause), found.Hosts) { Chip = found.Chip });
        }

        return plan with { Outages = outages, OutageCauses = causes };
    }

    /// <summary>The hosts of a target in a data center, or the chip; null when it is elsewhere, or no whole host.</summary>
    private static (HostSeries Hosts, int? Chip)? Find(DataCenterPlan plan, OutageTarget target, int index)
    {
        var topology = plan.Topology;
        if (target is HostFraction fraction)
        {
            var count = fraction.CountOf(topology.Hosts);
            return count == 0 ? null : (Spread(plan, index, count), null);
        }

        var named = (NamedTarget)target;
        if (named.DataCenter != plan.Name)
        {
            return null;
        }

        var hostsPerRack = topology.ChipsPerRack / topology.ChipsPerHost;
        return named switch
        {
            { Rack: null } => (new(0, 1, topology.Hosts), null),
            { Chip: { } chip } => (default, (named.Rack.Value * topology.ChipsPerRack) + chip),
            { Host: { } host } => (new((named.Rack.Value * hostsPerRack) + host, 1, 1), null),
            _ => (new(named.Rack.Value * hostsPerRack, 1, topology.HostsIn(named.Rack.Value)), null),
        };
    }

    /// <summary>Hosts from a drawn one on, in drawn steps that reach every host.</summary>
    private static HostSeries Spread(DataCenterPlan plan, int index, int count)
    {
        var hosts = plan.Topology.Hosts;
        var draw = new RandomStream(plan.Seed, RandomPurpose.OutagePlace).Draw(plan.Index, (uint)index);
        var step = 1 + (int)(draw.X1 % (uint)Math.Max(1, hosts - 1));
        while (GreatestCommonDivisor(step, hosts) != 1)
        {
            step++;
        }

        return new((int)(draw.X0 % (uint)hosts), step, count);
    }

    private static int GreatestCommonDivisor(int left, int right) =>
        right == 0 ? left : GreatestCommonDivisor(right, left % right);
}
