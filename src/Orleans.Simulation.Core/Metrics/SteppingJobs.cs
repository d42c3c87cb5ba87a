using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Numerics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>Jobs of a data center that go through training steps, and what comes of all of them, kept up with every change.</summary>
/// <remarks>Chips of a job are in phase; jobs are not in phase with each other.</remarks>
internal sealed class SteppingJobs
{
    private readonly StepPower[][] _powers;
    private readonly Dictionary<int, (int Source, int Chips, VirtualTime From)> _jobs = [];
    private readonly SortedSet<(VirtualTime From, int Job)> _waiting = [];
    private readonly SortedSet<(long Swing, int Job)> _stepping = [];
    private UInt128 _squares;
    private int _level;

    /// <summary>Makes them, without any job.</summary>
    public SteppingJobs(DataCenterPlan plan)
    {
        _powers =
        [
            .. Enumerable.Range(0, plan.SlowestLevel + 1).Select(level => plan.Steps
                .Select(step => step is null ? default : StepPower.Of(step, plan.Chip, level, plan.Power.StepSmoothing))
                .ToArray()),
        ];
    }

    /// <summary>When the next one begins to step; never: none is waiting for that.</summary>
    public VirtualTime Next => _waiting.Count > 0 ? _waiting.Min.From : VirtualTime.Never;

    /// <summary>IT power by which the largest of them swings.</summary>
    public Watts Largest => _stepping.Count > 0 ? new(_stepping.Max.Swing) : default;

    /// <summary>IT power by which all swing in phases of their own: the root of the sum of squares, rounded down.</summary>
    public Watts Independent => new((long)DeterministicMath.SquareRoot(_squares));

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

    /// <summary>A job is going to step.</summary>
    /// <param name="job">Its number.</param>
    /// <param name="source">Its source.</param>
    /// <param name="chips">Its chips.</param>
    /// <param name="from">From when on.</param>
    public void Add(int job, int source, int chips, VirtualTime from)
    {
        _jobs.Add(job, (source, chips, from));
        _waiting.Add((from, job));
    }

    /// <summary>A job does not step any more; nothing happens if it did not.</summary>
    public void Remove(int job)
    {
        if (_jobs.Remove(job, out var known) && !_waiting.Remove((known.From, job)))
        {
            Count(job, known.Source, known.Chips, isStepping: false);
        }
    }

    /// <summary>The next one that waits begins to step.</summary>
    public void BeginNext()
    {
        var next = _waiting.Min;
        _waiting.Remove(next);
        var (source, chips, _) = _jobs[next.Job];
        Count(next.Job, source, chips, isStepping: true);
    }

    /// <summary>Chips work at the speed of a level.</summary>
    public void SetSpeed(int level)
    {
        if (level == _level)
        {
            return;
        }

        int[] jobs = [.. _stepping.Select(each => each.Job)];
        Array.ForEach(jobs, job => Count(job, _jobs[job].Source, _jobs[job].Chips, isStepping: false));
        _level = level;
        Array.ForEach(jobs, job => Count(job, _jobs[job].Source, _jobs[job].Chips, isStepping: true));
    }

    private void Count(int job, int source, int chips, bool isStepping)
    {
        var power = _powers[_level][source];
        var swing = power.Swing * chips;
        var square = (UInt128)Math.BigMul(swing.Milliwatts, swing.Milliwatts);
        _ = isStepping ? _stepping.Add((swing.Milliwatts, job)) : _stepping.Remove((swing.Milliwatts, job));
        _squares = isStepping ? _squares + square : _squares - square;
        var count = isStepping ? chips : -chips;
        InPhase += power.Swing * count;
        Above += power.Above * count;
        Burned += power.Burned * count;
        Lost += power.Lost * count;
        Stored += power.Stored * count;
    }
}
