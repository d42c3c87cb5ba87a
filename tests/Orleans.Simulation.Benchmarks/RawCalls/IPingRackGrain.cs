namespace Orleans.Simulation.Benchmarks.RawCalls;

/// <summary>A grain that calls its chips over and over, as a rack does.</summary>
[Alias("bench.rack")]
public interface IPingRackGrain : IGrainWithIntegerKey
{
    [Alias("fan-out")]
    Task FanOut(int chips, int rounds);
}
