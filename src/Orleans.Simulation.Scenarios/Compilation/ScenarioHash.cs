using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Compilation;

/// <summary>The identity of an experiment: SHA-256 over everything that determines its results, except the seed.</summary>
/// <remarks>
/// It is taken over the resolved plan, so that formatting, comments, the order of keys, defaults that are spelt out and
/// equivalent ways to size a fleet make no difference; nor do the scenario's name and description, published figures,
/// provenance, figures of the hardware on which no result rests (memory, links, other prices; peaks and MFU unless jobs state
/// their FLOPs), priorities where all sources have the same, sources and bounds of all figures, the form of the tables, the folder of the traces and the place of the
/// scenario file. The contents of trace and series files are not part of it: they are named as the scenario writes them.
/// </remarks>
public static class ScenarioHash
{
    // Changes whenever the serialisation below does, so that hashes of two forms never meet.
    private const string Form = "orleans-simulation-scenario-3";

    /// <summary>Hashes a compiled scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="plan">Its fleet.</param>
    /// <param name="sources">Its workload.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(Scenario scenario, FleetPlan plan, IReadOnlyList<WorkloadSource> sources)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(sources);
        var text = new CanonicalText();
        text.Add("form", Form);
        text.Add("end", plan.End.Microseconds);
        text.Add("outputs.chips", scenario.Outputs.Chips ? 1 : 0);
        text.Add("failures.trace", scenario.Failures.Trace?.Replace('\\', '/') ?? string.Empty);
        foreach (var dataCenter in plan.DataCenters)
        {
            AddDataCenter(text, dataCenter);
        }

        AddSeries(text, scenario);
        AddBroker(text, plan.Broker);

        if (scenario.Workload.HasPriorities)
        {
            text.Add("priorities", [.. scenario.Workload.Sources.Select(source => (long)source.Priority)]);
        }

        foreach (var (index, source) in sources.Index())
        {
            AddSource(text, source, scenario.Workload.Sources[index]);
        }

