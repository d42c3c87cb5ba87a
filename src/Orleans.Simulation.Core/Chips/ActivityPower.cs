using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;

namespace Orleans.Simulation.Core.Chips;

/// <summary>What a healthy chip draws that a job holds, by what the job has it do.</summary>
/// <param name="Training">With <see cref="JobActivity.Training"/>.</param>
/// <param name="Loaded">With <see cref="JobActivity.Loaded"/>.</param>
/// <param name="MemoryBound">With <see cref="JobActivity.MemoryBound"/>.</param>
/// <param name="ComputeBound">With <see cref="JobActivity.ComputeBound"/>.</param>
public readonly record struct ActivityPower(Watts Training, Watts Loaded, Watts MemoryBound, Watts ComputeBound)
{
    /// <summary>All activities.</summary>
    internal static readonly JobActivity[] Activities = Enum.GetValues<JobActivity>();

    /// <summary>The same power whatever jobs do.</summary>
    public ActivityPower(Watts power)
        : this(power, power, power, power)
    {
    }

    /// <summary>The power of an activity.</summary>
    public Watts Of(JobActivity activity) => activity switch
    {
        JobActivity.Loaded => Loaded,
        JobActivity.MemoryBound => MemoryBound,
        JobActivity.ComputeBound => ComputeBound,
        _ => Training,
    };
}
