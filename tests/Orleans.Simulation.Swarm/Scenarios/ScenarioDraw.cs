namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>Draws scenarios: small fleets on which a lot happens, with features left out at random.</summary>
internal static class ScenarioDraw
{
    private const long Second = SwarmScenario.Second;
    private const long Minute = 60 * Second;

    /// <summary>Draws a scenario.</summary>
    /// <param name="draw">Its draws.</param>
    /// <param name="name">Its name.</param>
    /// <param name="length">About how long it is.</param>
    public static SwarmScenario Scenario(Draw draw, string name, long length)
    {
        var fails = draw.Chance(0.7);
        var expectedFailures = draw.One(3, 20, 60, 150);
        long? duration = draw.Chance(0.7) ? length + draw.One(0, 1, draw.Between(0L, 10 * Minute)) : null;
        var dataCenters = new SwarmDataCenter[draw.One(1, 1, 1, 2, 2, 3)];
        for (var index = 0; index < dataCenters.Length; index++)
        {
            dataCenters[index] = DataCenter(draw, index, length, (double)expectedFailures / dataCenters.Length);
        }

        var scenario = new SwarmScenario(
            name,
            draw.Between(0L, long.MaxValue - 1),
            duration,
            dataCenters,
            [],
            new(
                draw.One("fifo", "sjf"),

                // Whole racks without a failed chip may never be there.
                duration is null && fails
                    ? draw.One("pool", "nodes", "racks")
                    : draw.One("pool", "nodes", "racks", "cubes", "slices"),
                draw.One(0, 1, 30 * Second, 47_000_001)),
            fails ? new FailureDraw(draw, dataCenters, length, isOpen: duration is null).Failures() : null,
            Math.Max(Second, (length / draw.One(3, 40, 300)) + draw.Between(0, 1_000_000)));

        // Spares must leave something to start jobs on.
        if (Enumerable.Range(0, dataCenters.Length).Any(index => scenario.LargestJobIn(index) < 1))
        {
            scenario = scenario with { Failures = scenario.Failures! with { SpareHostsPerRack = 0 } };
        }

        // A job that waits for many chips at once, or loses all its work again and again, would keep a run without an end
        // going: there are many jobs for each failure.
        var jobs = Math.Max(draw.One(20, 100, 300, 800), fails ? 3 * expectedFailures : 0);
        scenario = scenario with { Sources = Sources(draw, scenario, length, jobs) };

        // Every tick is a call to each data center: thousands of them are enough.
        var news = Math.Clamp(length / 5_000, draw.One(Second, 20 * Second, Minute, Minute, 10 * Minute), 60 * Minute);
        scenario = scenario.HasGangs ? scenario with { News = news } : scenario;
        scenario = draw.Chance(0.7) ? scenario : scenario with
        {
            DataCenters =
            [
                .. scenario.DataCenters.Select(each => each with { Limit = each.Limit?.OfDraw(scenario.HighestDraw(each)) }),
            ],
        };
        scenario = draw.Chance(0.4) ? scenario : scenario with
        {
            Sources = [.. scenario.Sources.Select(source => source with { Priority = draw.One(-1000, -1, 0, 1, 7) })],
        };
        scenario = draw.Chance(0.5) ? scenario : scenario with { Broker = BrokerDraw.Broker(draw, scenario) };
        scenario = scenario.HasRamps && draw.Chance(0.4) ? scenario with { Smoothing = Smoothing(draw) } : scenario;
        return draw.Chance(0.4) ? WithSteps(draw, scenario) : scenario;
    }

    /// <summary>The same scenario with training steps, if any job trains and chips that train draw more than idle ones.</summary>
    private static SwarmScenario WithSteps(Draw draw, SwarmScenario scenario)
    {
        var steps = new SwarmSteps(
            draw.Between(200, 5000),
            draw.One(10_000, 500_000, draw.Between(5_000, 990_000)),
            draw.One(0, 500_000, 1_000_000, draw.Between(1, 1_000_000)),
            draw.Chance(0.5) ? draw.Between(1L, 30_000_000) : 0,
            draw.One(1, 60, draw.Between(1, 86_400)));
        var with = scenario with { Steps = steps };
        return with.HasSteps && scenario.DataCenters.All(each => each.Loads.Busy > each.Loads.Idle) ? with : scenario;
    }