        return Convert.ToHexStringLower(SHA256.HashData(text.ToBytes()));
    }

    private static void AddDataCenter(CanonicalText text, DataCenterPlan plan)
    {
        text.Add("dataCenter", plan.Name);
        text.Add("topology", plan.Topology.Chips, plan.Topology.ChipsPerRack, plan.Topology.ChipsPerHost);
        text.Add("chip", plan.Chip.Name);
        text.Add("chip.power", plan.Chip.Idle.Milliwatts, plan.Chip.Busy.Milliwatts, plan.Chip.Failed.Milliwatts);
        foreach (var activity in Activities(plan))
        {
            text.Add("chip.power.activity", (long)activity, plan.Chip.Power.Of(activity).Milliwatts);
        }

        text.Add("chip.meanTimeToFailure", plan.Chip.MeanTimeToFailure.Microseconds);
        foreach (var cause in plan.Chip.Causes)
        {
            text.Add("chip.cause", cause.Name);
            text.Add("chip.cause.weight", cause.Weight);
        }

        foreach (var step in plan.Speed?.Steps ?? [])
        {
            text.Add("chip.speed", step.FromChips, step.FlopPerMicrosecond);
        }

        if (plan.Speed?.Peak > 0)
        {
            text.Add("chip.peak", plan.Speed.Peak);
        }

        text.Add("overhead", plan.HostOverhead.Milliwatts, plan.RackOverhead.Milliwatts);
        if (plan.NetworkOverhead != default)
        {
            text.Add("overhead.network", plan.NetworkOverhead.Milliwatts);
        }

        if (plan.Conversion != RackConversion.None)
        {
            text.Add("conversion", plan.Conversion.Efficiency);
        }

        AddSite(text, plan.Site);
        if (plan.Power != PowerPlan.Plain)
        {
            AddPower(text, plan);
        }

        text.Add("order", plan.Scheduling.Order.ToString());
        text.Add("placement", plan.Scheduling.Placement.ToString());
        text.Add("scheduling.interval", plan.Scheduling.Interval.Microseconds);
        AddFailures(text, plan);
        text.Add("sampleInterval", plan.SampleInterval.Microseconds);
    }

    private static IEnumerable<JobActivity> Activities(DataCenterPlan plan) =>
        plan.Activities.Where(activity => activity != JobActivity.Training)
            .Concat(plan.Steps.Where(step => step?.Low == StepLow.Loaded).Select(_ => JobActivity.Loaded))
            .Distinct()
            .Order();

    private static void AddBroker(CanonicalText text, BrokerPlan plan)
    {
        if (plan.Policy != BrokerPolicy.FewestAsked)
        {
            text.Add("broker.policy", plan.Policy.ToString());
            text.Add("broker.cost", plan.Cost.ToString());
        }

        if (plan.MaxWait is { } wait)
        {
            text.Add("broker.maxWait", wait.Microseconds);
        }

        if (plan.Sources.Any(source => source.IsGang))
        {
            text.Add("broker.news", plan.News.Microseconds);
        }

        if (plan.Weights.Count > 0)
        {
            text.Add("broker.weights", [.. plan.Weights.Select(weight => (long)weight)]);
        }

        foreach (var (index, source) in plan.Sources.Index())
        {
            text.Add("broker.source", index);
            foreach (var group in source.Affinity)
            {
                text.Add("broker.source.affinity", [.. group.Select(dataCenter => (long)dataCenter)]);
            }

            if (source.Shift is { } shift)
            {
                text.Add("broker.source.shift", shift.Deadline.Microseconds);
                text.Add("broker.source.shift.by", shift.Goal.ToString());
            }
        }
    }

    // Rates from files have no values yet: the files stand for them.
    private static void AddSite(CanonicalText text, SitePlan site)
    {
        text.Add("pue", [.. site.Pue.Values]);
        text.Add("carbon", [.. site.Carbon?.Values ?? []]);
        text.Add("price", [.. site.Price?.Values ?? []]);
        text.Add("site.known", site.Carbon is null ? 0 : 1, site.Price is null ? 0 : 1);
        text.Add("carbonFree", site.CarbonFree ?? -1);
        text.Add("water", site.Water ?? -1);
        text.Add("embodied", site.Embodied ?? -1, site.ChipLifetime.Microseconds);
        text.Add("chipHour", site.ChipHour ?? -1);
    }

    private static void AddPower(CanonicalText text, DataCenterPlan plan)
    {
        var power = plan.Power;
        text.Add("power.ramps", power.RampInterval.Microseconds, power.RampLimit?.Milliwatts ?? -1);
        if (power.Smoothing is { } smoothing)
        {
            text.Add("power.filler", smoothing.Filler ? 1 : 0);
            text.Add("power.storage", smoothing.StoragePower.Milliwatts, smoothing.StorageEfficiency);
            text.Add("power.storage.capacity", $"{smoothing.StorageCapacity}");
        }

        if (power.RangeLimit is { } range)
        {
            text.Add("power.range", range.Milliwatts, power.RangeWindow.Microseconds);
        }

        if (plan.Steps.Count > 0)
        {
            text.Add("power.steps", power.RateLimit?.Milliwatts ?? -1, power.StepEdge.Microseconds);
            text.Add("power.steps.smoothing", power.StepSmoothing.Storage, power.StepSmoothing.Efficiency, power.StepSmoothing.Filler);
        }

        text.Add("power.provisioned", power.Provisioned?.Milliwatts ?? -1);
        if (power.Oversubscription is { } times)
        {
            text.Add("power.oversubscription", times);
        }

        text.Add("power.control", power.Control.ToString());
        if (power.Control == PowerControl.Cap)
        {
            text.Add("power.raise", power.RaiseInterval.Microseconds);
            foreach (var speed in plan.Chip.LowSpeeds)
            {
                text.Add("power.speed", speed.Percent, speed.Power.Training.Milliwatts);
                foreach (var activity in Activities(plan))
                {
                    text.Add("power.speed.activity", (long)activity, speed.Power.Of(activity).Milliwatts);
                }
            }
        }
    }

    private static void AddSeries(CanonicalText text, Scenario scenario)
    {
        var series = SiteCompiler.Specs(scenario).ToList();
        text.Add("startsAt", series.Count == 0 ? 0 : (scenario.StartsAt!.Value - DateTimeOffset.UnixEpoch).Ticks);
        foreach (var (_, dataCenter, kind, spec) in series)
        {
            text.Add("series", spec.File.Replace('\\', '/'));
            text.Add("series.rate", kind.ToString());
            text.Add("series.dataCenter", dataCenter);
            text.Add("series.column", spec.Column ?? string.Empty);
            text.Add("series.read", spec.Fill, spec.Repeat ? 1 : 0);
            if (spec is WeatherSpec weather)
            {
                text.Add("series.weather", Millionths(weather.Base), Millionths(weather.Above), Millionths(weather.PerDegree));
            }
        }
    }

    private static long Millionths(decimal value) => (long)(value * 1_000_000);

    private static void AddFailures(CanonicalText text, DataCenterPlan plan)
    {
        var policy = plan.Failures;
        text.Add("failures.enabled", policy.Enabled ? 1 : 0);
        text.Add("failures.shape", Millionths(plan.Chip.Shape));
        if (plan.Chip.AgesByLoad)
        {
            text.Add("failures.idleRate", plan.Chip.IdleRatePerMille);
        }

        text.Add("failures.detection", policy.Detection.Microseconds);
        AddRepair(text, "failures.repair", policy.ChipRepair);
        text.Add("failures.crews", policy.RepairCrews ?? 0, policy.ReturnTest.Microseconds);
        text.Add("failures.restart", policy.Restart.Microseconds, policy.RestartPerThousandChips.Microseconds);
        text.Add("failures.checkpointRule", policy.CheckpointRule.ToString());
        text.Add("failures.checkpointInterval", policy.CheckpointInterval.Microseconds);
        text.Add("failures.checkpointWrite", policy.CheckpointWrite.Microseconds, policy.CheckpointsOverlap ? 1 : 0);
        text.Add("failures.checkpointState", policy.CheckpointBytes, policy.StorageBytesPerSecond);
        text.Add("failures.maxRestarts", policy.MaxRestarts);
        text.Add("failures.spares", policy.Spares);
        if (policy.SpareHostsPerRack > 0)
        {
            text.Add("failures.sparesPerRack", policy.SpareHostsPerRack);
        }

        if (policy.Recovery != RecoveryMode.Requeue)
        {
            text.Add("failures.recovery", policy.Recovery.ToString());
            text.Add("failures.recoveryPatience", policy.RecoveryPatience?.Microseconds ?? -1);
        }

        text.Add("failures.lemons", policy.LemonPartsPerMillion, policy.LemonFactor);
        text.Add("failures.eviction", policy.LemonEviction?.Failures ?? 0, policy.LemonEviction?.Within.Microseconds ?? 0);
        foreach (var cause in policy.Components)
        {
            text.Add("component", cause.Name);
            text.Add("component.domain", cause.Domain.ToString());
            text.Add("component.clock", cause.MeanTimeToFailure.Microseconds, Millionths(cause.Shape), cause.Hosts, cause.PacePercent);
            text.Add("component.detection", (cause.Detection ?? policy.Detection).Microseconds);
            AddRepair(text, "component.repair", cause.Repair ?? policy.ChipRepair);
            text.Add("component.job", cause.IsPerChip ? 1 : 0, cause.IsSilent ? 1 : 0);
            if (cause.Batteries is { } batteries)
            {
                text.Add("component.batteries", batteries.RideThrough.Microseconds, batteries.Recharge.Microseconds);
            }
        }
    }

    private static void AddRepair(CanonicalText text, string key, RepairTime repair)
    {
        text.Add(key, repair.Typical.Microseconds, Millionths(repair.Sigma));
        text.Add($"{key}.distribution", repair.Distribution.ToString());
    }

    private static long Millionths(double value) => (long)Math.Round(value * 1_000_000);

    private static void AddSource(CanonicalText text, WorkloadSource source, SourceSpec spec)
    {
        text.Add("source", source.Name);
        text.Add("source.dataCenter", source.DataCenter);
        if (spec.Activity != JobActivity.Training)
        {
            text.Add("source.activity", spec.Activity.ToString());
        }

        if (spec.Step?.Compiled is { } step)
        {
            text.Add("source.step", step.Period.Microseconds, step.Communicating);
            text.Add("source.step.low", step.Low.ToString());
        }

        if (source.Sites > 1)
        {
            text.Add("source.sites", source.Sites);
            if (spec.Gang)
            {
                text.Add("source.gang", 1);
            }
        }

        if (source.Shrink is { } shrink)
        {
            text.Add("source.shrink", shrink.To, shrink.Step);
        }

        if (source is TraceSource trace)
        {
            text.Add("trace", spec.Trace!.File.Replace('\\', '/'));
            text.Add("trace.format", trace.Format);
            text.Add("trace.play", trace.Shift.Microseconds, trace.TimeScale);
        }
        else if (source is GeneratorSource generator)
        {
            AddGenerator(text, generator, spec.Generator!);
        }
    }

    private static void AddGenerator(CanonicalText text, GeneratorSource generator, GeneratorSpec spec)
    {
        text.Add("meanInterarrival", generator.MeanInterarrival.Microseconds);
        text.Add("hourlyWeights", [.. generator.HourlyWeights]);
        text.Add("runTimes", generator.MinWork.Microseconds, generator.MaxWork.Microseconds);
        text.Add("window", generator.Start.Microseconds, generator.End.Microseconds);
        text.Add("stream", generator.Stream);

        // Sizes in the order of the scenario: those that were left out are gone, and sigma keeps its decimal text.
        var largest = generator.Sizes.Max(size => size.Chips);
        foreach (var size in spec.Sizes.Where(size => size.Chips <= largest))
        {
            text.Add("size", size.Chips, size.Weight, size.MedianRunTime?.Microseconds ?? 0);
            if (size.MedianFlops is { } flops)
            {
                text.Add("size.flop", flops.Count.ToString(CultureInfo.InvariantCulture));
                text.Add("size.flopPerToken", flops.PerToken);
                if (flops.Mfu > 0)
                {
                    text.Add("size.mfu", flops.Mfu);
                }
            }

            text.Add("size.sigma", (long)(size.Sigma * 1_000_000));
        }
    }

    /// <summary>Lines of the form key, colon, length, colon, value: no value can imitate another line.</summary>
    private sealed class CanonicalText
    {
        private readonly StringBuilder _text = new();

        public void Add(string key, params ReadOnlySpan<long> values)
        {
            var numbers = new string[values.Length];
            for (var index = 0; index < values.Length; index++)
            {
                numbers[index] = values[index].ToString(CultureInfo.InvariantCulture);
            }

            Add(key, string.Join(' ', numbers));
        }

        public void Add(string key, string value) =>
            _text.Append(key).Append(':').Append(value.Length).Append(':').Append(value).Append('\n');

        public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());
    }
}
