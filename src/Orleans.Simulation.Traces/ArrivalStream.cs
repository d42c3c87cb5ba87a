using System.Diagnostics.CodeAnalysis;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Validation;
using Orleans.Simulation.Core.Workloads;
using Orleans.Simulation.Traces.Generation;

namespace Orleans.Simulation.Traces;

/// <summary>The jobs of all sources of a run as one sequence in total order: (submission, source, row, part).</summary>
/// <remarks>Lazy: holds one job a source. Not thread-safe. A step costs the logarithm of the number of sources.</remarks>
public sealed class ArrivalStream : IDisposable
{
    private readonly IReadOnlyList<WorkloadSource> _sources;
    private readonly IEnumerator<TraceJob>[] _jobs;

    // Every source is in it at most once, so the source's index makes the key total.
    private readonly PriorityQueue<int, (VirtualTime Submit, int Source)> _next = new();

    // Parts of the next job that have been taken.
    private int _part;

    private ArrivalStream(IReadOnlyList<WorkloadSource> sources)
    {
        _sources = sources;
        _jobs = [.. sources.Select(source => Jobs(source).GetEnumerator())];
    }

    /// <summary>When the next job is submitted; <see cref="VirtualTime.Never"/> when there is none.</summary>
    public VirtualTime NextSubmit => _next.TryPeek(out _, out var key) ? key.Submit : VirtualTime.Never;

    /// <summary>Jobs read so far, each part of one for itself, which is the number of the next one.</summary>
    public int Count { get; private set; }

    /// <summary>Opens the sources and goes before the first job.</summary>
    /// <param name="sources">The sources in the order of the scenario; none is allowed.</param>
    /// <exception cref="InvalidInputException">A file cannot be read, or its first job has an issue.</exception>
    /// <exception cref="ArgumentException">A generator breaks one of the rules that its type documents.</exception>
    public static ArrivalStream Open(IReadOnlyList<WorkloadSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var stream = new ArrivalStream(sources);
        try
        {
            for (var source = 0; source < sources.Count; source++)
            {
                stream.Advance(source);
            }

            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Takes the next job.</summary>
    /// <param name="arrival">The job; null at the end.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidInputException">A file has an issue that appeared after it was validated.</exception>
    /// <exception cref="OverflowException">There are more than 2^31 - 1 jobs.</exception>
    public bool TryRead([NotNullWhen(true)] out JobArrival? arrival)
    {
        if (!_next.TryPeek(out var source, out _))
        {
            arrival = null;
            return false;
        }

        var job = _jobs[source].Current;
        var parts = _sources[source].PartsOf(job.Chips);
        arrival = parts < 2 ? Whole(source, job) : Part(source, job, new(_part++, parts));
        if (parts < 2 || _part == parts)
        {
            _part = 0;
            _next.Dequeue();
            Advance(source);
        }

        return true;
    }

    /// <summary>Takes the jobs that are submitted before an instant, in order.</summary>
    /// <param name="end">Jobs at or after it stay; <see cref="VirtualTime.Never"/> takes all.</param>
    public IEnumerable<JobArrival> ReadBefore(VirtualTime end)
    {
        while (NextSubmit < end && TryRead(out var arrival))
        {
            yield return arrival;
        }
    }

    /// <summary>Passes over jobs that have been taken before, by a run that goes on from a checkpoint.</summary>
    /// <param name="jobs">How many.</param>
    /// <exception cref="InvalidInputException">There are fewer: a file has changed since.</exception>
    public void Skip(int jobs)
    {
        while (Count < jobs)
        {
            if (!TryRead(out _))
            {
                throw new InvalidInputException(
                    [new InputIssue("workload", $"{Count} jobs long", $"at least {jobs} jobs long, as it was at the checkpoint")]);
            }
        }
    }

    /// <summary>Closes all files.</summary>
    public void Dispose()
    {
        _next.Clear();
        foreach (var jobs in _jobs)
        {
            jobs.Dispose();
        }
    }

    private static IEnumerable<TraceJob> Jobs(WorkloadSource source) => source switch
    {
        TraceSource trace => TraceFile.Read(trace),
        GeneratorSource generator => WorkloadGenerator.Generate(generator),
        _ => throw new ArgumentException($"is a {source.GetType().Name}, must be a trace or a generator", nameof(source)),
    };

    private JobArrival Whole(int source, TraceJob job) =>
        new(Count++, source, job.Row, job.Id, _sources[source].DataCenter, job.Chips, job.Submit, job.Work)
        {
            Shrink = _sources[source].Shrink?.For(job.Chips),
            Flops = job.Flops,
        };

    /// <summary>A part has as many chips as all others, or one more or less, and of what the job computes the same share.</summary>
    private JobArrival Part(int source, TraceJob job, JobPart part)
    {
        var (before, chips) = (part.Before(job.Chips), part.Of(job.Chips));
        return Whole(source, job with { Id = $"{job.Id}/{part.Index + 1}", Chips = chips }) with
        {
            Part = part,
            Flops = job.Flops is { } flops ? flops.Share(before, chips, job.Chips) : null,
        };
    }

    private void Advance(int source)
    {
        if (_jobs[source].MoveNext())
        {
            _next.Enqueue(source, (_jobs[source].Current.Submit, source));
        }
    }
}
