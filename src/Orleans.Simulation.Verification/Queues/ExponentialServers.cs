using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Queues;

/// <summary>A queue with Poisson arrivals, exponential run times and several servers (M/M/c), first come, first served.</summary>
/// <param name="Servers">Servers.</param>
/// <param name="Between">Mean time between two arrivals.</param>
/// <param name="Mean">Mean run time.</param>
internal sealed record ExponentialServers(int Servers, VirtualDuration Between, VirtualDuration Mean)
{
    /// <summary>
    /// Jobs that start at another instant than by the recursion of Kiefer and Wolfowitz: each when the first server is free.
    /// </summary>
    /// <param name="ended">The jobs, in any order.</param>
    public long StartOtherwise(IReadOnlyList<JobTimes> ended)
    {
        var free = new PriorityQueue<int, VirtualTime>(Enumerable.Range(0, Servers).Select(server => (server, VirtualTime.Zero)));
        var count = 0L;
        foreach (var job in BySubmission(ended))
        {
            free.TryPeek(out var server, out var from);
            var start = VirtualTime.Max(from, job.Submit);
            count += start == job.Start ? 0 : 1;
            free.DequeueEnqueue(server, start + job.Work);
        }

        return count;
    }

    /// <summary>Measures the mean wait, in mean run times.</summary>
    /// <remarks>
    /// Whatever is known before, a job is submitted at a constant rate, and a job that runs ends at a constant rate. So a sum
    /// over submissions or ends of any function of what is known differs from the integral of that function times the rate by
    /// chance alone. The controls are such differences: for the constant 1, for the waiting jobs, and for the idle servers, of
    /// which one less matters the less the more there are, on a scale of the root of all servers (Halfin and Whitt 1981). One
    /// more is the change of the waiting jobs from the first to the last measured job: once warm, it is zero on average.
    /// </remarks>
    /// <param name="ended">The jobs in the order in which they ended.</param>
    /// <param name="warmUp">First jobs that are not measured: they find too few in front of them.</param>
    public Observation Observe(IReadOnlyList<JobTimes> ended, int warmUp)
    {
        var jobs = BySubmission(ended);
        var from = jobs[warmUp].Submit;
        var (arrivals, ends) = (new double[3], new double[3]);
        var (submitted, started, done) = (0, 0, 0);
        var last = from;
        var scale = Math.Sqrt(Servers);
        double[] idle = [.. Enumerable.Range(0, Servers + 1).Select(count => Math.Exp(-count / scale))];
        while (submitted < jobs.Length)
        {
            // What happens next; at the same instant, ends make room for starts.
            var next = jobs[submitted].Submit;
            var (isEnd, isStart) = (false, false);
            if (started < submitted && jobs[started].Start <= next)
            {
                (next, isStart) = (jobs[started].Start, true);
            }

            if (done < started && ended[done].End <= next)
            {
                (next, isStart, isEnd) = (ended[done].End, false, true);
            }

            if (next > from)
            {
                // A fleet with more chips than there should be servers is measured, too: its rows miss.
                var (running, elapsed) = (started - done, InMeans(next - last));
                var state = (1.0, (submitted - started) / scale, idle[Math.Max(0, Servers - running)]);
                Add(arrivals, state, (isEnd || isStart ? 0 : 1) - (elapsed * Mean.Microseconds / Between.Microseconds));
                Add(ends, state, (isEnd ? 1 : 0) - (elapsed * running));
                last = next;
            }

            (submitted, started, done) = (
                submitted + (isEnd || isStart ? 0 : 1), started + (isStart ? 1 : 0), done + (isEnd ? 1 : 0));
        }

        var measured = jobs.Length - warmUp;
        var waits = jobs.Skip(warmUp).Sum(job => InMeans(job.Start - job.Submit));

        // A single server that ends a job is never idle.
        var kinds = Servers == 1 ? 2 : 3;
        double change = WaitingAt(jobs, jobs.Length - 1) - WaitingAt(jobs, warmUp);
        return new(waits / measured, [.. arrivals[..kinds], .. ends[..kinds], change]);
    }

    private static void Add(double[] sums, (double One, double Waiting, double Idle) state, double weight)
    {
        sums[0] += state.One * weight;
        sums[1] += state.Waiting * weight;
        sums[2] += state.Idle * weight;
    }

    /// <summary>How many of the jobs before one have not started when it is submitted.</summary>
    private static int WaitingAt(JobTimes[] jobs, int number)
    {
        var count = 0;
        while (count < number && jobs[number - count - 1].Start > jobs[number].Submit)
        {
            count++;
        }

        return count;
    }

    private static JobTimes[] BySubmission(IReadOnlyList<JobTimes> ended)
    {
        var jobs = new JobTimes[ended.Count];
        foreach (var job in ended)
        {
            jobs[job.Number] = job;
        }

        return jobs;
    }

    private double InMeans(VirtualDuration duration) => (double)duration.Microseconds / Mean.Microseconds;
}
