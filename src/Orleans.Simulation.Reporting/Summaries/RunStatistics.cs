using Orleans.Simulation.Core;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Collects what a <see cref="RunSummary"/> says, in memory that does not grow with the run. Not thread-safe.</summary>
public sealed class RunStatistics : IDisposable
{
    private readonly RunLabels _labels;
    private readonly JobStatistics[] _jobs;
    private readonly FailureStatistics[] _failures;
    private readonly SiteStatistics[] _sites;
    private readonly ComputeStatistics[] _compute;
    private readonly ShiftStatistics[] _shifts;
    private readonly SplitStatistics _splits = new();
    private readonly PriorityStatistics _priorities;

    /// <summary>Starts with nothing recorded.</summary>
    /// <param name="labels">The data centers of the run.</param>
    public RunStatistics(RunLabels labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        _labels = labels;
        _jobs = [.. labels.DataCenters.Select(_ => new JobStatistics())];
        _failures = [.. labels.DataCenters.Select(dataCenter => new FailureStatistics(dataCenter.Causes))];
        _sites = [.. labels.DataCenters.Select(dataCenter => new SiteStatistics(dataCenter.Site))];
        _compute = [.. labels.DataCenters.Select(dataCenter => new ComputeStatistics(dataCenter.Speed))];
        _shifts = [.. labels.DataCenters.Select(dataCenter => new ShiftStatistics(dataCenter.Site))];
        _priorities = new(labels);
    }

    /// <summary>Takes a job.</summary>
    public void Add(JobRecord job)
    {
        ArgumentNullException.ThrowIfNull(job);
        _jobs[job.DataCenter].Add(job);
        _sites[job.DataCenter].Add(job);
        _compute[job.DataCenter].Add(job);
        _shifts[job.DataCenter].Add(job, _labels.DeadlineOf(job));
        _splits.Add(job);
        _priorities.Add(job);
    }

    /// <summary>Takes a failure.</summary>
    public void Add(FailureRecord failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        _failures[failure.DataCenter].Add(failure);
    }

