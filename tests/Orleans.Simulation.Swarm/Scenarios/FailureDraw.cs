namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>Draws what fails and what is done about it, with features left out at random.</summary>
/// <param name="draw">The draws.</param>
/// <param name="dataCenters">Data centers of the fleet.</param>
/// <param name="length">About how long the run is.</param>
/// <param name="isOpen">
/// Whether it ends with its last job: then failures are so few and so soon over that all jobs get done.
/// </param>
internal sealed class FailureDraw(Draw draw, IReadOnlyList<SwarmDataCenter> dataCenters, long length, bool isOpen)
{
    private const long Second = SwarmScenario.Second;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private const int MostComponents = 4;
    private const int MostOutages = 12;

    private static readonly string[] Domains = ["host", "rack", "interconnect", "burst", "data-center", "job"];

    /// <summary>Draws all of it.</summary>
    public SwarmFailures Failures()
    {
        var failures = new SwarmFailures(
            draw.One(0, 1, 15 * Second, 5 * Minute),
            Repair(draw.One(0, 200 * Second, Hour)),
            draw.One(0, 7 * Second, 5 * Minute),
            draw.One(0, 40 * Second, 30 * Minute),
            draw.One<int?>(null, null, 0, 1, 3))
        {
            IsEnabled = draw.Chance(0.9),
            IdleRatePerMille = draw.One(1000, 1000, 0, 250, 999),
            // Chips that wear out never live for as long as some jobs work.
            Shape = draw.One(1m, 1m, 0.7m, isOpen ? 1m : 3m),
            RepairCrews = draw.Chance(0.3) ? draw.Between(1, 3) : null,
            ReturnTest = draw.Chance(0.3) ? draw.One(30 * Second, 20 * Minute) : 0,
            RestartPerThousandChips = draw.Chance(0.3) ? draw.One(47 * Second, Hour) : 0,
            Spares = draw.Chance(0.25) ? draw.Between(0, dataCenters.Min(each => each.Chips) / 3) : 0,
            SpareHostsPerRack = draw.Chance(0.25) ? draw.Between(0, dataCenters.Min(each => each.HostsPerRack) - 1) : 0,
            Lemons = draw.Chance(0.3) ? Lemons() : null,
            Components = draw.Chance(0.6) ? [.. Enumerable.Range(0, draw.Between(1, MostComponents)).Select(Component)] : [],
            Outages = draw.Chance(0.4) ? Outages() : [],
        };
        failures = draw.Chance(0.5) ? Checkpoints(failures) : failures;
        failures = draw.Chance(0.4)
            ? failures with { InPlace = true, Patience = draw.One<long?>(null, null, 0, 90 * Second, Hour) }
            : failures;
        failures = failures with { Components = WithBatteries(failures.Components) };

        // Without failures of its own or a trace, nothing would happen.
        return isOpen ? Mild(failures) : failures;
    }

    private static SwarmFailures Mild(SwarmFailures failures) => failures with
    {
        RepairCrews = null,
        ReturnTest = Math.Min(failures.ReturnTest, 30 * Second),
        RestartPerThousandChips = 0,
        CheckpointWrite = Math.Min(failures.CheckpointWrite, 2 * Second),
        CheckpointGigabytes = failures.CheckpointRule is not null && failures.CheckpointWrite == 0 ? 1 : 0,
        Lemons = failures.Lemons is { } lemons ? lemons with { Factor = 2, EvictAfter = null } : null,
    };

    private SwarmRepair Repair(long typical) => draw.One(0, 0, 1, 2) switch
    {
        1 => new(typical, "exponential"),
        2 => new(typical, "lognormal", draw.One(0.3m, 1.2m)),
        _ => new(typical),
    };

    private SwarmLemons Lemons() => new(
        draw.One(0.1m, 0.5m),
        draw.Between(2, 20),
        draw.Chance(0.5) ? draw.Between(1, 4) : null,
        Math.Max(Second, length / draw.One(1, 10, 50)));

