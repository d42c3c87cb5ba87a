namespace Orleans.Simulation.Grains.Calls;

/// <summary>What every call between grains of a run carries, so that no answer can belong to anything else.</summary>
/// <param name="Run">Number of the run; part of every grain key too.</param>
/// <param name="Epoch">Counts the times the run began: a grain of another epoch has another past.</param>
/// <param name="Window">Counts the caller's windows and exchanges: rises from call to call; a repeated one is answered with the same reply.</param>
[GenerateSerializer, Immutable, Alias("ois.stamp")]
public readonly record struct CallStamp(
    [property: Id(0)] int Run,
    [property: Id(1)] int Epoch,
    [property: Id(2)] long Window);
