using System.Numerics;
using System.Text.Json;
using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>The summary is what the tables add up to, in total and for each data center, to its last digit.</summary>
internal static class SummaryCheck
{
    private const long Million = 1_000_000;

    /// <summary>Checks <c>summary.json</c>.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, IReadOnlyList<FailureTerms> failures, Findings findings)
    {
        var summary = results.Summary;
        findings.Check(summary.GetProperty("complete").GetBoolean(), $"the results are incomplete");
        findings.Equal(summary.GetProperty("seed").GetInt64(), scenario.Seed, $"seed");
        findings.Equal(summary.GetProperty("scenario").GetString(), scenario.Name, $"scenario");
        int[] all = [.. Enumerable.Range(0, scenario.DataCenters.Count)];
        CheckPart(scenario, results, failures, summary, all, "all", findings);
        foreach (var (index, part) in summary.GetProperty("dataCenters").EnumerateArray().Index())
        {
            CheckPart(scenario, results, failures, part, [index], scenario.DataCenters[index].Name, findings);
        }
    }

    private static void CheckPart(
        SwarmScenario scenario,
        ResultRows results,
        IReadOnlyList<FailureTerms> allFailures,
        JsonElement part,
        int[] dataCenters,
        string where,
        Findings findings)
    {
        var jobs = results.Jobs.Where(job => dataCenters.Contains(job.DataCenter)).ToList();
        var failures = allFailures.Where(failure => dataCenters.Contains(failure.Row.DataCenter)).ToList();
        var chips = results.Chips.Where(chip => dataCenters.Contains(chip.DataCenter)).ToList();
        CheckJobs(jobs, part.GetProperty("jobs"), where, findings);
        CheckShift(scenario, jobs, part, where, findings);
        var (idle, busy, failed) =
            (Exact.Sum(chips, chip => chip.Idle), Exact.Sum(chips, chip => chip.Busy), Exact.Sum(chips, chip => chip.Failed));
        CheckFailures(scenario, failures, results.End, part.GetProperty("failures"), where, findings);
        CheckDomains(failures, results.End, idle + busy + failed, part.GetProperty("failures").GetProperty("byDomain"), where, findings);
        var wasted = Exact.Sum(dataCenters, index => WastedIn(scenario, results, index));
        CheckGoodput(jobs, idle + busy + failed, wasted, part.GetProperty("goodput"), where, findings);
        var time = part.GetProperty("chipTime");
        Is(time, "idleChipSeconds", Exact.Seconds(idle));
        Is(time, "busyChipSeconds", Exact.Seconds(busy));
        Is(time, "failedChipSeconds", Exact.Seconds(failed));
        Is(time, "utilization", results.End == 0 ? null : Exact.Ratio(busy, idle + busy + failed, 6));
        var energies = dataCenters.Select(index => EnergyOf(scenario, results, index)).ToList();
        var energy = part.GetProperty("energy");
        var it = Exact.Sum(energies, each => each.It);
        Is(energy, "chipKilowattHours", Exact.KilowattHours(Exact.Sum(energies, each => each.Chips)));
        Is(energy, "itKilowattHours", Exact.KilowattHours(it));
        EnergyPartsCheck.Check(
            [
                .. energies.Zip(dataCenters, (each, index) =>
                    (scenario.DataCenters[index], each.Chips, each.It, scenario.BusyPowerIn(index) is not null)),
            ],
            results.End, energy, where, findings);
        CheckFacility(scenario, results, dataCenters, energy, where, findings);
        var water = dataCenters.Select(index => scenario.DataCenters[index].Water).ToList();
        Is(energy, "waterLitres", water.Contains(null)
            ? null
            : Exact.Ratio(
                energies.Zip(water).Aggregate(BigInteger.Zero, (sum, each) => sum + ((BigInteger)each.First.It * each.Second!.Value)),
                (BigInteger)Exact.NanojoulesPerKilowattHour * Million,
                6));
        Is(energy, "jobKilowattHours", Exact.KilowattHours(Exact.Sum(energies, each => each.Jobs)));
        Is(energy, "meanItKilowatts", results.End == 0 ? null : Exact.Ratio(it, (Int128)results.End * Million, 4));
        foreach (var index in dataCenters)
        {
            CheckHeldTime(scenario, results, index, findings);
        }

        void Is(JsonElement section, string name, decimal? expected) => CheckNumber(section, name, expected, where, findings);
    }

