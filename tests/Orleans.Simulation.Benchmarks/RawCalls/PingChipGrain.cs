namespace Orleans.Simulation.Benchmarks.RawCalls;

/// <summary>Answers at once.</summary>
internal sealed class PingChipGrain(IGrainContext context) : IGrainBase, IPingChipGrain
{
    public IGrainContext GrainContext => context;

    public ValueTask<int> Ping(int number) => new(number);
}
