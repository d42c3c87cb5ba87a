using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Numerics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>Jobs of a data center that go through training steps, and what comes of all of them, kept up with every change.</summary>
/// <remarks>
/// Chips of a job are in phase; jobs are not in phase with each other. Jobs come in few sizes, so those that step are counted by size, and each
/// knows itself where it is counted.
/// </remarks>
internal sealed class SteppingJobs
{
    private readonly IReadOnlyList<TrainingStep?> _steps;
    private readonly StepPower[][] _powers;
    private readonly SortedDictionary<(VirtualTime From, int Number), Job> _waiting = [];
    private readonly Dictionary<int, SteppingSize>[] _sizes;
    private Int128 _squares;
    private int _level;

    /// <summary>Makes them, without any job.</summary>
    public SteppingJobs(DataCenterPlan plan)
    {
        _steps = plan.Steps;
        _sizes = [.. plan.Steps.Select(_ => new Dictionary<int, SteppingSize>())];
        _powers =
        [
            .. Enumerable.Range(0, plan.SlowestLevel + 1).Select(level => plan.Steps
                .Select(step => step is null ? default : StepPower.Of(step, plan.Chip, level, plan.Power.StepSmoothing))
                .ToArray()),
        ];
    }

    /// <summary>When the next one begins to step; never: none is waiting for that.</summary>
    public VirtualTime Next { get; private set; } = VirtualTime.Never;

    /// <summary>IT power by which the largest of them swings.</summary>
    public Watts Largest { get; private set; }

    /// <summary>IT power by which all swing in phases of their own: the root of the sum of squares, rounded down.</summary>
    public Watts Independent => new((long)DeterministicMath.SquareRoot((UInt128)_squares));

    /// <summary>IT power by which all would swing that happen to step in phase.</summary>
    public Watts InPhase { get; private set; }

    /// <summary>The part of <see cref="InPhase"/> that lies above the mean.</summary>
    public Watts Above { get; private set; }

    /// <summary>What fillers burn, on average over a step.</summary>
    public Watts Burned { get; private set; }

    /// <summary>What storages lose, on average over a step.</summary>
    public Watts Lost { get; private set; }

    /// <summary>What storages give in one step of each job.</summary>
    public Joules Stored { get; private set; }

    /// <summary>Whether the jobs of a source step.</summary>
    public bool HaveSteps(int source) => source < _steps.Count && _steps[source] is not null;

    /// <summary>A job has its chips: it steps once it works.</summary>
    public void Add(Job job)
    {
        if (job.WorksFrom == job.Since)
        {
            Begin(job);
        }
        else
        {
            _waiting.Add((job.WorksFrom, job.Arrival.Number), job);
            FindNext();
        }
    }

    /// <summary>A job that steps, or waits for that, does not any more.</summary>
    /// <returns>Whether it did.</returns>
    public bool Remove(Job job)
    {
        if (job.Steps is { } size)
        {
            job.Steps = null;
            Drop(size);
            return true;
        }

        if (_waiting.Count == 0 || !_waiting.Remove((job.WorksFrom, job.Arrival.Number)))
        {
            return false;
        }

        FindNext();
        return true;
    }

    /// <summary>The next one that waits begins to step.</summary>
    public void BeginNext()
    {
        var (next, job) = _waiting.First();
        _waiting.Remove(next);
        FindNext();
        Begin(job);
    }

    /// <summary>Chips work at the speed of a level.</summary>
    public void SetSpeed(int level)
    {
        if (level == _level)
        {
            return;
        }

        _level = level;
        (_squares, InPhase, Above, Burned, Lost, Stored) = (0, default, default, default, default, default);
        foreach (var size in _sizes.SelectMany(known => known.Values))
        {
            size.SetPower(_powers[level][size.Source]);
            Add(size, size.Jobs);
            _squares += size.Square * size.Jobs;
        }

        FindLargest();
    }

    private void FindNext() => Next = _waiting.Count > 0 ? _waiting.First().Key.From : VirtualTime.Never;

    private void Begin(Job job)
    {
        var size = job.Steps = SizeOf(job);
        size.Jobs++;
        Add(size, 1);
        _squares += size.Square;
        Largest = new(Math.Max(Largest.Milliwatts, size.Power.Swing.Milliwatts));
    }

    private void Drop(SteppingSize size)
    {
        size.Jobs--;
        Add(size, -1);
        _squares -= size.Square;

        if (size.Jobs > 0)
        {
            return;
        }

        // Only when the last job of the largest size stops do all sizes have to be looked at.
        _sizes[size.Source].Remove(size.Chips);
        if (size.Power.Swing == Largest)
        {
            FindLargest();
        }
    }

    private void Add(SteppingSize size, int jobs)
    {
        InPhase += size.Power.Swing * jobs;
        Above += size.Power.Above * jobs;
        Burned += size.Power.Burned * jobs;
        Lost += size.Power.Lost * jobs;
        Stored += size.Power.Stored * jobs;
    }

    private SteppingSize SizeOf(Job job)
    {
        var (source, known) = (job.Arrival.Source, _sizes[job.Arrival.Source]);
        if (!known.TryGetValue(job.Size, out var size))
        {
            size = new(source, job.Size, _powers[_level][source]);
            known.Add(job.Size, size);
        }

        return size;
    }

    private void FindLargest()
    {
        var largest = 0L;
        foreach (var known in _sizes)
        {
            foreach (var size in known.Values)
            {
                largest = Math.Max(largest, size.Power.Swing.Milliwatts);
            }
        }

        Largest = new(largest);
    }
}
