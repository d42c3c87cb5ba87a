using System.Numerics;
using Orleans.Simulation.Core.Brokers;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Fleets;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Tests.Energy;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Brokers;

/// <summary>
/// What a broker decides, worked out anew for each job from the list of all jobs before it: queues are played from their
/// beginning, rates summed step by step, amounts compared as fractions over a common denominator.
/// </summary>
internal sealed class NaiveBroker(FleetPlan fleet)
{
    private readonly List<Sent> _sent = [];

    /// <summary>Decides about the next job.</summary>
    public (int DataCenter, VirtualDuration Postponed) Place(JobArrival job)
    {
        var terms = job.Source < fleet.Broker.Sources.Count ? fleet.Broker.Sources[job.Source] : new SourceTerms();
        int[][] groups = job.DataCenter >= 0 ? [[job.DataCenter]]
            : terms.Affinity.Count > 0 ? [.. terms.Affinity.Select(group => group.ToArray())]
            : [[.. Enumerable.Range(0, fleet.DataCenters.Count)]];
        var options = new List<Option>();
        foreach (var (rank, group) in groups.Index())
        {
            options.AddRange(group
                .Where(index => job.Chips <= fleet.DataCenters[index].LargestJobFor(fleet.DataCenters[index].ActivityOf(job)))
                .Select(index => OptionOf(job, index, rank, terms.Shift)));
        }

        var elsewhere = options.Where(option => !PartsOf(job).Contains(option.DataCenter)).ToList();
        options = elsewhere.Count > 0 ? elsewhere : options;
        if (options.Count == 0)
        {
            var most = groups.SelectMany(group => group).Max(index => fleet.DataCenters[index].Topology.Chips);
            return (groups.SelectMany(group => group).First(index => fleet.DataCenters[index].Topology.Chips == most), default);
        }

        var chosen = Choose(Bearable(options), job);
        _sent.Add(new(chosen.Release, job.Number, chosen.DataCenter, job.Chips, chosen.Service));
        return (chosen.DataCenter, chosen.Release - job.Submit);
    }

    /// <summary>Where parts of the same job have been sent.</summary>
    private IEnumerable<int> PartsOf(JobArrival job) => job.Part is { } part
        ? _sent.Where(sent => sent.Number < job.Number && sent.Number >= job.Number - part.Index).Select(sent => sent.DataCenter)
        : [];

    private List<Option> Bearable(List<Option> options)
    {
        if (fleet.Broker.MaxWait is not { } most)
        {
            return options;
        }

        var bearable = options.Where(option => option.Wait <= most).ToList();
        var shortest = options.Min(option => option.Wait);
        return bearable.Count > 0 ? bearable : [.. options.Where(option => option.Wait == shortest)];
    }

    private Option Choose(List<Option> options, JobArrival job)
    {
        var withRoom = options.Where(option => option.Wait == VirtualDuration.Zero).ToList();
        return fleet.Broker.Policy switch
        {
            BrokerPolicy.FewestAsked => Best(options, option =>
                (_sent.Where(sent => sent.DataCenter == option.DataCenter).Sum(sent => (long)sent.Chips), ChipsOf(option))),
            BrokerPolicy.FirstFit => withRoom.Count > 0 ? withRoom[0] : LeastLoaded(options, job.Submit),
            BrokerPolicy.LeastLoaded => LeastLoaded(options, job.Submit),
            BrokerPolicy.Cheapest => Best(options, option => (CostOf(job, option), 1)),
            BrokerPolicy.Greenest => Best(options, option => (TotalsOf(job, option).Carbon, 1)),
            BrokerPolicy.Fastest => Best(options, option => ((option.Start + option.Service).Microseconds, 1)),
            BrokerPolicy.Affinity => LeastLoaded(
                withRoom.Count > 0 ? [.. withRoom.Where(option => option.Rank == withRoom[0].Rank)] : options, job.Submit),
            _ => Best(options, option => (
                _sent.Where(sent => sent.DataCenter == option.DataCenter).Aggregate(Int128.Zero, (sum, sent) => sum + sent.Work),
                fleet.Broker.Weights[option.DataCenter])),
        };
    }

    private Option LeastLoaded(List<Option> options, VirtualTime now) =>
        Best(options, option => (OutstandingAt(option.DataCenter, now), ChipsOf(option)));

    private int ChipsOf(Option option) => fleet.DataCenters[option.DataCenter].Topology.Chips;

    private static Option Best(List<Option> options, Func<Option, (Int128 Amount, int Size)> measure)
    {
        var denominator = options.Aggregate(BigInteger.One, (product, option) => product * measure(option).Size);
        return options.MinBy(option => measure(option).Amount * (denominator / measure(option).Size));
    }

    private Int128 CostOf(JobArrival job, Option option)
    {
        var electricity = TotalsOf(job, option).Cost;

        // Micro-dollars an hour for some microseconds, in 1 / (3.6 * 10^15 * 10^9) USD.
        var chips = (Int128)(fleet.DataCenters[option.DataCenter].Site.ChipHour ?? 0) * option.Service.Microseconds * 1_000_000_000;
        return fleet.Broker.Cost switch
        {
            CostScope.Electricity => electricity,
            CostScope.ChipHours => chips,
            _ => electricity + chips,
        };
    }