    private static SwarmDataCenter DataCenter(Draw draw, int index, long length, double failures)
    {
        var (perHost, hosts) = draw.One((1, 1), (2, 2), (1, 5), (4, 2), (4, 3), (8, 8), (10, 7), (12, 6), (64, 4));
        var chips = Math.Max(1, draw.One(draw.Between(1, 12), draw.Between(5, 60), draw.Between(20, 120), perHost * hosts));
        var causes = new Dictionary<string, int> { ["memory"] = draw.Between(1, 9) };
        if (draw.Chance(0.6))
        {
            causes["link"] = draw.Between(1, 9);
        }

        var place = new SwarmDataCenter(
            $"dc{index}",
            chips,
            perHost,
            hosts,
            new(
                draw.Between(0L, 100_000),
                draw.Between(100_000L, 1_200_000),
                draw.Between(0L, 150_000),
                draw.Between(0L, 3_000_000),
                draw.Between(0L, 900_000))
            {
                Network = draw.Chance(0.5) ? draw.Between(1L, 700_000) : 0,
            },
            SwarmRate.Always(draw.One(1_000_000, 1_130_000, draw.Between(1_000_000L, 2_000_000))),
            draw.Chance(0.1) ? 0 : Draw.MeanTime(chips * (double)length / failures),
            causes)
        {
            Carbon = draw.Chance(0.7) ? Rate(draw, length, 0, 900_000_007) : null,
            Price = draw.Chance(0.7) ? Rate(draw, length, -50_000_003, 300_000_000) : null,
            Peak = draw.Between(40, 200),
            Water = draw.Chance(0.4) ? draw.Between(0L, 2_000_000) : null,
            Conversion = draw.Chance(0.3) ? draw.One(500_000, 950_000, draw.Between(500_000, 999_999)) : SwarmPower.NoLoss,
        };
        place = draw.Chance(0.2) ? InRegion(draw, place, draw.One(SwarmRegion.All)) : place;
        place = draw.Chance(0.4) && Weather(draw, length) is var weather ? place with { Weather = weather, Pue = weather.Pue } : place;
        return draw.Chance(place.Pue.Changes ? 0.7 : 0.4)
            ? place with
            {
                Limit = Limit(draw, place, draw.Between(Math.Max(1, chips / (place.Pue.Changes ? 4 : 2)), chips)),
            }
            : place;
    }

    /// <summary>A data center that leaves to its region what it does not know, and at times also what it could know.</summary>
    private static SwarmDataCenter InRegion(Draw draw, SwarmDataCenter place, SwarmRegion region) => place with
    {
        Region = region,
        Pue = draw.Chance(0.6) ? region.Pue : place.Pue,
        Carbon = draw.Chance(0.5) ? region.Carbon : place.Carbon ?? region.Carbon,
        Price = draw.Chance(0.5) ? region.Price ?? place.Price : place.Price ?? region.Price,
        Water = place.Water ?? region.Water,
    };

    private static SwarmWeather Weather(Draw draw, long length)
    {
        var seconds = Math.Max(1, length / Second / draw.Between(3, 60));
        return new(
            draw.Between(0, seconds - 1) * Second,
            seconds * Second,
            [.. Enumerable.Range(0, draw.Between(2, 40)).Select(_ => (draw.Between(-250, 520), draw.Between(0, 100)))],
            draw.Between(1_000_000, 1_200_000) / 1e6m,
            draw.Between(0, 250) / 10m,
            draw.Between(1_000, 60_000) / 1e6m);
    }

    private static SwarmSmoothing Smoothing(Draw draw) => new(
        draw.Between(1L, 20_000_000), draw.Chance(0.6), draw.Chance(0.6) ? draw.Between(1L, 20_000_000) : 0, draw.Between(1, 5000));

    private static SwarmPowerLimit Limit(Draw draw, SwarmDataCenter place, int chips)
    {
        // With a PUE that changes, jobs can be stopped: the sooner the less power there is.
        var control = place.Pue.Changes
            ? draw.One("admit", "cap", "cap", "report", "shed", "shed", "shed")
            : draw.One("admit", "cap", "report", "shed");
        SwarmSpeed[] speeds = control == "cap"
            ? [new(draw.Between(60, 99), draw.Between(50, 100)), new(draw.Between(5, 59), draw.Between(0, 50))]
            : [];
        return SwarmPowerLimit.For(place, chips, control, speeds);
    }

    private static SwarmRate Rate(Draw draw, long length, long low, long high)
    {
        if (draw.Chance(0.3))
        {
            return new(0, 0, [draw.Between(low, high)]);
        }

        var step = draw.One(Second, 5 * Minute, Math.Max(Second, length / draw.Between(2, 30)));
        return new(
            draw.Between(0, step - 1),
            step,
            [.. Enumerable.Range(0, draw.Between(2, 40)).Select(_ => draw.Between(low, high))]);
    }

