using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Reporting.Summaries;

/// <summary>Exact running totals over the jobs that are split over data centers. Not thread-safe.</summary>
/// <remarks>Of a job it keeps something from the end of its first part to that of its last.</remarks>
internal sealed class SplitStatistics
{
    private readonly Dictionary<int, OpenJob> _open = [];
    private long _jobs;
    private long _completed;
    private long _dataCenters;
    private Int128 _completionTime;
    private Int128 _spread;
    private long _gangParts;
    private long _halts;
    private Int128 _lostToPeers;
    private Int128 _awaitingPeers;

    /// <summary>Takes a job, whole or a part.</summary>
    public void Add(JobRecord job)
    {
        if (job.Arrival.Part is not { } part)
        {
            return;
        }

        var first = job.Arrival.Number - part.Index;
        if (!_open.TryGetValue(first, out var open))
        {
            _open.Add(first, open = new());
        }

        if (job.Peers is { } peers)
        {
            _gangParts++;
            _halts += peers.Halts;
            _lostToPeers += Math.BigMul(peers.Lost.Microseconds, job.Arrival.Chips);
            _awaitingPeers += Math.BigMul(peers.Awaiting.Microseconds, job.Arrival.Chips);
        }

        open.Parts++;
        open.DataCenters.Add(job.DataCenter);
        open.Completed += job.State == JobState.Completed ? 1 : 0;
        open.FirstEnd = VirtualTime.Min(open.FirstEnd, job.End ?? VirtualTime.Never);
        open.LastEnd = VirtualTime.Max(open.LastEnd, job.End ?? VirtualTime.Zero);
        if (open.Parts == part.Count)
        {
            _open.Remove(first);
            Close(open, job.Arrival.Submit);
        }
    }

    /// <summary>Summarises all of them.</summary>
    public SplitSummary Summarize() => new(
        _jobs,
        _completed,
        Decimals.Share(_dataCenters, _jobs),
        Decimals.MeanSeconds(_completionTime, _completed),
        Decimals.MeanSeconds(_spread, _completed))
    {
        Gangs = _gangParts == 0 ? null : new(_halts, Decimals.Seconds(_lostToPeers), Decimals.Seconds(_awaitingPeers)),
    };

    private void Close(OpenJob job, VirtualTime submit)
    {
        _jobs++;
        _dataCenters += job.DataCenters.Count;
        if (job.Completed == job.Parts)
        {
            _completed++;
            _completionTime += (job.LastEnd - submit).Microseconds;
            _spread += (job.LastEnd - job.FirstEnd).Microseconds;
        }
    }

    private sealed class OpenJob
    {
        public HashSet<int> DataCenters { get; } = [];

        public int Parts { get; set; }

        public int Completed { get; set; }

        public VirtualTime FirstEnd { get; set; } = VirtualTime.Never;

        public VirtualTime LastEnd { get; set; }
    }
}