    private SiteTotals TotalsOf(JobArrival job, Option option) => TotalsOf(job, option.DataCenter, option.Start, option.Service);

    private SiteTotals TotalsOf(JobArrival job, int dataCenter, VirtualTime start, VirtualDuration service)
    {
        var plan = fleet.DataCenters[dataCenter];
        return RandomSites.Integral(plan.Site, start, start + service) * plan.Chip.Power.Of(plan.ActivityOf(job)).Milliwatts;
    }

    private Option OptionOf(JobArrival job, int dataCenter, int rank, JobShift? shift)
    {
        var service = ServiceOf(job, fleet.DataCenters[dataCenter]);
        var start = StartOf(dataCenter, job.Submit, job.Chips);
        var release = job.Submit;
        if (shift is not null)
        {
            var changes = ChangesOf(fleet.DataCenters[dataCenter].Site, job.Submit, job.Submit + shift.Deadline - service);
            var instants = Apart(changes, shift.Deadline.Microseconds / 1024).Prepend(job.Submit);
            release = instants.MinBy(instant =>
                TotalsOf(job, dataCenter, VirtualTime.Max(instant, start), service) is var totals && shift.Goal == ShiftGoal.Price
                    ? totals.Cost
                    : totals.Carbon);
        }

        return new(dataCenter, rank, release, VirtualTime.Max(release, start), service);
    }

    /// <summary>The first of some instants, and of the others those that are far enough from the last one taken.</summary>
    private static IEnumerable<VirtualTime> Apart(IEnumerable<VirtualTime> instants, long microseconds)
    {
        long? last = null;
        foreach (var instant in instants)
        {
            if (last is null || instant.Microseconds - last >= microseconds)
            {
                last = instant.Microseconds;
                yield return instant;
            }
        }
    }

    /// <summary>When any rate of a site changes, after one instant and by another, in order.</summary>
    private static IEnumerable<VirtualTime> ChangesOf(SitePlan site, VirtualTime after, VirtualTime by) =>
        new[] { site.Pue, site.Carbon, site.Price }.OfType<RateSeries>()
            .Where(series => series.Step > VirtualDuration.Zero)
            .SelectMany(series => Enumerable.Range(1, 100_000)
                .TakeWhile(step => series.Start + (step * series.Step.Microseconds) <= by.Microseconds)
                .Where(step => series.Repeats || step < series.Values.Count)
                .Select(step => series.Start + (step * series.Step.Microseconds)))
            .Where(time => time > after.Microseconds)
            .Distinct()
            .Order()
            .Select(time => new VirtualTime(time));

    /// <summary>Run time and the pauses for checkpoints on the way, counted one by one.</summary>
    private static VirtualDuration ServiceOf(JobArrival job, DataCenterPlan plan)
    {
        var work = plan.RunTimeOf(job);
        var checkpoints = JobFailureRate.CheckpointsOf(plan, job.Chips);
        var service = work;
        for (var done = checkpoints.Interval; done > VirtualDuration.Zero && done < work; done += checkpoints.Interval)
        {
            service += checkpoints.Overlaps ? VirtualDuration.Zero : checkpoints.Write;
        }

        return service;
    }

    private VirtualTime StartOf(int dataCenter, VirtualTime now, int chips) =>
        Queue(dataCenter, now, new Sent(now, int.MaxValue, dataCenter, chips, VirtualDuration.Zero))[^1].Start;

    private Int128 OutstandingAt(int dataCenter, VirtualTime now)
    {
        var booked = Queue(dataCenter, now).Aggregate(
            Int128.Zero,
            (sum, each) => sum + (Math.Max(0, (each.End - VirtualTime.Max(now, each.Start)).Microseconds) * (Int128)each.Chips));
        return _sent.Where(sent => sent.DataCenter == dataCenter && sent.Release > now).Aggregate(booked, (sum, sent) => sum + sent.Work);
    }

    /// <summary>Plays the queue of a data center from its beginning.</summary>
    private List<(VirtualTime Start, VirtualTime End, int Chips)> Queue(int dataCenter, VirtualTime now, params Sent[] last)
    {
        var played = new List<(VirtualTime Start, VirtualTime End, int Chips)>();
        var before = VirtualTime.Zero;
        var jobs = _sent.Where(sent => sent.DataCenter == dataCenter && sent.Release <= now).OrderBy(sent => (sent.Release, sent.Number));
        foreach (var job in jobs.Concat(last))
        {
            var earliest = VirtualTime.Max(before, job.Release);
            before = played.Select(each => each.End).Append(earliest).Where(time => time >= earliest).Order()
                .First(time => played.Where(each => each.Start <= time && time < each.End).Sum(each => each.Chips) + job.Chips
                    <= fleet.DataCenters[dataCenter].LargestJob);
            played.Add((before, before + job.Service, job.Chips));
        }

        return played;
    }

    private readonly record struct Sent(VirtualTime Release, int Number, int DataCenter, int Chips, VirtualDuration Service)
    {
        public Int128 Work => (Int128)Service.Microseconds * Chips;
    }

    private readonly record struct Option(
        int DataCenter, int Rank, VirtualTime Release, VirtualTime Start, VirtualDuration Service)
    {
        public VirtualDuration Wait => Start - Release;
    }
}
