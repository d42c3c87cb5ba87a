using System.Runtime.InteropServices;
using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Numerics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>Jobs of a data center that go through training steps, and what comes of all of them, kept up with every change.</summary>
/// <remarks>
/// Chips of a job are in phase; jobs are not in phase with each other. Jobs come in few sizes, so those that step are counted by size, and each
/// knows itself whether it does.
/// </remarks>
internal sealed class SteppingJobs
{
    private readonly IReadOnlyList<TrainingStep?> _steps;
    private readonly StepPower[][] _powers;
    private readonly SortedDictionary<(VirtualTime From, int Number), Job> _waiting = [];
    private readonly Dictionary<int, int>[] _jobsBySize;
    private Int128 _squares;
    private long _largest;
    private int _level;

    /// <summary>Makes them, without any job.</summary>
    public SteppingJobs(DataCenterPlan plan)
    {
        _steps = plan.Steps;
        _jobsBySize = [.. plan.Steps.Select(_ => new Dictionary<int, int>())];
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
    public Watts Largest => new(_largest);

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
            job.Stepping = SteppingState.Waiting;
            _waiting.Add((job.WorksFrom, job.Arrival.Number), job);
            FindNext();
        }
    }

    /// <summary>A job that steps, or waits for that, does not any more.</summary>
    public void Remove(Job job)
    {
        if (job.Stepping == SteppingState.Stepping)
        {
            Count(job.Arrival.Source, job.Size, jobs: -1);
        }
        else
        {
            _waiting.Remove((job.WorksFrom, job.Arrival.Number));
            FindNext();
        }

        job.Stepping = SteppingState.None;
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
        (_squares, _largest, InPhase, Above, Burned, Lost, Stored) = (0, 0, default, default, default, default, default);
        for (var source = 0; source < _jobsBySize.Length; source++)
        {
            foreach (var (chips, jobs) in _jobsBySize[source])
            {
                Sum(source, chips, jobs);
                _largest = Math.Max(_largest, SwingOf(source, chips));
            }
        }
    }

    private void Begin(Job job)
    {
        job.Stepping = SteppingState.Stepping;
        Count(job.Arrival.Source, job.Size, jobs: 1);
    }

    private void FindNext() => Next = _waiting.Count > 0 ? _waiting.First().Key.From : VirtualTime.Never;

    private long SwingOf(int source, int chips) => _powers[_level][source].Swing.Milliwatts * chips;

    private void Count(int source, int chips, int jobs)
    {
        Sum(source, chips, jobs);
        var swing = SwingOf(source, chips);
        var sizes = _jobsBySize[source];
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(sizes, chips, out _);
        count += jobs;
        if (count > 0)
        {
            _largest = Math.Max(_largest, swing);
            return;
        }

        // Only when the last job of the largest size stops do all sizes have to be looked at.
        sizes.Remove(chips);
        if (swing == _largest)
        {
            _largest = _jobsBySize.SelectMany((known, from) => known.Keys.Select(size => SwingOf(from, size))).DefaultIfEmpty().Max();
        }
    }

    private void Sum(int source, int chips, int jobs)
    {
        ref readonly var power = ref _powers[_level][source];
        var swing = SwingOf(source, chips);
        _squares += Math.BigMul(swing, swing * jobs);
        var all = (long)chips * jobs;
        InPhase += power.Swing * all;
        Above += power.Above * all;
        Burned += power.Burned * all;
        Lost += power.Lost * all;
        Stored += power.Stored * all;
    }
}