    private static List<SwarmSource> Sources(Draw draw, SwarmScenario scenario, long length, int jobs)
    {
        var sources = new List<SwarmSource>();
        var count = draw.One(1, 1, 2);
        for (var index = 0; index < count; index++)
        {
            var pinned = draw.Chance(0.3) ? draw.Between(0, scenario.DataCenters.Count - 1) : (int?)null;
            var accepting = new SwarmSource($"source{index}", pinned)
            {
                Affinity = pinned is null ? BrokerDraw.Affinity(draw, scenario.DataCenters.Count) : [],
            };
            var room = scenario.AcceptedBy(accepting).Max(scenario.LargestJobIn);
            var chips = scenario.AcceptedBy(accepting).Sum(each => scenario.DataCenters[each].Chips);
            var isTrace = scenario.Duration is null || draw.Chance(0.4);
            var largest = Math.Max(1, scenario.Duration is null ? room / 4 : room);
            int[] sizes = [1, .. Enumerable.Range(0, draw.Between(0, 3)).Select(_ => draw.Between(1, largest))];
            var load = (0.3 + (0.7 * draw.Fraction())) / count;
            var work = Math.Max(Second, (long)(load * chips * length / (sizes.Average() * jobs)));
            accepting = accepting with { Shift = BrokerDraw.Shift(draw, scenario, accepting, length) };
            var source = isTrace
                ? accepting with { Trace = Trace(draw, length, jobs, sizes, work, room) }
                : accepting with
                {
                    Generator = new(
                        Math.Max(1, length / jobs), work, draw.One(0m, 0.5m, 1.2m), [.. sizes.Where(size => size <= room)])
                    {
                        InFlops = draw.Chance(0.4),
                        Mfu = draw.One(0, 0, 250_000, draw.Between(100_000, 1_000_000)),
                    },
                };
            // What there is power for is counted in chips that train.
            if (draw.Chance(0.4) && scenario.DataCenters.All(each => each.Limit is null))
            {
                source = source with { Activity = draw.One("loaded", "memory-bound", "compute-bound") };
            }

            if (scenario.AcceptedBy(source).Count is > 1 and var most && draw.Chance(0.5))
            {
                source = source with { Sites = draw.Between(2, most) };
                if (draw.Chance(0.6))
                {
                    sources.Add(Gang(source));
                    continue;
                }
            }

            var shrinking = source with { Shrink = draw.One((1, 1), (500_000, 1), (300_000, 2)) };

            // Wired slices cannot shrink, and of a generator, one of the sizes at least must be able to.
            var canShrink = scenario.Scheduling.Placement != "slices"
                && (shrinking.Generator is not { } generator || generator.Sizes.Any(size => shrinking.LeastOf(size) is not null));
            sources.Add(draw.Chance(0.4) && canShrink ? shrinking : source);
        }

        return sources;
    }

    /// <summary>The same jobs as gangs: they state run times, go at once, and need all their chips.</summary>
    private static SwarmSource Gang(SwarmSource source) => source with
    {
        Gang = true,
        Shift = null,
        Trace = source.Trace?.Select(job => job with { Amount = 0, Parameters = 0, Mfu = 0 }).ToList(),
        Generator = source.Generator is { } generator ? generator with { InFlops = false } : null,
    };

    private static List<SwarmJob> Trace(Draw draw, long length, int jobs, int[] sizes, long work, int room)
    {
        var trace = new List<SwarmJob>();
        var step = draw.One(1, Second, 10 * Minute);
        for (var row = 0; row < jobs; row++)
        {
            var submit = draw.Between(0, length) / step * step;
            var chips = draw.Chance(0.01) ? room + 1 : draw.One(sizes);
            trace.Add(new(string.Empty, submit, draw.Chance(0.03) ? 0 : draw.Between(0, 2 * work), chips));
        }

        trace = draw.Chance(0.4) ? [.. trace.Select(job => draw.Chance(0.7) ? InFlops(draw, job) : job)] : trace;
        return [.. trace.OrderBy(job => job.Submit).Select((job, row) => job with { Id = $"job-{row}" })];
    }

    /// <summary>A job that states FLOPs which take about as long as it has worked.</summary>
    private static SwarmJob InFlops(Draw draw, SwarmJob job)
    {
        var flop = Math.Max(1, (decimal)job.Work * job.Chips * SwarmGenerator.UsualTeraflops * 1_000_000);
        var parameters = draw.One(0, draw.Between(1L, 1_000_000_000_000));
        return flop > long.MaxValue && parameters == 0 ? job : job with
        {
            Parameters = parameters,
            Amount = (long)Math.Max(1, parameters > 0 ? flop / 6 / parameters : flop),
            Mfu = draw.One(0, 0, draw.Between(250_000, 1_000_000)),
        };
    }
}
