using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>No job is lost, invented, or ahead of itself, and what it held and lost adds up to what it did.</summary>
internal static class JobCheck
{
    /// <summary>Checks the <c>jobs</c> table.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        CheckConservation(scenario, results, findings);
        CheckRouting(scenario, results, findings);
        foreach (var job in results.Jobs)
        {
            CheckTimes(job, results.End, findings);
            CheckHeld(scenario, job, findings);
            CheckAccounts(scenario, job, results.End, findings);
            CheckSlowed(scenario, job, findings);
            CheckChipTime(scenario, job, findings);
            CheckEnergy(scenario, job, findings);
        }

        foreach (var group in results.Jobs.Where(job => job.End is not null).GroupBy(job => job.DataCenter))
        {
            foreach (var (before, after) in group.Zip(group.Skip(1)))
            {
                findings.Check(before.End <= after.End, $"{after} comes after {before}");
            }
        }

        if (scenario.Duration is { } duration)
        {
            findings.Equal(results.End, duration, $"end of the run");
            return;
        }

        findings.Equal(results.End, results.Jobs.Max(job => job.End ?? long.MaxValue), $"end of the run, with its last job");
    }

    /// <summary>Every job of a trace is there once, those of a generator have numbers without a gap.</summary>
    private static void CheckConservation(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        var jobs = results.Jobs.OrderBy(job => job.Number).ToList();
        findings.Check(
            jobs.Select(job => job.Number).SequenceEqual(Enumerable.Range(0, jobs.Count)),
            $"numbers of jobs have gaps or repeat");
        foreach (var (before, after) in jobs.Zip(jobs.Skip(1)))
        {
            findings.Check(before.Submit <= after.Submit, $"{after} is numbered after {before}");
        }

        foreach (var source in scenario.Sources)
        {
            var own = jobs.Where(job => job.Source == source.Name).OrderBy(job => (job.Row, job.Part)).ToList();
            findings.Check(
                source.DataCenter is not { } only || own.TrueForAll(job => job.DataCenter == only),
                $"jobs of {source.Name} are elsewhere");
            if (source.Trace is { } trace)
            {
                var expected = trace
                    .Where(job => job.Submit <= (scenario.Duration ?? long.MaxValue))
                    .SelectMany((job, row) => job.Over(source.Sites).Select(part => (row, part.Id, part.Submit, part.Chips, part.InFlops)))
                    .ToList();
                findings.Check(
                    own.Select(job => (job.Row, job.Id, job.Submit, job.Chips, job.ModelFlop is not null)).SequenceEqual(expected),
                    $"jobs of {source.Name} are not those of its trace");
                foreach (var (job, stated) in own.Zip(trace.SelectMany(job => job.Over(source.Sites))))
                {
                    findings.Equal(job.Work, stated.WorkIn(scenario.DataCenters[job.DataCenter]), $"work of job {job.Number}");
                }

                continue;
            }

            // The first draws of a generator may be those of jobs that are too large.
            findings.Check(own.Select(job => (job.Row, job.Part)).Distinct().Count() == own.Count, $"rows of {source.Name} repeat");
            foreach (var whole in own.GroupBy(job => job.Row))
            {
                var size = whole.Sum(job => job.Chips);
                var parts = Math.Min(source.Sites, size);
                findings.Check(source.Generator!.Sizes.Contains(size), $"sizes of {source.Name} are others");
                findings.Check(
                    whole.Select(job => (job.Part, job.Parts)).SequenceEqual(
                        parts < 2 ? [(null, null)] : Enumerable.Range(1, parts).Select(part => ((int?)part, (int?)parts))),
                    $"row {whole.Key} of {source.Name} has other parts than {parts}");
                findings.Check(whole.Max(job => job.Chips) - whole.Min(job => job.Chips) <= 1, $"row {whole.Key} is shared out unevenly");
            }
        }
    }

    /// <summary>
    /// A job goes to a data center that it accepts and that is large enough; where the policy is the default, to the one
    /// where least has been asked for, for the size.
    /// </summary>
    private static void CheckRouting(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        var asked = new long[scenario.DataCenters.Count];
        var sources = scenario.Sources.ToDictionary(source => source.Name, StringComparer.Ordinal);
        int[] fits = [.. Enumerable.Range(0, scenario.DataCenters.Count).Select(scenario.LargestJobIn)];
        var siblings = new List<int>();
        var rejected = new HashSet<int>();
        foreach (var job in results.Jobs.OrderBy(job => job.Number))
        {
            if (job.Part is null or 1)
            {
                siblings.Clear();
            }

            var accepted = scenario.AcceptedBy(sources[job.Source]);
            int[] candidates = [.. accepted.Where(index => fits[index] >= job.Chips)];
            int[] apart = [.. candidates.Except(siblings)];
            candidates = apart.Length > 0 || sources[job.Source].Gang ? apart : candidates;
            if (candidates.Length == 0 && job.Peers is not null)
            {
                rejected.Add(job.Number - job.Part!.Value + 1);
            }

            if (candidates.Length == 0)
            {
                candidates = [accepted.MaxBy(index => scenario.DataCenters[index].Chips)];
            }
            else if (scenario.Broker is { Policy: "fewest-asked", MaxWait: null })
            {
                candidates = [candidates.MinBy(index => (decimal)asked[index] / scenario.DataCenters[index].Chips)];
            }

            findings.Check(candidates.Contains(job.DataCenter), $"{job} is not in one of {string.Join(", ", candidates)}");
            var isPlaced = job.Peers is null ? job.Chips <= fits[job.DataCenter] : apart.Length > 0;
            if (isPlaced)
            {
                siblings.Add(job.DataCenter);
                asked[job.DataCenter] += job.Chips;
            }

            CheckPostponement(sources[job.Source].Shift, job, findings);
        }

        // A gang of which a part fits nowhere is rejected at the next tick, if there is one.
        foreach (var job in results.Jobs.Where(job => job.Peers is not null))
        {
            findings.Check(
                rejected.Contains(job.Number - job.Part!.Value + 1)
                    ? job.State == "rejected" || (job.State == "queued" && scenario.TickAfter(job.Submit) > results.End)
                    : job.State != "rejected",
                $"{job} is rejected or not by mistake");
        }
    }

    /// <summary>
    /// A job is postponed if its source says so, to when it can be done by its deadline, and only that saves anything.
    /// </summary>
    private static void CheckPostponement(SwarmShift? shift, JobRow job, Findings findings)
    {
        findings.Check(
            job.Postponed == 0 || (shift is not null && job.Postponed > 0 && job.Postponed + job.Work <= shift.Deadline),
            $"{job} is postponed by {job.Postponed}");
        findings.Check(
            job.Postponed > 0 || (job.SavedCarbon ?? 0, job.SavedCost ?? 0) == (0, 0), $"{job} saves without being postponed");
    }

    private static void CheckTimes(JobRow job, long end, Findings findings)
    {
        findings.Check(job.Submit >= 0 && job.Submit <= end, $"{job} is submitted outside the run");
        findings.Check(job.Start is not { } start || (start >= job.Release && start <= end), $"{job} starts too early or late");
        findings.Check(
            job.End is not { } done || (done >= (job.Start ?? job.Submit) && done <= end), $"{job} ends too early or late");
        findings.Equal(job.Wait, job.Start - job.Submit, $"wait of job {job.Number}");
        findings.Equal(
            job.CompletionTime, job.State == "completed" ? job.End - job.Submit : null, $"completion time of job {job.Number}");
        findings.Equal(
            job.End is not null,
            job.State is "completed" or "failed" or "rejected",
            $"job {job.Number}, {job.State}, has an end");
        findings.Check(job.Start is not null || job is { Held: 0, Lost: 0, Restarts: 0 }, $"{job} never started");
    }

    /// <summary>From its first start to its end, a job holds its chips for one thing or another, or waits for them.</summary>
    private static void CheckAccounts(SwarmScenario scenario, JobRow job, long end, Findings findings)
    {
        var (policy, accounts, mayShed) = (scenario.Failures, job.Accounts, scenario.DataCenters[job.DataCenter].MayShed);
        var (interruptions, hung, restarting) = (accounts.Interruptions, accounts.Hung, accounts.Restarting);
        findings.Equal(
            accounts.Productive + job.Lost + hung + restarting + accounts.Checkpointing + accounts.Slowed + accounts.Awaiting,
            job.Held,
            $"accounts of job {job.Number}");
        findings.Equal(
            job.Held + accounts.Requeued,
            job.Start is { } start ? (job.End ?? end) - start : 0,
            $"time for which job {job.Number} holds or awaits chips");
        var (done, work) = (accounts.ChipTime.Productive, job.Work * job.Chips);
        findings.Check(done >= 0 && done <= work, $"{job} has done too much or little");
        findings.Check(job.State != "completed" || done == work, $"{job} has not done all its work");

        // One that is stopped for power was not interrupted, and does not start at once again.
        var (least, most) = StopsOf(scenario, job);
        findings.Check(
            interruptions <= most && (mayShed || interruptions >= least),
            $"{job} was stopped {least} to {most} times, not {interruptions} times");
        findings.Check(
            restarting >= 0 && restarting <= job.Restarts * (policy?.RestartOf(job.Chips) ?? SwarmFailures.UsualRestart),
            $"{job} took too long to restart");
        var unnoticed = (mayShed ? most : interruptions) + (job.Peers?.Halts ?? 0) + (job.State == "running" ? 1 : 0);
        findings.Check(hung >= 0 && hung <= unnoticed * (policy?.LongestDetection ?? 0), $"{job} hung for too long");
        findings.Check(
            interruptions > 0
                || (mayShed && most > 0)
                || job.Peers is not null
                || (job.Lost, restarting, accounts.Requeued, accounts.Awaiting) == (0, 0, 0, 0),
            $"{job} paid for what did not happen");
        findings.Check(accounts.Wasted >= 0 && accounts.Wasted <= job.Energy, $"{job} wasted more than it drew");
    }

    /// <summary>A job that nothing disturbed draws the power of its activity from its start to its end.</summary>
    private static void CheckEnergy(SwarmScenario scenario, JobRow job, Findings findings)
    {
        if (job is { Start: { } start, End: { } end, Accounts.Interruptions: 0 } && !scenario.DataCenters[job.DataCenter].IsSlowed
            && job is { Restarts: 0, Peers: null })
        {
            var energy = (Int128)(end - start) * job.Chips * scenario.PowerFor(job.DataCenter, job.Source);
            findings.Equal(job.Energy, Exact.Joules(energy), $"energy of job {job.Number}");
        }
    }

    /// <summary>A job holds all its chips, unless it may keep some or shrink, and the chip-times add up.</summary>
    private static void CheckChipTime(SwarmScenario scenario, JobRow job, Findings findings)
    {
        var (accounts, time) = (job.Accounts, job.Accounts.ChipTime);
        findings.Equal(
            time.Productive + time.Lost + time.Hung + time.Restarting + time.Checkpointing + time.Slowed + time.Awaiting,
            time.Held,
            $"chip-time of job {job.Number}");
        findings.Check(
            accounts.Shrinks >= 0 && accounts.Shrinks <= (CanShrink(scenario, job) ? job.Restarts : 0),
            $"{job} shrank {accounts.Shrinks} times");
        findings.Check(accounts.Awaiting == 0 || MayKeep(scenario, job), $"{job} kept chips");
        var fewest = scenario.FewestOf(job.Source, job.Chips, accounts.Shrinks > 0);
        Within(time.Lost, job.Lost, fewest);
        Within(time.Hung, accounts.Hung, fewest);
        Within(time.Restarting, accounts.Restarting, fewest);
        Within(time.Checkpointing, accounts.Checkpointing, fewest);
        Within(time.Awaiting, accounts.Awaiting, 1);

        // What is left over of the last microsecond of a job that has shrunk counts as slow.
        Within(time.Productive + time.Slowed, accounts.Productive + accounts.Slowed, fewest);
        var rest = accounts.Shrinks > 0 && job.State == "completed" ? job.Chips : 1;
        findings.Check(
            time.Slowed >= accounts.Slowed * fewest && time.Slowed < (accounts.Slowed * job.Chips) + rest,
            $"{job} was slowed down on other chips than its own");

        void Within(long chipTime, long held, int chips) => findings.Check(
            chipTime >= held * chips && chipTime <= held * job.Chips, $"{job} held other chips than {chips} to {job.Chips}");
    }

    /// <summary>What is slow takes as many times as long as the scenario says, at most.</summary>
    private static void CheckSlowed(SwarmScenario scenario, JobRow job, Findings findings)
    {
        var policy = scenario.Failures;
        var (slowed, done) = (job.Accounts.Slowed, job.Accounts.Productive + job.Lost + job.Accounts.Checkpointing);

        // Of each pace that an attempt had, work of up to a microsecond is not counted.
        var extra = (policy?.IsEnabled == true ? policy.LargestSlowdown : 100) - 100;
        var rounding = (job.Restarts + 1L) * ((policy?.Components.Count ?? 0) + 1) * ((extra / 100) + 2);
        if (job.DataCenter >= 0 && scenario.DataCenters[job.DataCenter].Limit is { Slows: true } limit)
        {
            // At the lowest speed all the time, and a microsecond or two for each change of it.
            var longest = (done + (done * extra / 100)) * 100 / limit.Speeds[^1].Percent;
            findings.Check(
                slowed >= 0 && slowed <= longest - done + rounding + (job.Held / 1_000_000) + 1000, $"{job} was slowed down by {slowed} us in {done}");
            return;
        }

        findings.Check(
            slowed >= 0 && slowed <= (extra == 0 ? 0 : (done * extra / 100) + rounding),
            $"{job} was slowed down by {slowed} us in {done}");
    }

    /// <summary>
    /// How often a job was stopped, by a failure or for power and not for a peer: as often as it started again, and once more if it has not. Whether one
    /// that keeps chips has is not told where jobs are stopped for power.
    /// </summary>
    public static (int Least, int Most) StopsOf(SwarmScenario scenario, JobRow job)
    {
        if (job.Peers is { } peers)
        {
            return (Math.Max(0, job.Restarts - peers.Halts), Math.Max(0, job.Restarts + 1 - peers.Halts));
        }

        var mayAwait = MayKeep(scenario, job) && job.State == "running";
        if (scenario.DataCenters[job.DataCenter].MayShed)
        {
            return IsStopped(job) ? (job.Restarts + 1, job.Restarts + 1) : (job.Restarts, job.Restarts + (mayAwait ? 1 : 0));
        }

        // One that keeps chips counts as running.
        var stops = job.Restarts + (IsStopped(job) || (mayAwait && job.Accounts.Interruptions > job.Restarts) ? 1 : 0);
        return (stops, stops);
    }

    private static bool CanShrink(SwarmScenario scenario, JobRow job) =>
        scenario.Sources.Single(source => source.Name == job.Source).LeastOf(job.Chips) is not null;

    /// <summary>Whether a job keeps chips when it is interrupted.</summary>
    private static bool MayKeep(SwarmScenario scenario, JobRow job) =>
        scenario.Failures?.InPlace == true || CanShrink(scenario, job) || job.Peers is not null;

    /// <summary>Whether a job has been interrupted and has not started again.</summary>
    private static bool IsStopped(JobRow job) => job.State == "failed" || (job.State == "queued" && job.Start is not null);

    private static void CheckHeld(SwarmScenario scenario, JobRow job, Findings findings)
    {
        var tooLarge = job.Chips > scenario.LargestJobIn(job.DataCenter);
        findings.Check(job.State == "rejected" == tooLarge || job.Peers is not null, $"job {job.Number} is rejected or not by mistake");
        var mayShed = scenario.DataCenters[job.DataCenter].MayShed;
        if (scenario.Failures is not { } policy)
        {
            findings.Check(
                job is { Accounts: { Interruptions: 0, Hung: 0 } } && job.State != "failed" && (mayShed || job.Peers is not null || job is { Restarts: 0, Lost: 0 }),
                $"{job} was hit by failures that do not happen");
            findings.Check(
                job.Peers is not null || job.Lost <= StopsOf(scenario, job).Most * SwarmFailures.UsualCheckpointInterval,
                $"{job} lost more than since its last checkpoint");
            findings.Check(
                job.State != "completed" || job.Held == job.Work + job.Accounts.Slowed + job.Lost + job.Accounts.Restarting + job.Accounts.Awaiting,
                $"{job} held its chips for longer than its work");
            return;
        }

        // What is stopped for power does not count.
        var counted = mayShed || job.Peers is not null ? job.Accounts.Interruptions - (job.State == "failed" ? 1 : 0) : job.Restarts;
        findings.Check(
            counted <= (policy.MaxRestarts ?? int.MaxValue), $"{job} restarted more often than {policy.MaxRestarts} times");
        findings.Check(job.State != "failed" || counted == policy.MaxRestarts || job.Peers is not null, $"{job} was given up too early");
        if (job.State == "completed" && job.Accounts.Shrinks == 0)
        {
            var least = job.Work + job.Lost + job.Accounts.Checkpointing + job.Accounts.Slowed + job.Accounts.Awaiting;
            var most = least + (job.Restarts * (policy.RestartOf(job.Chips) + policy.LongestDetection));
            findings.Check(
                job.Held >= least && job.Held <= most, $"{job} held its chips for less than {least} or more than {most}");
        }
    }
}
