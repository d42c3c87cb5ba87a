using Orleans.Simulation.Core.DataCenters;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Numerics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>Jobs of a data center that go through training steps, and what comes of all of them, kept up with every change.</summary>
/// <remarks>Chips of a job are in phase; jobs are not in phase with each other.</remarks>
internal sealed class SteppingJobs
{
    private readonly IReadOnlyList<TrainingStep?> _steps;
    private readonly StepPower[][] _powers;
    private readonly Dictionary<int, (int Source, int Chips, VirtualTime From, bool IsStepping)> _jobs = [];
    private readonly SortedSet<(VirtualTime From, int Job)> _waiting = [];
    private readonly Dictionary<long, int> _swings = [];
    private long _largest;
    private UInt128 _root;
    private UInt128 _squares;
    private int _level;

    /// <summary>Makes them, without any job.</summary>
    public SteppingJobs(DataCenterPlan plan)
    {
        _steps = plan.Steps;
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
    public Watts Largest => new(_largest);

    /// <summary>IT power by which all swing in phases of their own: the root of the sum of squares, rounded down.</summary>
    public Watts Independent => new((long)(_root = DeterministicMath.SquareRoot(_squares, guess: _root)));

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

    /// <summary>A job steps from an instant on.</summary>
    /// <param name="job">Its number.</param>
    /// <param name="source">Its source.</param>
    /// <param name="chips">Its chips.</param>
    /// <param name="since">Since when it has them.</param>
    /// <param name="from">From when on it steps.</param>
    public void Add(int job, int source, int chips, VirtualTime since, VirtualTime from)
    {
        _jobs.Add(job, (source, chips, from, from == since));
        if (from == since)
        {
            Count(source, chips, isStepping: true);
        }
        else
        {
            _waiting.Add((from, job));
        }
    }

    /// <summary>A job does not step any more; nothing happens if it did not.</summary>
    public void Remove(int job)
    {
        if (!_jobs.Remove(job, out var known))
        {
            return;
        }

        if (known.IsStepping)
        {
            Count(known.Source, known.Chips, isStepping: false);
        }
        else
        {
            _waiting.Remove((known.From, job));
        }
    }

    /// <summary>The next one that waits begins to step.</summary>
    public void BeginNext()
    {
        var next = _waiting.Min;
        _waiting.Remove(next);
        var job = _jobs[next.Job];
        _jobs[next.Job] = job with { IsStepping = true };
        Count(job.Source, job.Chips, isStepping: true);
    }

    /// <summary>Chips work at the speed of a level.</summary>
    public void SetSpeed(int level)
    {
        if (level == _level)
        {
            return;
        }

        var stepping = _jobs.Values.Where(job => job.IsStepping).ToList();
        stepping.ForEach(job => Count(job.Source, job.Chips, isStepping: false));
        _level = level;
        stepping.ForEach(job => Count(job.Source, job.Chips, isStepping: true));
    }

    private void Count(int source, int chips, bool isStepping)
    {
        var power = _powers[_level][source];
        var swing = (power.Swing * chips).Milliwatts;
        var square = (UInt128)Math.BigMul(swing, swing);
        _squares = isStepping ? _squares + square : _squares - square;
        Note(swing, isStepping ? 1 : -1);
        var count = isStepping ? chips : -chips;
        InPhase += power.Swing * count;
        Above += power.Above * count;
        Burned += power.Burned * count;
        Lost += power.Lost * count;
        Stored += power.Stored * count;
    }

    /// <summary>Jobs come in few sizes: only when the last one of the largest size stops do all sizes have to be looked at.</summary>
    private void Note(long swing, int jobs)
    {
        var left = _swings.GetValueOrDefault(swing) + jobs;
        if (left > 0)
        {
            _swings[swing] = left;
            _largest = Math.Max(_largest, swing);
            return;
        }

        _swings.Remove(swing);
        if (swing == _largest)
        {
            _largest = _swings.Keys.DefaultIfEmpty().Max();
        }
    }
}
