namespace Orleans.Simulation.Benchmarks.RawCalls;

/// <summary>A grain that does nothing: the floor under a call to a chip.</summary>
[Alias("bench.chip")]
public interface IPingChipGrain : IGrainWithIntegerKey
{
    [Alias("ping")]
    ValueTask<int> Ping(int number);
}
