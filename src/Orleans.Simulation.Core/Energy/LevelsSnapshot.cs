using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Energy;

/// <summary>Chips by status and the integrals of these levels at a checkpoint.</summary>
/// <param name="Since">Up to when the integrals reach.</param>
/// <param name="Idle">Idle chips.</param>
/// <param name="Busy">Busy chips.</param>
/// <param name="Failed">Failed chips.</param>
/// <param name="IdleTime">Idle chip-microseconds.</param>
/// <param name="BusyTime">Busy chip-microseconds.</param>
/// <param name="FailedTime">Failed chip-microseconds.</param>
/// <param name="Energy">Energy of the chips.</param>
/// <param name="SpeedLevel">Level of the speed of busy chips.</param>
/// <param name="Loaded">Busy chips that only keep a model in memory.</param>
/// <param name="MemoryBound">Busy chips that wait for memory.</param>
/// <param name="ComputeBound">Busy chips that only compute.</param>
public sealed record LevelsSnapshot(
    VirtualTime Since,
    int Idle,
    int Busy,
    int Failed,
    Int128 IdleTime,
    Int128 BusyTime,
    Int128 FailedTime,
    Joules Energy,
    int SpeedLevel,
    int Loaded,
    int MemoryBound,
    int ComputeBound);
