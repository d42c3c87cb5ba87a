using Orleans.Simulation.Swarm.Scenarios;

namespace Orleans.Simulation.Swarm.Checks;

/// <summary>Failures are noticed and repaired when the scenario says, and what they cost is what their jobs lost.</summary>
internal static class FailureCheck
{
    /// <summary>Checks the <c>failures</c> table.</summary>
    public static void Check(SwarmScenario scenario, ResultRows results, IReadOnlyList<FailureTerms> failures, Findings findings)
    {
        if (scenario.Failures is not { } policy)
        {
            findings.Equal(results.Failures.Count, 0, $"failures where nothing fails");
            return;
        }

        var jobs = results.Jobs.ToDictionary(job => job.Number);
        foreach (var failure in failures)
        {
            CheckTimes(policy, failure, results.End, findings);
            CheckCost(scenario, failure, jobs, results.End, findings);
            if (!failure.DataCenter.MayShed)
            {
                CheckSilent(policy, failure, jobs, findings);
            }
        }

        foreach (var group in failures.GroupBy(failure => failure.Row.DataCenter))
        {
            CheckOrder([.. group], findings);
            CheckComponents([.. group], findings);
            CheckCrews(policy, [.. group.Where(failure => failure.NeedsCrew && failure.Row.Detected is not null)], results.End, findings);
        }

        CheckOutages(scenario, policy, failures, results.End, findings);
        CheckLost(scenario, results, findings);
    }

    private static void CheckTimes(SwarmFailures policy, FailureTerms failure, long end, Findings findings)
    {
        var row = failure.Row;
        findings.Check(failure.IsKnown, $"nothing in the scenario fails like {row}");
        findings.Check(failure.IsInPlace, $"{row} cannot be there, or takes down more or less");
        findings.Check(row.Failed >= 0 && row.Failed <= end, $"{row} is outside the run");
        var detected = row.Failed + failure.Detection;
        findings.Equal(row.Detected, detected <= end ? detected : null, $"detection of {row}");
        if (failure.IsOfJob)
        {
            findings.Equal((row.RepairStart, row.Repaired), (null, null), $"repair of a job: {row}");
            return;
        }

        findings.Equal(row.Repaired is null, row.RepairStart is null, $"half a repair: {row}");
        findings.Check(
            failure.NeedsCrew && policy.RepairCrews is not null
                ? row.RepairStart is not { } start || start >= row.Detected
                : row.RepairStart == row.Detected,
            $"{row} waited for no crew, or was repaired before anybody knew");
        if (row.RepairStart is not { } begin || failure.IsOutage)
        {
            return;
        }

        var (time, isExact) = failure.Repair;
        findings.Check(
            isExact ? row.Repaired == begin + time : row.Repaired >= begin + time, $"end of the repair, after {time} us, of {row}");
    }

    private static void CheckCost(
        SwarmScenario scenario, FailureTerms failure, Dictionary<int, JobRow> jobs, long end, Findings findings)
    {
        var row = failure.Row;
        var place = failure.FirstChip is { } first ? first + failure.FirstOfDataCenter : (int?)null;
        findings.Equal(row.Chip, place, $"chip at the place of {row}");
        findings.Equal(row.Job is not null, row.JobsHit > 0, $"jobs hit by {row}");
        findings.Check(!failure.IsOfJob || row.JobsHit == 1, $"{row} hit other jobs than its own");
        if (row.Job is not { } number)
        {
            findings.Check(row is { Lost: 0, LostChips: 0, LostChipTime: 0 }, $"{row} hit no job and lost work");
            return;
        }

        var job = jobs.GetValueOrDefault(number);
        findings.Check(job?.DataCenter == row.DataCenter, $"{row} hit a job of another data center: {job}");
        findings.Check(job?.Start <= (row.Detected ?? end), $"{row} hit a job that had not started");
        findings.Check(row.Lost == 0 || row.Detected is not null, $"{row} cost work before anybody knew");
        if (row.JobsHit == 1)
        {
            var fewest = job is null ? 0 : scenario.FewestOf(job.Source, job.Chips, job.Accounts.Shrinks > 0);
            findings.Check(
                row.Lost == 0 ? row.LostChips == 0 : row.LostChips >= fewest && row.LostChips <= job?.Chips,
                $"chips of {row} are not those of {job}");
            findings.Equal(row.LostChipTime, row.Lost * row.LostChips, $"lost chip time of {row}");
        }
        else
        {
            findings.Check(
                row.LostChipTime >= row.Lost && row.LostChipTime <= row.Lost * row.LostChips,
                $"lost chip time of {row} is not that of its jobs");
        }
    }

    /// <summary>What a job did on corrupt data is lost, in checkpoints or not. Told for jobs that did nothing else since then.</summary>
    private static void CheckSilent(SwarmFailures policy, FailureTerms failure, Dictionary<int, JobRow> jobs, Findings findings)
    {
        if (failure is { Component.Silent: true, Row: { Lost: > 0, Job: { } number, Detected: { } detected } row }
            && jobs.GetValueOrDefault(number) is { Accounts: { Interruptions: 1, Hung: 0, Slowed: 0 } } job
            && policy.PauseOf(job.Chips) == 0)
        {
            findings.Check(row.Lost >= detected - row.Failed, $"{row} cost less than was done since then");
        }
    }

