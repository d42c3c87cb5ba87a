using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Verification.Playing;
using Orleans.Simulation.Verification.Statistics;

namespace Orleans.Simulation.Verification.Queues;

/// <summary>
/// The machine-repairman model: machines that fail, each at a constant rate while it works, and crews that repair one at a time,
/// first come, first served, for exponential times.
/// </summary>
/// <param name="Machines">Machines.</param>
/// <param name="MeanTimeToFailure">Mean time to failure of each.</param>
/// <param name="MeanTimeToRepair">Mean time of a repair, without waiting.</param>
/// <param name="Crews">Crews; null: as many as machines.</param>
internal sealed record Repairman(int Machines, VirtualDuration MeanTimeToFailure, VirtualDuration MeanTimeToRepair, int? Crews)
{
    /// <summary>
    /// Mean number of failed machines: p(n) is proportional to the product of (N - k) l / (min(k + 1, c) m) over k below n.
    /// </summary>
    public double MeanFailed
    {
        get
        {
            // The largest of the terms, which span hundreds of orders of magnitude, is made 1.
            var logarithms = new double[Machines + 1];
            for (var failed = 0; failed < Machines; failed++)
            {
                logarithms[failed + 1] = logarithms[failed] + Math.Log(
                    (Machines - failed) * MeanTimeToRepair.Seconds / (Repairing(failed + 1) * MeanTimeToFailure.Seconds));
            }

            var largest = logarithms.Max();
            double[] terms = [.. logarithms.Select(logarithm => Math.Exp(logarithm - largest))];
            return terms.Index().Sum(term => term.Index * term.Item) / terms.Sum();
        }
    }

    /// <summary>
    /// Repairs that begin at another instant than by the recursion of Kiefer and Wolfowitz: each when the first crew is free.
    /// </summary>
    /// <param name="failures">The failures, in any order.</param>
    /// <param name="end">End of the run: what still waits then must have to.</param>
    public long BeginOtherwise(IReadOnlyList<FailureTimes> failures, VirtualTime end)
    {
        if (Crews is not { } crews)
        {
            return failures.Count(failure => failure.RepairStart is { } start && start != failure.Failed);
        }

        var free = new PriorityQueue<int, VirtualTime>(Enumerable.Range(0, crews).Select(crew => (crew, VirtualTime.Zero)));
        var count = 0L;
        foreach (var failure in failures.OrderBy(each => each.Failed).ThenBy(each => each.RepairStart ?? VirtualTime.Never))
        {
            free.TryPeek(out var crew, out var from);
            var due = VirtualTime.Max(from, failure.Failed);
            if (failure is { RepairStart: { } start, Repaired: { } repaired })
            {
                count += start == due ? 0 : 1;
                free.DequeueEnqueue(crew, due + (repaired - start));
            }
            else
            {
                count += due < end ? 1 : 0;
            }
        }

        return count;
    }

    /// <summary>Measures the mean number of failed machines.</summary>
    /// <remarks>
    /// Whatever is known before, machines that work fail at a constant rate, and repairs under way end at a constant rate. So a
    /// sum over failures or repairs of any function of what is known differs from the integral of that function times the rate
    /// by chance alone. The controls are such differences: for the constant 1, for the failures that wait, and for the idle
    /// crews, of which one less matters the less the more there are. Two more are the changes of the failed machines and of
    /// their square from the first to the last measured instant: once warm, they are zero on average.
    /// </remarks>
    /// <param name="failures">The failures, in any order.</param>
    /// <param name="from">When to begin: before that, too few have failed.</param>
    /// <param name="end">End of the run.</param>
    public Observation Observe(IReadOnlyList<FailureTimes> failures, VirtualTime from, VirtualTime end)
    {
        VirtualTime[] failed = [.. failures.Select(failure => failure.Failed).Order()];
        VirtualTime[] repaired =
            [.. failures.Select(failure => failure.Repaired ?? VirtualTime.Never).Where(time => time <= end).Order()];
        var crews = Crews ?? Machines;
        var scale = Math.Sqrt(crews);
        double[] weights = new double[Machines + 1];
        for (var count = 0; count <= Machines; count++)
        {
            weights[count] = Math.Exp(-Math.Max(0, crews - count) / scale);
        }

        var (strikes, repairs) = (new double[3], new double[3]);
        var (down, struck, done, first) = (0, 0, 0, 0);
        var (sum, last) = (0.0, VirtualTime.Zero);
        while (true)
        {
            var isRepair = done < repaired.Length && (struck == failed.Length || repaired[done] <= failed[struck]);
            var isOver = !isRepair && struck == failed.Length;
            var next = isOver ? end : isRepair ? repaired[done] : failed[struck];
            if (next > from)
            {
                if (last < from)
                {
                    (last, first) = (from, down);
                }

                // A fleet with more crews than there should be is measured, too: its rows miss.
                var elapsed = (next - last).Seconds;
                var state = (1.0, Math.Max(0, down - crews) / scale, weights[Math.Max(0, down)]);
                sum += down * elapsed;
                Add(strikes, state, (isRepair || isOver ? 0 : 1) - (elapsed * (Machines - down) / MeanTimeToFailure.Seconds));
                Add(repairs, state, (isRepair ? 1 : 0) - (elapsed * Math.Min(down, crews) / MeanTimeToRepair.Seconds));
                last = next;
            }

            if (isOver)
            {
                break;
            }

            down += isRepair ? -1 : 1;
            (struck, done) = (struck + (isRepair ? 0 : 1), done + (isRepair ? 1 : 0));
        }

        double[] changes = [down - first, ((double)down * down) - ((double)first * first)];
        return new(sum / (end - from).Seconds, [.. strikes, .. repairs, .. changes]);
    }

    private static void Add(double[] sums, (double One, double Waiting, double Idle) state, double weight)
    {
        sums[0] += state.One * weight;
        sums[1] += state.Waiting * weight;
        sums[2] += state.Idle * weight;
    }

    private int Repairing(int failed) => Math.Min(failed, Crews ?? Machines);
}
