namespace Orleans.Simulation.Grains.Silos;

/// <summary>What a silo says of itself before it takes part in a run.</summary>
/// <param name="Version">Version of the simulator that it runs.</param>
/// <param name="MemoryBytes">Memory that its process may use.</param>
[GenerateSerializer, Immutable, Alias("ois.silo-facts")]
public sealed record SiloFacts([property: Id(0)] string Version, [property: Id(1)] long MemoryBytes)
{
    /// <summary>The facts of this process.</summary>
    public static SiloFacts OfThisProcess { get; } = new(
        typeof(SiloFacts).Assembly.GetName().Version!.ToString(3), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
}