    /// <summary>Failures are told in the order in which their repairs begin, or they are noticed where nothing is repaired.</summary>
    private static void CheckOrder(FailureTerms[] failures, Findings findings)
    {
        var told = failures
            .Select(failure => (Time: failure.IsOfJob ? failure.Row.Detected : failure.Row.RepairStart, failure.Row))
            .ToList();
        foreach (var (before, after) in told.Zip(told.Skip(1)))
        {
            findings.Check(before.Time <= after.Time || after.Time is null, $"{after.Row} comes after {before.Row}");
        }
    }

    /// <summary>What is down does not fail.</summary>
    private static void CheckComponents(FailureTerms[] failures, Findings findings)
    {
        var components = failures
            .Where(failure => failure.Component is { Domain: "host" or "rack" or "interconnect" or "data-center" })
            .GroupBy(failure => (failure.Row.Cause, failure.FirstChip));
        foreach (var component in components)
        {
            var inOrder = component.Select(failure => failure.Row).OrderBy(row => row.Failed).ToList();
            foreach (var (before, after) in inOrder.Zip(inOrder.Skip(1)))
            {
                findings.Check(after.Failed >= before.Repaired, $"{after} is of what is down already: {before}");
            }
        }
    }

    /// <summary>No crew repairs two things at once, and none rests while something waits for it.</summary>
    private static void CheckCrews(SwarmFailures policy, FailureTerms[] failures, long end, Findings findings)
    {
        if (policy.RepairCrews is not { } crews)
        {
            return;
        }

        FailureRow[] orders = [.. failures.Select(failure => failure.Row)];
        foreach (var order in orders)
        {
            if (order.RepairStart is { } start)
            {
                var atOnce = orders.Count(other => other.RepairStart <= start && other.Repaired > start);
                findings.Check(atOnce <= crews, $"{atOnce} repairs at once by {crews} crews at {start}");
            }

            if (order.RepairStart is null || order.RepairStart > order.Detected)
            {
                var busy = orders.Count(other => other.RepairStart <= order.Detected && other.Repaired >= order.Detected);
                findings.Check(busy >= crews, $"{order} waited, although only {busy} of {crews} crews were busy");
                var until = order.RepairStart ?? end;
                var atEnd = orders.Count(other => other.RepairStart <= until && other.Repaired >= until);
                findings.Check(atEnd >= crews, $"{order} waited until {until}, although only {atEnd} of {crews} crews were busy");
                findings.Check(
                    order.RepairStart is null || orders.Any(other => other.Repaired == until),
                    $"{order} got a crew at {until}, when none had done with anything");
            }
        }
    }

    /// <summary>Every line of the trace happens, once.</summary>
    private static void CheckOutages(
        SwarmScenario scenario, SwarmFailures policy, IReadOnlyList<FailureTerms> failures, long end, Findings findings)
    {
        var expected = policy.Outages
            .Where(outage => outage.Start <= end)
            .Select(outage => (
                outage.DataCenter,
                outage.Start,
                Place: outage.ChipsIn(scenario.DataCenters[outage.DataCenter]),
                Cause: outage.Cause.Length == 0 ? "outage" : outage.Cause));
        var actual = failures.Where(failure => failure.IsOutage).Select(failure => (
            failure.Row.DataCenter,
            Start: failure.Row.Failed,
            Place: (failure.FirstChip!.Value, failure.Row.Chips),
            failure.Row.Cause));
        findings.Check(actual.Order().SequenceEqual(expected.Order()), $"the outages are not those of the trace");
    }

    private static void CheckLost(SwarmScenario scenario, ResultRows results, Findings findings)
    {
        foreach (var failures in results.Failures.GroupBy(failure => failure.DataCenter))
        {
            var jobs = results.Jobs.Where(job => job.DataCenter == failures.Key).ToList();
            var (lostByFailures, lostByJobs) = (failures.Sum(failure => failure.Lost), jobs.Sum(job => job.Lost - (job.Peers?.Lost ?? 0)));
            var mayShed = scenario.DataCenters[failures.Key].MayShed;
            findings.Check(
                mayShed ? lostByFailures <= lostByJobs : lostByFailures == lostByJobs,
                $"work lost in data center {failures.Key} is {lostByJobs}, by failures {lostByFailures}");

            // Of a failure that hit several jobs, the table tells the sum alone.
            var known = failures.Where(failure => failure.JobsHit == 1).ToLookup(failure => failure.Job, failure => failure.Lost);
            var isWhole = failures.All(failure => failure.JobsHit <= 1);
            foreach (var job in jobs)
            {
                var lost = known[job.Number].Sum();
                findings.Check(
                    isWhole && !mayShed ? job.Lost - (job.Peers?.Lost ?? 0) == lost : job.Lost >= lost,
                    $"{job} lost {job.Lost} us of work, by its failures {lost}");
            }
        }

        foreach (var job in results.Jobs.Where(job =>
            !scenario.DataCenters[job.DataCenter].MayShed && results.Failures.All(failure => failure.DataCenter != job.DataCenter)))
        {
            findings.Equal(job.Lost, job.Peers?.Lost ?? 0, $"work lost by job {job.Number} without any failure");
        }
    }
}
