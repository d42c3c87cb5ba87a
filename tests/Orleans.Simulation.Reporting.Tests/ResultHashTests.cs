using System.Reflection;
using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Reporting.Hashing;

namespace Orleans.Simulation.Reporting.Tests;

public sealed class ResultHashTests
{
    /// <summary>Copies a record, boxed or not, field by field.</summary>
    private static readonly MethodInfo Clone =
        typeof(object).GetMethod(nameof(MemberwiseClone), BindingFlags.Instance | BindingFlags.NonPublic)!;

    [Fact]
    public void ResultHash_AnyFieldOfAnyRecordChanged_Changes()
    {
        AssertEveryFieldCounts<JobRecord>(SampleRun.Jobs[0], (hash, job) => hash.Add(job));
        AssertEveryFieldCounts<JobRecord>(SampleRun.Jobs[1], (hash, job) => hash.Add(job));
        AssertEveryFieldCounts<JobRecord>(SampleRun.Jobs[2], (hash, job) => hash.Add(job));
        var withFlops = SampleRun.Jobs[2].Arrival with { Flops = new(1, 2) };
        AssertEveryFieldCounts<JobRecord>(SampleRun.Jobs[2] with { Arrival = withFlops }, (hash, job) => hash.Add(job));
        var withMfu = SampleRun.Jobs[2].Arrival with { Flops = new(1, 2) { Mfu = 3 } };
        AssertEveryFieldCounts<JobRecord>(SampleRun.Jobs[2] with { Arrival = withMfu }, (hash, job) => hash.Add(job));
        AssertEveryFieldCounts<FailureRecord>(SampleRun.Failures[0], (hash, failure) => hash.Add(failure));
        AssertEveryFieldCounts<IntervalSample>(SampleRun.Samples[0], (hash, sample) => hash.Add(sample));
        AssertEveryFieldCounts<ChipAccount>(SampleRun.Chips[0].Account, (hash, chip) => hash.Add(0, 0, chip));
        AssertEveryFieldCounts<DataCenterAccount>(SampleRun.Outcome.Accounts[0], (hash, account) => hash.Add(account));
    }

    [Fact]
    public void ResultHash_ChipInAnotherPlace_Changes()
    {
        var chip = SampleRun.Chips[0].Account;
        string[] hashes = [HashOf(h => h.Add(0, 0, chip)), HashOf(h => h.Add(1, 0, chip)), HashOf(h => h.Add(0, 1, chip))];
        Assert.Distinct(hashes);
    }

    [Fact]
    public void ResultHash_KindsInterleavedOtherwise_IsTheSame()
    {
        var (job, failure) = (SampleRun.Jobs[0], SampleRun.Failures[0]);
        Assert.Equal(
            HashOf(hash => { hash.Add(job); hash.Add(failure); }),
            HashOf(hash => { hash.Add(failure); hash.Add(job); }));
    }

    [Fact]
    public void ResultHash_RecordsOfAKindSwapped_Changes() =>
        Assert.NotEqual(
            HashOf(hash => { hash.Add(SampleRun.Jobs[0]); hash.Add(SampleRun.Jobs[1]); }),
            HashOf(hash => { hash.Add(SampleRun.Jobs[1]); hash.Add(SampleRun.Jobs[0]); }));

    [Fact]
    public void ResultHash_IdLongerThanItsBuffer_Counts()
    {
        var arrival = SampleRun.Jobs[0].Arrival;
        string[] hashes = [.. new[] { 'a', 'b' }.Select(letter => HashOf(hash =>
            hash.Add(SampleRun.Jobs[0] with { Arrival = arrival with { Id = new string(letter, 100_000) } })))];
        Assert.Distinct(hashes);
    }

    /// <summary>
    /// The expected value comes from a separate implementation of the encoding. If it has to change, hashes of earlier
    /// versions no longer compare: raise the encoding's version.
    /// </summary>
    [Fact]
    public async Task ResultHash_SampleRun_IsThePublishedValue()
    {
        using var recorder = new ResultRecorder(SampleRun.Labels);
        SampleRun.RecordAll(recorder);
        var summary = await recorder.FinishAsync(SampleRun.Outcome, SampleRun.Performance);
        Assert.Equal("16d4d42af4a31e898b7202b1577c56930f4d8490300158d4c4c06becb1c471db", summary.ResultHash);
    }

    private static void AssertEveryFieldCounts<T>(T record, Action<ResultHash, T> add)
        where T : notnull
    {
        var changes = Changes(record).ToList();
        Assert.True(changes.Count >= FieldsOf(typeof(T)).Count());
        var original = HashOf(hash => add(hash, record));
        Assert.All(changes, change => Assert.NotEqual(original, HashOf(hash => add(hash, (T)change))));
        Assert.Distinct(changes.Select(change => HashOf(hash => add(hash, (T)change))));
    }

    /// <summary>The record with each of its fields changed in turn, those of nested records among them.</summary>
    private static IEnumerable<object> Changes(object record)
    {
        foreach (var field in FieldsOf(record.GetType()))
        {
            foreach (var other in Others(field, field.GetValue(record)))
            {
                var changed = Clone.Invoke(record, null)!;
                field.SetValue(changed, other);
                yield return changed;
            }
        }
    }

    /// <summary>
    /// What can be given to a record; the rest is computed from that. What a chip can still bear is no result: the rack compares it.
    /// </summary>
    private static IEnumerable<PropertyInfo> FieldsOf(Type record) => record.GetProperties()
        .Where(property => property is { CanWrite: true, Name: not nameof(ChipAccount.ExposureLeft) });

    private static IEnumerable<object?> Others(PropertyInfo field, object? value)
    {
        if (Nullable.GetUnderlyingType(field.PropertyType) is { } type)
        {
            yield return value is null ? Activator.CreateInstance(type) : null;
        }

        if (value is JobArrival or JobShrink or ModelFlops or JobChipTime or SiteTotals or PowerAccount or SmoothingAccount or BatteryAccount or SwingAccount or RangeAccount)
        {
            foreach (var change in Changes(value))
            {
                yield return change;
            }
        }

        if (value is null or JobArrival or JobShrink or ModelFlops or JobChipTime or SiteTotals or PowerAccount or SmoothingAccount or BatteryAccount or SwingAccount or RangeAccount)
        {
            yield break;
        }

        yield return value switch
        {
            int number => number + 1,
            long number => number + 1,
            Int128 number => number + ((Int128)1 << 100),
            string text => text + "x",
            JobState state => state + 1,
            ChipStatus status => status == ChipStatus.Idle ? ChipStatus.Busy : ChipStatus.Idle,
            VirtualTime time => new VirtualTime(time.Microseconds + 1),
            VirtualDuration duration => new VirtualDuration(duration.Microseconds + 1),
            Watts power => new Watts(power.Milliwatts + 1),
            Joules energy => new Joules(energy.Nanojoules + 1),
            _ => throw new InvalidOperationException($"No other value is known for {field}."),
        };
    }

    private static string HashOf(Action<ResultHash> add)
    {
        using var hash = new ResultHash();
        add(hash);
        return hash.Current();
    }
}
