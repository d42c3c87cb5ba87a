using CsCheck;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Reporting.Summaries;
using Orleans.Simulation.Reporting.Tables;

namespace Orleans.Simulation.Reporting.Tests;

/// <summary>Failures by what fails, counted once more in the plainest way.</summary>
public sealed class DomainSummaryTests
{
    /// <summary>A cause for each domain and one for planned outages.</summary>
    private static readonly CauseLabel[] Causes =
    [
        .. Enum.GetValues<FailureDomain>().Select(domain => new CauseLabel($"cause-{domain}", domain)),
        new("maintenance", Domain: null),
    ];

    private static readonly RunLabels Labels =
        SampleRun.Labels with { DataCenters = [.. SampleRun.Labels.DataCenters.Select(label => label with { Causes = Causes })] };

    private static readonly VirtualTime End = SampleRun.Outcome.End;

    private static readonly Gen<VirtualDuration> GenStage =
        Gen.OneOf(Gen.Const(0L), Gen.Long[0, 100_000_000], Gen.Long[0, 12_000_000_000])
            .Select(microseconds => new VirtualDuration(microseconds));

    /// <summary>Failures in the order in which a run records them: by the begin of repair, those without one last.</summary>
    private static readonly Gen<FailureRecord[]> GenFailures = Gen.Select(
        Gen.Int[0, 1],
        Gen.Int[0, Causes.Length - 1],
        Gen.Long[0, End.Microseconds],
        GenStage.Array[3],
        Gen.Int[1, 5],
        Gen.Int[0, 2],
        CreateFailure).Array[0, 80].Select(failures => failures.OrderBy(RecordedAt).ToArray());

    [Fact]
    public void Failures_OfAnyDomains_AgreeWithNaiveRecomputation() => GenFailures.Sample(
        failures =>
        {
            var summary = Summarize(failures);
            AssertAgrees(failures, summary.Failures, SampleRun.Outcome.Accounts);
            foreach (var (index, dataCenter) in summary.DataCenters.Index())
            {
                FailureRecord[] here = [.. failures.Where(failure => failure.DataCenter == index)];
                AssertAgrees(here, dataCenter.Failures, [SampleRun.Outcome.Accounts[index]]);
            }
        },
        iter: 500);

    /// <summary>A later repair must not make an earlier one that ends after the run count in full.</summary>
    [Fact]
    public void DownTime_OfRepairsBeyondTheEnd_StopsThere()
    {
        var summary = Summarize(
        [
            Failure(FailureDomain.Rack, failed: 1_000, start: 1_100, repaired: 2_000_000, chips: 4),
            Failure(FailureDomain.Rack, failed: 1_500, start: 2_000, repaired: 3_000, chips: 2),
            Failure(FailureDomain.Rack, failed: 9_000, start: 9_500, repaired: 10_001, chips: 1),
        ]);

        var down = (4 * 9_000) + (2 * 1_500) + (1 * 1_000);
        var mean = Math.Round((1_999_000 + 1_500 + 1_001) / 3m, 4, MidpointRounding.ToEven);
        Assert.Equal(
            new DomainSummary(3, mean, down, Math.Round(1 - (down / 120_000m), 6, MidpointRounding.ToEven)),
            Assert.Single(summary.Failures.ByDomain, domain => domain.Key == "rack").Value);
    }

    private static void AssertAgrees(FailureRecord[] failures, FailuresSummary actual, IReadOnlyList<DataCenterAccount> accounts)
    {
        var fleet = accounts.Sum(account => (decimal)(account.Idle + account.Busy + account.Failed));
        var domains = failures.GroupBy(failure => FailuresTable.NameOf(Causes[failure.Cause].Domain), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, Naive([.. group], fleet)));
        Assert.Equal(domains, actual.ByDomain);
        Assert.Equal(failures.Length, actual.Count);
        Assert.Equal(
            failures.CountBy(failure => Causes[failure.Cause].Name).OrderBy(cause => cause.Key, StringComparer.Ordinal)
                .Select(cause => KeyValuePair.Create(cause.Key, (long)cause.Value)),
            actual.ByCause);
        Assert.Equal(failures.Sum(failure => (decimal)failure.LostChipTime) / 1_000_000, actual.LostChipSeconds);
        Assert.Equal(failures.Count(failure => failure.JobsHit > 0), actual.JobsHit);
        Assert.Equal(accounts.Sum(account => account.Repairs), actual.Repairs);
    }

    private static DomainSummary Naive(FailureRecord[] failures, decimal fleet)
    {
        FailureRecord[] repaired = [.. failures.Where(failure => failure.Repaired is not null)];
        var down = 0m;
        foreach (var failure in failures)
        {
            var until = failure.Repaired < End ? failure.Repaired.Value : End;
            down += (decimal)(until - failure.Failed).Microseconds * failure.Chips;
        }

        var time = repaired.Sum(failure => (decimal)(failure.Repaired!.Value - failure.Failed).Microseconds);
        decimal? mean = repaired.Length == 0 ? null : time / repaired.Length / 1_000_000;
        return new(
            failures.Length,
            mean is { } exact ? Math.Round(exact, 4, MidpointRounding.ToEven) : null,
            down / 1_000_000,
            Math.Round(Math.Max(0, fleet - down) / fleet, 6, MidpointRounding.ToEven));
    }

    /// <summary>A failure as it stands at the end of the run. Of a job, no chip fails and nothing is repaired.</summary>
    private static FailureRecord CreateFailure(
        int dataCenter, int cause, long failed, VirtualDuration[] stages, int chips, int jobsHit)
    {
        var isJob = Causes[cause].Domain == FailureDomain.Job;
        var detected = new VirtualTime(failed) + stages[0];
        var start = detected + stages[1];
        var begins = !isJob && start <= End;
        return new(
            dataCenter,
            isJob ? FailureRecord.Nowhere : 0,
            isJob ? FailureRecord.Nowhere : 0,
            cause,
            new(failed),
            detected <= End ? detected : null,
            begins ? start + stages[2] : null,
            jobsHit > 0 ? 7 : FailureRecord.NoJob,
            stages[0] * jobsHit,
            3 * jobsHit)
        {
            RepairStart = begins ? start : null,
            Chips = isJob ? 0 : chips,
            JobsHit = jobsHit,
            LostChipTime = (Int128)stages[0].Microseconds * 3 * jobsHit,
        };
    }

    private static FailureRecord Failure(FailureDomain domain, long failed, long start, long repaired, int chips) => new(
        0,
        0,
        0,
        (int)domain,
        SampleRun.Seconds(failed),
        SampleRun.Seconds(start),
        SampleRun.Seconds(repaired),
        FailureRecord.NoJob,
        default,
        0)
    {
        RepairStart = SampleRun.Seconds(start),
        Chips = chips,
    };

    private static VirtualTime RecordedAt(FailureRecord failure) =>
        failure.RepairStart ?? (failure.Chips == 0 ? failure.Detected : null) ?? VirtualTime.Never;

    private static RunSummary Summarize(FailureRecord[] failures)
    {
        using var statistics = new RunStatistics(Labels);
        Array.ForEach(failures, statistics.Add);
        return statistics.Summarize(SampleRun.Outcome with { Submitted = [0, 0] }, resultHash: "hash");
    }
}
