using Orleans.Simulation.Core.Scheduling;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>How every data center of a scenario schedules.</summary>
public sealed record SchedulerSpec
{
    /// <summary>The order of a scenario that gives none.</summary>
    public const QueueOrder DefaultOrder = QueueOrder.Fifo;

    /// <summary>The placement of a scenario that gives none.</summary>
    public const PlacementPolicy DefaultPlacement = PlacementPolicy.Racks;

    /// <summary>In which order waiting jobs are tried. Default: <see cref="DefaultOrder"/>.</summary>
    public QueueOrder Order { get; init; } = DefaultOrder;

    /// <summary>Which free chips a job gets. Default: <see cref="DefaultPlacement"/>.</summary>
    public PlacementPolicy Placement { get; init; } = DefaultPlacement;

    /// <summary>Time between two scheduling passes; zero: a pass whenever something changed. Default: 0 s.</summary>
    public VirtualDuration Interval { get; init; }
}