    /// <summary>Jobs that could be postponed, those that were, for how long, and those that were late.</summary>
    private static void CheckShift(SwarmScenario scenario, List<JobRow> jobs, JsonElement part, string where, Findings findings)
    {
        var deadlines = scenario.Sources
            .Where(source => source.Shift is not null)
            .ToDictionary(source => source.Name, source => source.Shift!.Deadline, StringComparer.Ordinal);
        findings.Equal(part.TryGetProperty("shift", out var shift), deadlines.Count > 0, $"{where} tells of postponed jobs");
        if (deadlines.Count > 0)
        {
            var own = jobs.Where(job => deadlines.ContainsKey(job.Source)).ToList();
            Is("jobs", own.Count);
            Is("postponed", own.Count(job => job.Postponed > 0));
            Is("late", own.Count(job => job.CompletionTime > deadlines[job.Source]));
            Is("postponedSeconds", Exact.Seconds(Exact.Sum(own, job => job.Postponed)));
        }

        void Is(string name, decimal? expected) => CheckNumber(shift, name, expected, where, findings);
    }

    /// <summary>Checks what a section says of some jobs.</summary>
    public static void CheckJobs(List<JobRow> jobs, JsonElement section, string where, Findings findings)
    {
        var waits = jobs.Select(job => job.Wait).OfType<long>().Order().ToList();
        var completions = jobs.Select(job => job.CompletionTime).OfType<long>().ToList();
        var lastEnd = jobs.Where(job => job.State == "completed").Max(job => job.End);
        Is("submitted", jobs.Count);
        Is("completed", completions.Count);
        Is("failed", jobs.Count(job => job.State is "failed" or "rejected"));
        Is("rejected", jobs.Count(job => job.State == "rejected"));
        Is("queued", jobs.Count(job => job.State == "queued"));
        Is("running", jobs.Count(job => job.State == "running"));
        Is("restarts", jobs.Sum(job => job.Restarts));
        Is("shrinks", jobs.Sum(job => job.Accounts.Shrinks));
        Is("chipSeconds", Exact.Seconds(Exact.Sum(jobs, job => job.ChipTime)));
        Is("lostChipSeconds", Exact.Seconds(Exact.Sum(jobs, job => job.Accounts.ChipTime.Lost)));
        Is("meanWaitSeconds", waits.Count == 0
            ? null
            : Exact.Ratio(Exact.Sum(waits, wait => wait), (Int128)waits.Count * Million, 4));
        Is("medianWaitSeconds", waits.Count == 0 ? null : Exact.Seconds(waits[(waits.Count - 1) / 2]));
        Is("p95WaitSeconds", waits.Count == 0 ? null : Exact.Seconds(waits[(waits.Count - 1) * 95 / 100]));
        Is("p99WaitSeconds", waits.Count == 0 ? null : Exact.Seconds(waits[(waits.Count - 1) * 99 / 100]));
        Is("maxWaitSeconds", waits.Count == 0 ? null : Exact.Seconds(waits[^1]));
        Is("meanJctSeconds", completions.Count == 0
            ? null
            : Exact.Ratio(Exact.Sum(completions, time => time), (Int128)completions.Count * Million, 4));
        Is("makespanSeconds", lastEnd is { } last ? Exact.Seconds(last - jobs.Min(job => job.Submit)) : null);

        void Is(string name, decimal? expected) => CheckNumber(section, name, expected, where, findings);
    }

    private static void CheckFailures(
        SwarmScenario scenario, List<FailureTerms> failures, long end, JsonElement section, string where, Findings findings)
    {
        var rows = failures.Select(failure => failure.Row).ToList();
        CheckNumber(section, "count", rows.Count, where, findings);
        CheckNumber(section, "jobsHit", rows.Count(row => row.Job is not null), where, findings);
        CheckNumber(section, "lostChipSeconds", Exact.Seconds(Exact.Sum(rows, row => row.LostChipTime)), where, findings);
        CheckNumber(section, "evictedHosts", LemonCheck.Evicted(scenario.Failures, failures), where, findings);

        // A run that ends with its last job may end in the middle of an instant.
        var repairs = section.GetProperty("repairs").GetInt32();
        var least = rows.Count(row => scenario.Duration is null ? row.Repaired < end : row.Repaired <= end);
        findings.Check(
            repairs >= least && repairs <= rows.Count(row => row.Repaired <= end), $"{where}: {repairs} repairs, must be {least}");
        var causes = section.GetProperty("byCause").EnumerateObject().Select(cause => (cause.Name, cause.Value.GetInt32()));
        var expected = rows.GroupBy(row => row.Cause).Select(group => (group.Key, group.Count()));
        findings.Check(causes.Order().SequenceEqual(expected.Order()), $"{where}: failures by cause are not those of the table");
    }

