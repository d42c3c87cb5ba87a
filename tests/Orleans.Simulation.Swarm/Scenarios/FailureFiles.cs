using System.Globalization;
using System.Text;

namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>The section of failures of a scenario, and the trace of failures, as a user would write them.</summary>
internal static class FailureFiles
{
    /// <summary>Name of the trace's file; null: there is none.</summary>
    public static string? TraceOf(SwarmScenario scenario) =>
        scenario.Failures is { Outages.Count: > 0 } ? $"{scenario.Name}-failures.csv" : null;

    /// <summary>Text of the trace.</summary>
    public static string TextOfTrace(SwarmScenario scenario)
    {
        var text = new StringBuilder("time,entity,duration,cause\n");
        foreach (var outage in scenario.Failures!.Outages)
        {
            text.Append(CultureInfo.InvariantCulture, $"{outage.Start / 1e6m:0.######},{outage.EntityIn(scenario)},");
            text.Append(CultureInfo.InvariantCulture, $"{outage.Duration / 1e6m:0.######},{outage.Cause}\n");
        }

        return text.ToString();
    }

    /// <summary>Adds the section.</summary>
    public static void Add(SwarmScenario scenario, StringBuilder text)
    {
        if (scenario.Failures is not { } failures)
        {
            text.Append("failures: { enabled: false }\n");
            return;
        }

        text.Append("failures:\n");
        Add("enabled", failures.IsEnabled ? null : "false");
        Add("shape", failures.Shape == 1 ? null : $"{failures.Shape}");
        Add("idleRate", failures.IdleRatePerMille == 1000 ? null : $"{failures.IdleRatePerMille / 1000m}");
        Add("detection", $"{failures.Detection}us");
        AddRepair(failures.Repair, line => text.Append($"  {line}\n"));
        Add("restart", $"{failures.Restart}us");
        Add("restartPerThousandChips", Time(failures.RestartPerThousandChips));
        Add("checkpointInterval", failures.CheckpointRule ?? $"{failures.CheckpointInterval}us");
        Add("checkpointWrite", Time(failures.CheckpointWrite));
        Add("checkpointState", failures.CheckpointGigabytes == 0 ? null : $"{failures.CheckpointGigabytes} GB");
        Add("storageBandwidth", failures.CheckpointGigabytes == 0 ? null : "1 GB/s");
        Add("checkpointOverlap", failures.CheckpointsOverlap ? "true" : null);
        Add("maxRestarts", failures.MaxRestarts?.ToString(CultureInfo.InvariantCulture) ?? "null");
        Add("repairCrews", failures.RepairCrews?.ToString(CultureInfo.InvariantCulture));
        Add("returnTest", Time(failures.ReturnTest));
        Add("spares", failures.Spares == 0 ? null : $"{failures.Spares}");
        Add("sparesPerRack", failures.SpareHostsPerRack == 0 ? null : $"{failures.SpareHostsPerRack}");
        Add("recovery", failures.InPlace ? "in-place" : null);
        Add("recoveryPatience", failures.Patience is { } patience ? $"{patience}us" : null);
        Add("lemons", failures.Lemons is { } lemons ? TextOf(lemons) : null);
        Add("trace", TraceOf(scenario));
        if (failures.Components.Count > 0)
        {
            text.Append("  components:\n");
            foreach (var component in failures.Components)
            {
                AddComponent(component, text);
            }
        }

        void Add(string key, string? value) => text.Append(value is null ? string.Empty : $"  {key}: {value}\n");
        static string? Time(long time) => time == 0 ? null : $"{time}us";
    }

    private static string TextOf(SwarmLemons lemons)
    {
        var evict = lemons.EvictAfter is { } after ? $", evictAfter: {after}, evictWithin: {lemons.EvictWithin}us" : string.Empty;
        return $"{{ share: {lemons.Share}, factor: {lemons.Factor}{evict} }}";
    }

    private static void AddRepair(SwarmRepair repair, Action<string> add)
    {
        add($"repair: {repair.Typical}us");
        if (repair.Distribution is { } distribution)
        {
            add($"repairDistribution: {distribution}");
        }

        if (repair.Sigma is { } sigma)
        {
            add($"repairSigma: {sigma}");
        }
    }

    private static void AddComponent(SwarmComponent component, StringBuilder text)
    {
        text.Append($"    - name: {component.Name}\n");
        Add("domain", component.Domain);
        Add("meanTimeToFailure", $"{component.MeanTimeToFailure}us");
        Add("shape", component.Shape?.ToString(CultureInfo.InvariantCulture));
        Add("hosts", component.Hosts?.ToString(CultureInfo.InvariantCulture));
        Add("detection", component.Detection is { } detection ? $"{detection}us" : null);
        Add("slowdown", component.SlowdownPercent is { } percent ? $"{percent / 100m:0.##}" : null);
        Add("rideThrough", component.RideThrough is { } rideThrough ? $"{rideThrough}us" : null);
        Add("recharge", component.Recharge is { } recharge ? $"{recharge}us" : null);
        Add("perChip", Flag(component.PerChip));
        Add("silent", Flag(component.Silent));
        if (component.Repair is { } repair)
        {
            AddRepair(repair, line => text.Append($"      {line}\n"));
        }

        void Add(string key, string? value) => text.Append(value is null ? string.Empty : $"      {key}: {value}\n");
        static string? Flag(bool? value) => value is { } given ? (given ? "true" : "false") : null;
    }
}
