using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Failures;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Metrics;
using Orleans.Simulation.Core.Racks;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Processes;

/// <summary>Everything that came out of a run.</summary>
internal sealed record PlayedRun(
    VirtualTime End,
    IReadOnlyList<JobRecord> Ended,
    IReadOnlyList<FailureRecord> Failures,
    IReadOnlyList<IntervalSample> Samples,
    IReadOnlyList<long> Submitted,
    IReadOnlyList<DataCenterClosing> Closings,
    IReadOnlyList<IReadOnlyList<RackAccount>> Racks)
{
    /// <summary>All jobs, ended or not, by data center and number.</summary>
    public IEnumerable<JobRecord> AllJobs => Ended
        .Concat(Closings.SelectMany(closing => closing.Unfinished))
        .OrderBy(job => (job.DataCenter, job.Arrival.Number));

    /// <summary>A job by its number.</summary>
    public JobRecord Job(int number) => AllJobs.Single(job => job.Arrival.Number == number);

    /// <summary>All failures, recorded on the way or left over at the end, in the order in which they struck.</summary>
    public IEnumerable<FailureRecord> AllFailures => Failures
        .Concat(Closings.SelectMany(closing => closing.Unrepaired))
        .OrderBy(failure => failure.Failed);

    /// <summary>For how long each chip of a data center was down, by rack and slot.</summary>
    public IEnumerable<VirtualDuration> DownTimes => Racks[0].SelectMany(rack => rack.Chips).Select(chip => chip.Failed);

    /// <summary>When jobs started and ended in whole seconds, by number.</summary>
    public IEnumerable<(long? Start, long? End)> Schedule => AllJobs
        .OrderBy(job => job.Arrival.Number)
        .Select(job => (WholeSeconds(job.FirstStart), WholeSeconds(job.End)));

    /// <summary>Compares everything that came out with what came out of another run.</summary>
    public void MustEqual(PlayedRun actual)
    {
        Assert.Equal(End, actual.End);
        Assert.Equal(Ended, actual.Ended);
        Assert.Equal(Failures, actual.Failures);
        Assert.Equal(Samples, actual.Samples);
        Assert.Equal(Submitted, actual.Submitted);
        foreach (var (one, other) in Closings.Zip(actual.Closings))
        {
            Assert.Equal(one.Account, other.Account);
            Assert.Equal(one.Unfinished, other.Unfinished);
            Assert.Equal(one.Unrepaired, other.Unrepaired);
            Assert.Equal(one.Samples, other.Samples);
        }

        foreach (var (one, other) in Racks.SelectMany(racks => racks).Zip(actual.Racks.SelectMany(racks => racks)))
        {
            Assert.Equal(one with { Chips = [] }, other with { Chips = [] });
            Assert.Equal(one.Chips, other.Chips);
        }
    }

    private static long? WholeSeconds(VirtualTime? time)
    {
        if (time is not { } instant)
        {
            return null;
        }

        var (seconds, rest) = Math.DivRem(instant.Microseconds, VirtualDuration.MicrosecondsPerSecond);
        Assert.Equal(0, rest);
        return seconds;
    }
}
