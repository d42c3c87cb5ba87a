namespace Orleans.Simulation.Grains.Calls;

/// <summary>For how long callers wait for answers that may come from other silos.</summary>
public sealed record PatienceOptions
{
    /// <summary>Activations take some 60 us a chip on one processor: this is more than ten times as much.</summary>
    private static readonly TimeSpan ToMakeAChip = TimeSpan.FromMilliseconds(1);

    /// <summary>Whatever a call is about: racks take milliseconds, windows seconds. Default: a minute.</summary>
    public TimeSpan Least { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For a call that makes chips.</summary>
    /// <param name="chips">Their number.</param>
    public TimeSpan ToMake(long chips) => Least + (ToMakeAChip * chips);
}