    /// <summary>Summarises the run.</summary>
    /// <param name="outcome">How it ended, with an account and a number of arrivals for each data center.</param>
    /// <param name="resultHash">Fingerprint of its records.</param>
    /// <exception cref="SimulationFaultException">A data center lost or invented jobs, or has no account.</exception>
    public RunSummary Summarize(RunOutcome outcome, string resultHash)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        AssertComplete(outcome);
        AssertJobsConserved(outcome.Submitted);
        var all = Enumerable.Range(0, _jobs.Length).ToArray();
        var total = SummarizePart(outcome, all);
        return new RunSummary(
            resultHash,
            outcome.Scenario.Hash,
            outcome.Scenario.Name,
            outcome.Scenario.Seed,
            outcome.Scenario.Version,
            outcome.Complete,
            Decimals.Seconds(outcome.End.Microseconds),
            SummarizeFleet(_labels.DataCenters),
            total.Jobs,
            total.ChipTime,
            total.Failures,
            total.Goodput,
            total.Energy,
            total.Carbon,
            total.Cost,
            [.. all.Select(index => SummarizeDataCenter(outcome, index))])
        {
            Compute = total.Compute,
            Shift = total.Shift,
            Split = _labels.SplitsJobs ? _splits.Summarize() : null,
            Priorities = _priorities.Summarize(),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_jobs, part => part.Waits.Dispose());
        _priorities.Dispose();
    }

    private DataCenterSummary SummarizeDataCenter(RunOutcome outcome, int index)
    {
        var label = _labels.DataCenters[index];
        var part = SummarizePart(outcome, [index]);
        return new(
            label.Name,
            label.ChipType,
            label.Chips,
            label.Racks,
            part.Jobs,
            part.ChipTime,
            part.Failures,
            part.Goodput,
            part.Energy,
            part.Carbon,
            part.Cost,
            PowerStatistics.Summarize(label, outcome.Accounts[index], outcome.End))
        {
            Compute = part.Compute,
            Shift = part.Shift,
        };
    }

    private Part SummarizePart(RunOutcome outcome, int[] dataCenters)
    {
        JobStatistics[] jobs = [.. dataCenters.Select(index => _jobs[index])];
        FailureStatistics[] failures = [.. dataCenters.Select(index => _failures[index])];
        SiteStatistics[] sites = [.. dataCenters.Select(index => _sites[index])];
        DataCenterAccount[] accounts = [.. dataCenters.Select(index => outcome.Accounts[index])];
        return new(
            JobStatistics.Summarize(jobs, dataCenters.Sum(index => outcome.Submitted[index])),
            SummarizeChipTime(accounts),
            FailureStatistics.Summarize(failures, accounts, outcome.End),
            GoodputStatistics.Summarize([.. jobs.Select(part => part.Goodput)], accounts),
            SummarizeEnergy(accounts, jobs, sites, outcome.End),
            SiteStatistics.Carbon(sites, accounts),
            SiteStatistics.Cost(sites, accounts),
            ComputeStatistics.Summarize(
                [.. dataCenters.Select(index => _compute[index])],
                outcome.End.Microseconds,
                () => SiteStatistics.Attributed(sites, accounts)),
            _labels.HasDeadlines ? ShiftStatistics.Summarize([.. dataCenters.Select(index => _shifts[index])]) : null);
    }

    private static FleetSummary SummarizeFleet(IReadOnlyList<DataCenterLabel> labels) =>
        new(labels.Sum(label => (long)label.Chips), labels.Sum(label => (long)label.Racks), labels.Count);

    private static ChipTimeSummary SummarizeChipTime(DataCenterAccount[] accounts)
    {
        var idle = JobStatistics.SumOf(accounts, account => account.Idle);
        var busy = JobStatistics.SumOf(accounts, account => account.Busy);
        var failed = JobStatistics.SumOf(accounts, account => account.Failed);
        return new(
            Decimals.Seconds(idle),
            Decimals.Seconds(busy),
            Decimals.Seconds(failed),
            Decimals.Share(busy, idle + busy + failed));
    }

    private EnergySummary SummarizeEnergy(
        DataCenterAccount[] accounts, JobStatistics[] jobs, SiteStatistics[] sites, VirtualTime end)
    {
        var ofJobs = JobStatistics.SumOf(jobs, part => part.Energy);
        var it = JobStatistics.SumOf(accounts, account => account.ItEnergy.Nanojoules);
        return new(
            Decimals.KilowattHours(it),
            Decimals.KilowattHours(JobStatistics.SumOf(accounts, account => account.ChipEnergy.Nanojoules)),
            SiteStatistics.Facility(accounts.Select(account => account.Site)),
            Decimals.KilowattHours(ofJobs),
            SiteStatistics.JobFacility(sites),
            Decimals.MeanKilowatts(it, end.Microseconds),
            Decimals.Joules(it),
            Decimals.Joules(ofJobs),
            SiteStatistics.Water(sites, accounts))
        {
            Parts = EnergyStatistics.Parts(_labels.DataCenters, accounts, end),
        };
    }

    private void AssertComplete(RunOutcome outcome)
    {
        var indices = outcome.Accounts.Select(account => account.DataCenter);
        if (!indices.SequenceEqual(Enumerable.Range(0, _jobs.Length)))
        {
            throw new SimulationFaultException(
                $"The run ended with accounts of data centers [{string.Join(", ", indices)}]; " +
                $"expected one of each of {_jobs.Length}, in index order.");
        }

        if (outcome.Submitted.Count != _jobs.Length)
        {
            throw new SimulationFaultException(
                $"The run ended with arrivals of {outcome.Submitted.Count} data centers; expected {_jobs.Length}.");
        }
    }

    private void AssertJobsConserved(IReadOnlyList<long> submitted)
    {
        for (var index = 0; index < _jobs.Length; index++)
        {
            if (_jobs[index].Count != submitted[index])
            {
                throw new SimulationFaultException(
                    $"Data center {_labels.DataCenters[index].Name} recorded {_jobs[index].Count} jobs; " +
                    $"expected the {submitted[index]} that were submitted to it.");
            }
        }
    }

    private sealed record Part(
        JobsSummary Jobs,
        ChipTimeSummary ChipTime,
        FailuresSummary Failures,
        GoodputSummary Goodput,
        EnergySummary Energy,
        CarbonSummary Carbon,
        CostSummary Cost,
        ComputeSummary? Compute,
        ShiftSummary? Shift);
}
