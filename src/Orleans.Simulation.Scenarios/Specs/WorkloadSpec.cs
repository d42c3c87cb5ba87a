using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Core.Workloads;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>Where the jobs of a scenario come from.</summary>
public sealed record WorkloadSpec
{
    /// <summary>Most sources in a workload.</summary>
    public const int MaxSources = 1_000;

    /// <summary>
    /// Folder of the trace files; relative to the scenario file's folder, or to the working directory for built-in presets.
    /// Default: null, that folder itself.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>The sources in index order; 1 to <see cref="MaxSources"/>.</summary>
    public required IReadOnlyList<SourceSpec> Sources { get; init; }

    /// <summary>Whether sources differ in priority; otherwise no result depends on it.</summary>
    public bool HasPriorities => Sources.Any(source => source.Priority != Sources[0].Priority);
}

/// <summary>One source of jobs: exactly one of a trace and a generator.</summary>
public sealed record SourceSpec
{
    /// <summary>The highest <see cref="Priority"/>.</summary>
    public const int MaxPriority = 1_000;

    /// <summary>The lowest <see cref="Priority"/>.</summary>
    public const int MinPriority = -MaxPriority;

    /// <summary>Name, unique among the sources: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the data center that all its jobs go to. Default: null, the broker chooses.</summary>
    public string? DataCenter { get; init; }

    /// <summary>Jobs from a file. Default: null.</summary>
    public TraceSpec? Trace { get; init; }

    /// <summary>Jobs drawn at random. Default: null.</summary>
    public GeneratorSpec? Generator { get; init; }

    /// <summary>What its jobs have chips do, which decides what these draw. Default: <see cref="JobActivity.Training"/>.</summary>
    public JobActivity Activity { get; init; }

    /// <summary>
    /// The step of training that its jobs repeat; with <see cref="JobActivity.Training"/> only. Default: null, their power does not swing.
    /// </summary>
    public TrainingStepSpec? Step { get; init; }

    /// <summary>
    /// How important its jobs are: those of higher priority wait in front of all others, and are stopped after them where power is
    /// short; <see cref="MinPriority"/> to <see cref="MaxPriority"/>. Default: 0, as in Kubernetes and Slurm [R+].
    /// </summary>
    public int Priority { get; init; }

    /// <summary>
    /// Parts into which each of its jobs is split, for as many data centers; 1 to <see cref="WorkloadSource.MaxSites"/>. Default: 1,
    /// jobs are whole.
    /// </summary>
    public int Sites { get; init; } = 1;

    /// <summary>
    /// Whether the parts of each of its jobs are a gang: they start, stop and go on together; needs <see cref="Sites"/> of at least 2.
    /// Default: false, each part goes on its own.
    /// </summary>
    public bool Gang { get; init; }

    /// <summary>How far its jobs may shrink when they start again. Default: null, they need all their chips always.</summary>
    public ShrinkSpec? Shrink { get; init; }

    /// <summary>
    /// Data centers that its jobs accept, by preference; at most <see cref="AffinitySpec.MaxItems"/> items. Default: none,
    /// and then they accept all.
    /// </summary>
    public IReadOnlyList<AffinitySpec> Affinity { get; init; } = [];

    /// <summary>How far its jobs may be postponed. Default: null, not at all.</summary>
    public ShiftSpec? Shift { get; init; }
}

/// <summary>How far jobs may shrink: elastic training.</summary>
public sealed record ShrinkSpec
{
    /// <summary>Smallest share of its chips with which a job works, in whole millionths; above 0, below 1.</summary>
    public required decimal To { get; init; }

    /// <summary>
    /// With fewer chips than all, a job works with a multiple of this many, such as one replica of its model; 1 to
    /// <see cref="FleetSpec.MaxChips"/>. Default: 1.
    /// </summary>
    public int Step { get; init; } = 1;
}

/// <summary>A trace file and how it is played.</summary>
public sealed record TraceSpec
{
    /// <summary>The format when a source names none: recognized by the header of the file.</summary>
    public const string DefaultFormat = "auto";

    /// <summary>The largest time scale; the smallest is a millionth.</summary>
    public const decimal MaxTimeScale = 1_000;

    /// <summary>Path of the file, relative to <see cref="WorkloadSpec.Folder"/> or absolute.</summary>
    public required string File { get; init; }

    /// <summary>Name of its format. Default: <see cref="DefaultFormat"/>.</summary>
    public string Format { get; init; } = DefaultFormat;

    /// <summary>Added to every submission after scaling; may be negative. Default: 0 s.</summary>
    public VirtualDuration TimeShift { get; init; }

    /// <summary>
    /// Factor on submission times, in whole millionths up to <see cref="MaxTimeScale"/>: 0.5 plays arrivals twice as
    /// densely. Default: 1.
    /// </summary>
    public decimal TimeScale { get; init; } = 1;

    /// <summary>
    /// Whether its jobs may state their FLOPs, as its header says; no key. Default: false, also until
    /// <see cref="Loading.LoadedScenario.WithTraces"/> has looked.
    /// </summary>
    public bool StatesFlops { get; init; }
}