    private static void CheckDomains(
        List<FailureTerms> failures, long end, Int128 chipTime, JsonElement section, string where, Findings findings)
    {
        var domains = failures.GroupBy(failure => failure.Row.Domain).OrderBy(domain => domain.Key, StringComparer.Ordinal).ToList();
        findings.Check(
            section.EnumerateObject().Select(domain => domain.Name).SequenceEqual(domains.Select(domain => domain.Key)),
            $"{where}: domains are not those of the table");
        foreach (var domain in domains)
        {
            var part = section.TryGetProperty(domain.Key, out var found) ? found : default;
            if (part.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            var repairs = domain.Select(failure => failure.Row).Where(row => row.Repaired is not null).ToList();
            var down = Exact.Sum(domain, failure => failure.DownSince is { } since
                ? (Int128)(Math.Min(failure.Row.Repaired ?? end, end) - since) * failure.Row.Chips
                : 0);
            var at = $"{where}, {domain.Key}";
            CheckNumber(part, "count", domain.Count(), at, findings);
            CheckNumber(part, "downChipSeconds", Exact.Seconds(down), at, findings);
            CheckNumber(
                part,
                "availability",
                chipTime == 0 ? null : Exact.Ratio(Int128.Max(0, chipTime - down), chipTime, 6),
                at,
                findings);
            CheckNumber(
                part,
                "meanTimeToRepairSeconds",
                repairs.Count == 0
                    ? null
                    : Exact.Ratio(
                        Exact.Sum(repairs, row => row.Repaired!.Value - row.Failed), (Int128)repairs.Count * Million, 4),
                at,
                findings);
        }
    }

    private static void CheckGoodput(
        List<JobRow> jobs, Int128 chipTime, Int128 wasted, JsonElement section, string where, Findings findings)
    {
        Int128 ChipTime(Func<ChipTimeRow, long> time) => Exact.Sum(jobs, job => time(job.Accounts.ChipTime));
        var (productive, held, awaiting) =
            (ChipTime(time => time.Productive), ChipTime(time => time.Held), ChipTime(time => time.Awaiting));

        // A job that keeps chips waits for the others.
        var waiting = Exact.Sum(jobs, job => (Int128)(job.Accounts.Requeued + job.Accounts.Awaiting) * job.Chips) - awaiting;
        Is("productiveChipSeconds", Exact.Seconds(productive));
        Is("lostWorkChipSeconds", Exact.Seconds(ChipTime(time => time.Lost)));
        Is("detectionChipSeconds", Exact.Seconds(ChipTime(time => time.Hung)));
        Is("restartChipSeconds", Exact.Seconds(ChipTime(time => time.Restarting)));
        Is("checkpointChipSeconds", Exact.Seconds(ChipTime(time => time.Checkpointing)));
        Is("slowedChipSeconds", Exact.Seconds(ChipTime(time => time.Slowed)));
        Is("awaitingChipSeconds", Exact.Seconds(awaiting));
        Is("waitingChipSeconds", Exact.Seconds(waiting));
        Is("ettr", Share(productive, held + waiting));
        Is("goodputOfHeld", Share(productive, held));
        Is("goodputOfFleet", Share(productive, chipTime));
        Is("wastedKilowattHours", Exact.KilowattHours(wasted));
        Is("interruptions", jobs.Sum(job => job.Accounts.Interruptions));
        var sizes = jobs.Where(job => job.Start is not null)
            .GroupBy(job => BitOperations.Log2((uint)job.Chips))
            .OrderBy(size => size.Key)
            .ToList();
        var stated = section.GetProperty("bySize").EnumerateArray().ToList();
        findings.Equal(stated.Count, sizes.Count, $"{where}: sizes of jobs");
        foreach (var (part, size) in stated.Zip(sizes))
        {
            CheckSize(part, size.Key, [.. size], where, findings);
        }

        void Is(string name, decimal? expected) => CheckNumber(section, name, expected, where, findings);
        static decimal? Share(Int128 some, Int128 all) => all == 0 ? null : Exact.Ratio(some, all, 6);
    }

    private static void CheckSize(JsonElement part, int power, List<JobRow> jobs, string where, Findings findings)
    {
        var interruptions = jobs.Sum(job => job.Accounts.Interruptions);
        var worked = Exact.Sum(jobs, job => job.Held - job.Accounts.Hung - job.Accounts.Awaiting);
        CheckNumber(part, "minChips", 1 << power, where, findings);
        CheckNumber(part, "maxChips", (2 << power) - 1, where, findings);
        CheckNumber(part, "jobs", jobs.Count, where, findings);
        CheckNumber(part, "interruptions", interruptions, where, findings);
        CheckNumber(
            part,
            "meanTimeToFailureSeconds",
            interruptions == 0 ? null : Exact.Ratio(worked, (Int128)interruptions * Million, 4),
            where,
            findings);
    }

    /// <summary>What chips drew in vain, in nanojoules. A job whose chip has failed hangs, and one that keeps chips does nothing.</summary>
    private static Int128 WastedIn(SwarmScenario scenario, ResultRows results, int index)
    {
        var jobs = results.Jobs.Where(job => job.DataCenter == index).ToList();
        if (scenario.BusyPowerIn(index) is not { } power)
        {
            return Exact.Sum(jobs, job => Nanojoules(job.Accounts.Wasted));
        }

        var busy = Exact.Sum(results.Chips.Where(chip => chip.DataCenter == index), chip => chip.Busy);
        var rest = Exact.Sum(jobs, job => job.ChipTime) - busy;
        var vain = Exact.Sum(jobs, job => job.Accounts.ChipTime.Held - job.Accounts.ChipTime.Productive);
        return ((vain - rest) * power) + RestOf(scenario, results, index);
    }

    /// <summary>
    /// What chips that jobs held drew while they were not busy, in nanojoules: failed ones or, where jobs keep chips, also idle ones,
    /// and then only the energies of the jobs tell how many.
    /// </summary>
    private static Int128 RestOf(SwarmScenario scenario, ResultRows results, int index)
    {
        var jobs = results.Jobs.Where(job => job.DataCenter == index).ToList();
        var busy = Exact.Sum(results.Chips.Where(chip => chip.DataCenter == index), chip => chip.Busy);
        var power = scenario.DataCenters[index].Power;
        return jobs.TrueForAll(job => job.Accounts.Awaiting == 0)
            ? (Exact.Sum(jobs, job => job.ChipTime) - busy) * power.Failed
            : Exact.Sum(jobs, job => Nanojoules(job.Energy)) - (busy * scenario.BusyPowerIn(index)!.Value);
    }

    /// <summary>Jobs hold chips while these are busy or have failed without anybody knowing, or they keep them only.</summary>
    private static void CheckHeldTime(SwarmScenario scenario, ResultRows results, int index, Findings findings)
    {
        var jobs = results.Jobs.Where(job => job.DataCenter == index).ToList();
        var (held, awaiting) = (Exact.Sum(jobs, job => job.ChipTime), Exact.Sum(jobs, job => job.Accounts.ChipTime.Awaiting));
        var busy = Exact.Sum(results.Chips.Where(chip => chip.DataCenter == index), chip => chip.Busy);
        var unnoticed = Exact.Sum(
            results.Failures.Where(failure => failure.DataCenter == index),
            failure => (Int128)((failure.Detected ?? results.End) - failure.Failed) * failure.Chips);
        findings.Check(
            held >= busy && held - busy <= unnoticed + awaiting,
            $"jobs of data center {index} hold chips for {held} us: busy {busy} us, failed {unnoticed} us at most, kept {awaiting} us");

        if (scenario.BusyPowerIn(index) is not { } busyPower)
        {
            return;
        }

        // What they keep is idle at most for all of that time.
        var (rest, power) = ((double)RestOf(scenario, results, index), scenario.DataCenters[index].Power);
        var (failed, idle) = ((double)(held - busy) * power.Failed, (double)awaiting * (power.Idle - power.Failed));
        var tolerance = 1e-9 * Math.Max(1, (double)(held * busyPower));
        findings.Check(
            rest >= failed + Math.Min(0, idle) - tolerance && rest <= failed + Math.Max(0, idle) + tolerance,
            $"chips of data center {index} that are not busy drew {rest} nJ for jobs, failed ones {failed} nJ, idle ones {idle} nJ more");
    }

    /// <summary>
    /// Energies in nanojoules, that of the facility in millionths of them, from the times of the tables and the powers of the
    /// scenario alone.
    /// </summary>
    private static Energies EnergyOf(SwarmScenario scenario, ResultRows results, int index)
    {
        var dataCenter = scenario.DataCenters[index];
        var power = dataCenter.Power;
        var own = results.Chips.Where(chip => chip.DataCenter == index).ToList();
        if (scenario.BusyPowerIn(index) is not { } busyPower)
        {
            var drawn = Exact.Sum(own, chip => Nanojoules(chip.Energy));
            var withOverhead = drawn + (dataCenter.Overhead * results.End);
            var jobs = Exact.Sum(results.Jobs.Where(job => job.DataCenter == index), job => Nanojoules(job.Energy));
            return new(drawn, withOverhead, jobs);
        }

        var busy = Exact.Sum(own, chip => chip.Busy);
        var chips = (Exact.Sum(own, chip => chip.Idle) * power.Idle)
            + (busy * busyPower)
            + (Exact.Sum(own, chip => chip.Failed) * power.Failed);
        var it = chips + (dataCenter.Overhead * results.End);
        return new(chips, it, (busy * busyPower) + RestOf(scenario, results, index));
    }

    /// <summary>
    /// Facility energy of some data centers: exact where it is known for each of them, else between what the lowest and the highest
    /// PUE make of the IT energy. In any case it is what the time series has.
    /// </summary>
    private static void CheckFacility(
        SwarmScenario scenario, ResultRows results, int[] dataCenters, JsonElement energy, string where, Findings findings)
    {
        const string Name = "facilityKilowattHours";
        var (exact, low, high) = ((BigInteger?)BigInteger.Zero, BigInteger.Zero, BigInteger.Zero);
        foreach (var index in dataCenters)
        {
            var (it, pue) = ((BigInteger)EnergyOf(scenario, results, index).It, scenario.DataCenters[index].Pue);
            exact += FacilityOf(scenario, results, index);
            low += it * pue.Lowest;
            high += it * pue.Highest;
        }

        if (exact is { } facility)
        {
            CheckNumber(energy, Name, InKilowattHours(facility), where, findings);
        }

        var stated = energy.GetProperty(Name).GetDecimal();
        findings.Check(
            stated >= InKilowattHours(low) && stated <= InKilowattHours(high),
            $"{where}: {Name} is {stated}, must be {InKilowattHours(low)} to {InKilowattHours(high)}");
        var sampled = results.Samples.Where(sample => dataCenters.Contains(sample.DataCenter))
            .Sum(sample => sample.FacilityWatts / 1000 * sample.Length / 3.6e9);
        findings.Check(
            Math.Abs(sampled - (double)stated) <= 1e-6 + (1e-9 * sampled), $"{where}: {Name} is {stated}, by the time series {sampled}");
        var jobs = results.Jobs.Where(job => dataCenters.Contains(job.DataCenter)).Sum(job => job.Facility / 3.6e6);
        var ofJobs = energy.GetProperty("jobFacilityKilowattHours").GetDouble();
        findings.Check(
            Math.Abs(jobs - ofJobs) <= 1e-6 + (1e-9 * jobs), $"{where}: jobFacilityKilowattHours is {ofJobs}, by the jobs {jobs}");
    }

    /// <summary>
    /// Facility energy of a data center in millionths of a nanojoule; null: tables do not tell it, since they do not say when chips
    /// were down or slow, or when a job that started again held its own.
    /// </summary>
    private static BigInteger? FacilityOf(SwarmScenario scenario, ResultRows results, int index)
    {
        var place = scenario.DataCenters[index];
        if (!place.Pue.Changes)
        {
            return (BigInteger)EnergyOf(scenario, results, index).It * place.Pue.Highest;
        }

        var jobs = results.Jobs.Where(job => job.DataCenter == index && job.Start is not null).ToList();
        if (scenario.Failures is not null || place.IsSlowed || jobs.Exists(job => job.Restarts > 0 || job.State == "queued" || job.Peers is not null))
        {
            return null;
        }

        var power = place.Power;
        var resting = (BigInteger)(place.Overhead + ((Int128)power.Idle * place.Chips));
        return jobs.Aggregate(
            resting * place.Pue.Integral(0, results.End),
            (sum, job) =>
                sum + ((scenario.PowerFor(index, job.Source) - power.Idle) * job.Chips * place.Pue.Integral(job.Start!.Value, job.End ?? results.End)));
    }

    private static decimal InKilowattHours(BigInteger femtojoules) =>
        Exact.Ratio(femtojoules, (BigInteger)Exact.NanojoulesPerKilowattHour * Million, 6);

    private static Int128 Nanojoules(double joules) => (Int128)Math.Round(joules * 1e9);

    public static void CheckNumber(JsonElement section, string name, decimal? expected, string where, Findings findings)
    {
        var value = section.GetProperty(name);
        var actual = value.ValueKind == JsonValueKind.Null ? (decimal?)null : value.GetDecimal();
        findings.Equal(actual, expected, $"{where}: {name}");
    }

    private readonly record struct Energies(Int128 Chips, Int128 It, Int128 Jobs);
}