    private SwarmFailures Checkpoints(SwarmFailures failures)
    {
        var rule = draw.One(null, "young", "daly");
        var gigabytes = draw.Chance(0.4) ? draw.Between(1, 8) : 0;
        var write = rule is null
            ? draw.One(0, failures.CheckpointInterval / 8, failures.CheckpointInterval)
            : draw.One(gigabytes > 0 ? 0 : 1, Second, 50 * Second);
        return failures with
        {
            CheckpointRule = rule,
            CheckpointWrite = write,
            CheckpointGigabytes = gigabytes,
            CheckpointsOverlap = draw.Chance(0.3),
        };
    }

    private SwarmComponent Component(int index)
    {
        var domain = draw.One(Domains);
        var expected = isOpen ? draw.One(1, 3) : draw.One(1, 5, 40);
        int? hosts = domain is "interconnect" or "burst" ? draw.Between(1, 5) : null;
        bool? perChip = domain == "job" ? draw.One<bool?>(null, false, true) : null;
        var component = new SwarmComponent(
            $"{domain}-{index}",
            domain,
            Draw.MeanTime(length * UnitsOf(domain, hosts, perChip == true) / expected))
        {
            Shape = domain is "host" or "rack" ? draw.One<decimal?>(null, 0.7m, 2.5m) : null,
            Hosts = hosts,
            PerChip = perChip,
            Detection = draw.One<long?>(null, 0, 20 * Second, 10 * Minute),
            Silent = domain == "job" ? draw.One<bool?>(null, false, true) : null,
        };
        return domain == "job" ? component : component with
        {
            SlowdownPercent = draw.One<int?>(null, null, 101, 137, 1000),
            Repair = isOpen ? new(length / 200)
                : draw.Chance(0.6) ? Repair(draw.One(0, 90 * Second, Math.Max(1, length / 30)))
                : null,
        };
    }

    /// <summary>The first cause of data centers as a whole may have batteries for about as long as it lasts.</summary>
    private List<SwarmComponent> WithBatteries(IReadOnlyList<SwarmComponent> components)
    {
        var all = components.ToList();
        var first = all.FindIndex(component => component.Domain == "data-center");
        if (first >= 0 && draw.Chance(0.7))
        {
            var typical = all[first].Repair?.Typical ?? Minute;
            all[first] = all[first] with
            {
                SlowdownPercent = null,
                RideThrough = Math.Max(1, draw.One(typical / 2, typical, 2 * typical, 30 * Second)),
                Recharge = draw.One<long?>(null, 1, Minute, Math.Max(1, length)),
            };
        }

        return all;
    }

    /// <summary>How many of a component there are, for jobs about how many run at a time.</summary>
    private double UnitsOf(string domain, int? hosts, bool isPerChip) => domain switch
    {
        "host" => dataCenters.Sum(each => each.Hosts),
        "rack" => dataCenters.Sum(each => each.Racks),
        "interconnect" => dataCenters.Sum(each => (double)each.Hosts / hosts!.Value),
        "job" => isPerChip ? dataCenters.Sum(each => each.Chips) : 5,
        _ => dataCenters.Count,
    };

    private List<SwarmOutage> Outages()
    {
        var outages = new List<SwarmOutage>();
        var count = draw.Between(1, MostOutages);
        for (var index = 0; index < count; index++)
        {
            var dataCenter = draw.Between(0, dataCenters.Count - 1);
            var place = dataCenters[dataCenter];
            var chip = draw.Between(0, place.Chips - 1);
            var (rack, slot) = Math.DivRem(chip, place.ChipsPerRack);
            var level = draw.Between(0, 3);
            var step = draw.One(1, Second);
            outages.Add(new(
                draw.Between(0, length) / step * step,
                dataCenter,
                level == 0 ? null : rack,
                level == 2 ? slot / place.ChipsPerHost : null,
                level == 3 ? slot : null,
                draw.Between(1, Math.Max(1, length / (isOpen ? 200 : 20))),
                draw.One(string.Empty, "maintenance", "flood: cellar")));
        }

        return outages;
    }
}
