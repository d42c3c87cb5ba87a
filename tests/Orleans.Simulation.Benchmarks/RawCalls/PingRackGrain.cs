namespace Orleans.Simulation.Benchmarks.RawCalls;

/// <summary>Calls all its chips, waits for all, and again.</summary>
internal sealed class PingRackGrain(IGrainContext context, IGrainFactory grains) : IGrainBase, IPingRackGrain
{
    public IGrainContext GrainContext => context;

    public async Task FanOut(int chips, int rounds)
    {
        var first = this.GetPrimaryKeyLong() * chips;
        var targets = Enumerable.Range(0, chips).Select(chip => grains.GetGrain<IPingChipGrain>(first + chip)).ToArray();
        var answers = new Task<int>[chips];
        for (var round = 0; round < rounds; round++)
        {
            for (var chip = 0; chip < chips; chip++)
            {
                answers[chip] = targets[chip].Ping(round).AsTask();
            }

            await Task.WhenAll(answers);
        }
    }
}
