using Orleans.Simulation.Core;
using Orleans.Simulation.Core.Jobs;

namespace Orleans.Simulation.Reporting;

/// <summary>What jobs of one data center computed. Null of jobs that state a run time: what they compute is not known.</summary>
/// <param name="speed">How fast its chips compute; null: no job of the run states its FLOPs.</param>
internal sealed class ComputeFigures(EffectiveSpeed? speed)
{
    /// <summary>FLOP done and not lost.</summary>
    public Int128? Done(JobRecord job) =>
        job.Arrival.Flops is { } flops ? Speed.DoneIn(flops, job.Arrival.Chips, job.ChipTime.Productive) : null;

    /// <summary>FLOP done and lost to failures, of a job that states its FLOPs.</summary>
    public Int128 Lost(JobRecord job) => job.ChipTime.Lost * Speed.PerChip(job.Arrival.Flops!, job.Arrival.Chips);

    private EffectiveSpeed Speed =>
        speed ?? throw new SimulationFaultException("A job states its FLOPs in a run in which none does.");
}
