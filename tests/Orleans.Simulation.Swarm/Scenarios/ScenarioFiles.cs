using System.Text;

namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>The files of a scenario: what a user would write.</summary>
internal static class ScenarioFiles
{
    /// <summary>Writes scenario and traces into a folder.</summary>
    /// <returns>Path of the scenario's file.</returns>
    public static string Write(SwarmScenario scenario, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var source in scenario.Sources.Where(source => source.Trace is not null))
        {
            File.WriteAllText(Path.Combine(folder, source.FileIn(scenario)), TraceOf(source));
        }

        if (FailureFiles.TraceOf(scenario) is { } failures)
        {
            File.WriteAllText(Path.Combine(folder, failures), FailureFiles.TextOfTrace(scenario));
        }

        foreach (var (index, place) in scenario.DataCenters.Index())
        {
            WriteSeries(place.Carbon, Path.Combine(folder, SeriesOf(scenario, index, "carbon")), "time,carbon_grams_per_kwh");
            if (place.Weather is { } weather)
            {
                File.WriteAllText(Path.Combine(folder, WeatherOf(scenario, index)), weather.Text());
            }

            WriteSeries(place.Price, Path.Combine(folder, SeriesOf(scenario, index, "price")), "time,price_usd_per_mwh");
        }

        var file = Path.Combine(folder, scenario.Name + ".yaml");
        File.WriteAllText(file, TextOf(scenario));
        return file;
    }

    /// <summary>The YAML text.</summary>
    public static string TextOf(SwarmScenario scenario)
    {
        var text = new StringBuilder();
        text.Append($"name: {scenario.Name}\nseed: {scenario.Seed}\n");
        text.Append(scenario.Duration is { } duration ? $"duration: {duration}us\n" : string.Empty);
        var hasSeries = scenario.DataCenters.Any(each =>
            each.Weather is not null || each.Carbon is { Step: > 0 } || each.Price is { Step: > 0 });
        text.Append(hasSeries ? $"startsAt: {SwarmRate.StartsAt}\n" : string.Empty);
        text.Append("fleet:\n  dataCenters:\n");
        foreach (var (index, each) in scenario.DataCenters.Index())
        {
            text.Append($"    - {{ name: {each.Name}, rack: rack-{each.Name}, ");
            text.Append(each.Region is { } region ? $"region: {region.Name}, " : string.Empty);
            text.Append(RateIn(Own(each.Carbon, each.Region?.Carbon), "carbon", "g/kWh", SeriesOf(scenario, index, "carbon")));
            text.Append(RateIn(Own(each.Price, each.Region?.Price), "price", "USD/MWh", SeriesOf(scenario, index, "price")));
            text.Append(each.Water is { } water && water != each.Region?.Water
                ? $"water: {water / 1e6m:0.000000} L/kWh, "
                : string.Empty);
            text.Append(scenario.Broker.Weights.Count > 0 ? $"weight: {scenario.Broker.Weights[index]}, " : string.Empty);
            text.Append(each.Limit is { } limit
                ? $"power: {{ {Provisioned(limit)}, control: {limit.Control}{Speeds(limit)} }}, "
                : string.Empty);
            text.Append(each.Weather is { } weather ? $"pue: {weather.Keys(WeatherOf(scenario, index))}, "
                : Own(each.Pue, each.Region?.Pue) is { } pue ? $"pue: {pue.Highest / 1e6m:0.000000}, "
                : string.Empty);
            text.Append($"chips: {each.Chips} }}\n");
        }

        AddTypes(scenario, text);
        text.Append("workload:\n  sources:\n");
        foreach (var source in scenario.Sources)
        {
            AddSource(scenario, source, text);
        }

        if (scenario.Broker != SwarmBroker.Default || scenario.HasGangs)
        {
            var news = scenario.HasGangs ? $", news: {scenario.News}us" : string.Empty;
            var wait = scenario.Broker.MaxWait is { } most ? $", maxWait: {most}us" : string.Empty;
            text.Append($"broker: {{ policy: {scenario.Broker.Policy}{wait}{news} }}\n");
        }

        text.Append("compute: { scaling: [{ chips: 8, factor: 0.9 }] }\n");
        var scheduling = scenario.Scheduling;
        text.Append($"scheduler: {{ order: {scheduling.Order}, placement: {scheduling.Placement}, ");
        text.Append($"interval: {scheduling.Interval}us }}\n");
        FailureFiles.Add(scenario, text);
        string[] power =
        [
            scenario.HasRamps ? $"rampInterval: {scenario.SampleInterval}us" : string.Empty,
            scenario.Smoothing?.Keys ?? string.Empty,
            scenario.Steps?.Keys ?? string.Empty,
        ];
        text.Append($"power: {{ {string.Join(", ", power.Where(keys => keys.Length > 0))} }}\n");
        text.Append($"outputs: {{ interval: {scenario.SampleInterval}us, tables: csv }}\n");
        return text.ToString();
    }

    /// <summary>A rate that the data center says itself; null: its region does.</summary>
    private static SwarmRate? Own(SwarmRate? rate, SwarmRate? ofRegion) => ReferenceEquals(rate, ofRegion) ? null : rate;

    private static string WeatherOf(SwarmScenario scenario, int dataCenter) => $"{scenario.Name}-weather-{dataCenter}.json";

    private static string SeriesOf(SwarmScenario scenario, int dataCenter, string what) =>
        $"{scenario.Name}-{what}-{dataCenter}.csv";

    private static void WriteSeries(SwarmRate? rate, string file, string header)
    {
        if (rate is { Step: > 0 })
        {
            File.WriteAllText(file, rate.Text(header));
        }
    }

    private static string Provisioned(SwarmPowerLimit limit) => limit.Oversubscription is { } times
        ? $"oversubscription: {times / 1e6m:0.000000}"
        : $"provisioned: {limit.Provisioned / 1000m:0.000} W";

    private static string Speeds(SwarmPowerLimit limit)
    {
        var speeds = limit.Speeds.Select(each => $"{{ speed: {each.Percent / 100m:0.00}, power: {each.PowerPercent / 100m:0.00} }}");
        return limit.Slows ? $", raiseInterval: 7s, speeds: [{string.Join(", ", speeds)}]" : string.Empty;
    }

    private static string RateIn(SwarmRate? rate, string key, string unit, string file) => rate switch
    {
        null => string.Empty,
        { Step: 0 } => $"{key}: {rate.Values[0] / 1e6m:0.000000} {unit}, ",
        _ => $"{key}: {{ file: {file}, repeat: true }}, ",
    };

    private static string Network(SwarmDataCenter place) =>
        place.Loads.Network == 0 ? string.Empty : $", networkOverhead: {place.Loads.Network} mW";

    private static string Conversion(SwarmDataCenter place) =>
        place.Conversion == SwarmPower.NoLoss ? string.Empty : $", conversion: {place.Conversion / 1e6m:0.000000}";

    private static void AddTypes(SwarmScenario scenario, StringBuilder text)
    {
        text.Append("rackTypes:\n");
        foreach (var each in scenario.DataCenters)
        {
            text.Append($"  rack-{each.Name}: {{ chip: chip-{each.Name}, chipsPerHost: {each.ChipsPerHost}, hostsPerRack: "
                + $"{each.HostsPerRack}, hostOverhead: {each.Loads.Host} mW, rackOverhead: {each.Loads.Rack} mW{Network(each)}{Conversion(each)} }}\n");
        }

        text.Append("chipTypes:\n");
        foreach (var each in scenario.DataCenters)
        {
            text.Append($"  chip-{each.Name}:\n    idle: {each.Loads.Idle} mW\n    busy: {each.Loads.Busy} mW\n");
            text.Append($"    loaded: {each.Loads.Of("loaded")} mW\n    memoryBound: {each.Loads.Of("memory-bound")} mW\n");
            text.Append($"    computeBound: {each.Loads.Of("compute-bound")} mW\n");
            text.Append($"    peak: {{ bf16: {each.Peak} TFLOP/s }}\n    mfu: 0.5\n");
            text.Append($"    failed: {each.Loads.Failed} mW\n    meanTimeToFailure: {each.MeanTimeToFailure}us\n    causes:\n");
            foreach (var (cause, weight) in each.Causes)
            {
                text.Append($"      - {{ name: {cause}, weight: {weight} }}\n");
            }
        }
    }

    private static void AddSource(SwarmScenario scenario, SwarmSource source, StringBuilder text)
    {
        text.Append($"    - name: {source.Name}\n");
        text.Append(source.DataCenter is { } index ? $"      dataCenter: {scenario.DataCenters[index].Name}\n" : string.Empty);
        text.Append(source.Activity == "training" ? string.Empty : $"      activity: {source.Activity}\n");
        text.Append(scenario.Steps is { } steps && source.Activity == "training" ? $"      {steps.Key}\n" : string.Empty);
        text.Append(source.Priority == 0 ? string.Empty : $"      priority: {source.Priority}\n");
        text.Append(source.Sites == 1 ? string.Empty : $"      sites: {source.Sites}\n");
        text.Append(source.Gang ? "      gang: true\n" : string.Empty);
        text.Append(source.Shrink is { } shrink
            ? $"      shrink: {{ to: {shrink.To / 1e6m:0.000000}, step: {shrink.Step} }}\n"
            : string.Empty);
        if (source.Affinity.Count > 0)
        {
            var items = source.Affinity.Select(each => $"{{ dataCenter: {scenario.DataCenters[each].Name} }}");
            text.Append($"      affinity: [{string.Join(", ", items)}]\n");
        }

        text.Append(source.Shift is { } shift
            ? $"      shift: {{ deadline: {shift.Deadline}us, by: {shift.By} }}\n"
            : string.Empty);
        if (source.Generator is not { } generator)
        {
            text.Append($"      trace: {source.FileIn(scenario)}\n");
            return;
        }

        text.Append($"      generator:\n        meanInterarrival: {generator.MeanInterarrival}us\n");
        text.Append("        minRunTime: 1s\n        sizes:\n");
        foreach (var size in generator.Sizes)
        {
            text.Append($"          - {{ chips: {size}, weight: 1, ");
            text.Append(generator is { InFlops: true, Mfu: > 0 } ? $"mfu: {generator.Mfu / 1e6m:0.000000}, " : string.Empty);
            text.Append(generator.InFlops
                ? $"work: {generator.MedianGigaflop(size):0.###} GFLOP, "
                : $"medianRunTime: {generator.MedianRunTime}us, ");
            text.Append($"sigma: {generator.Sigma} }}\n");
        }
    }

    private static string TraceOf(SwarmSource source)
    {
        var inFlops = source.Trace!.Any(job => job.InFlops);
        var text = new StringBuilder(inFlops ? "work_tflop,mfu,tokens,parameters," : string.Empty);
        text.Append("job_id,submit_s,duration_s,chips\n");
        foreach (var job in source.Trace!)
        {
            text.Append(inFlops ? FlopsOf(job) : string.Empty);
            text.Append($"{job.Id},{job.Submit / 1e6m:0.######},");
            text.Append(job.InFlops ? string.Empty : $"{job.Work / 1e6m:0.######}").Append($",{job.Chips}\n");
        }

        return text.ToString();
    }

    private static string FlopsOf(SwarmJob job)
    {
        var mfu = job.Mfu > 0 ? $"{job.Mfu / 1e6m:0.000000}" : string.Empty;
        return !job.InFlops ? ",,,,"
            : job.Parameters > 0 ? $",{mfu},{job.Amount},{job.Parameters},"
            : $"{job.Amount / 1e12m:0.000000000000},{mfu},,,";
    }
}
