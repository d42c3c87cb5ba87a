using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Failures;

/// <summary>A chip that has failed without anybody knowing.</summary>
/// <param name="Chip">Index of the chip in the data center, counted in full racks.</param>
/// <param name="Time">When it failed.</param>
/// <param name="Cause">Index of the cause.</param>
/// <param name="Job">The job that held it then, or <see cref="FailureRecord.NoJob"/>.</param>
public readonly record struct UndetectedFailure(int Chip, VirtualTime Time, int Cause, int Job);
