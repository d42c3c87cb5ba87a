namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>How data centers smooth ramps. Powers in milliwatts, energies in millijoules.</summary>
/// <param name="Limit">By how much the mean power may change from one interval to the next.</param>
/// <param name="Filler">Whether power is burned rather than that it falls faster.</param>
/// <param name="StoragePower">Most that a storage takes or gives; zero: there is none.</param>
/// <param name="Seconds">For how many seconds it does, when it is full.</param>
internal sealed record SwarmSmoothing(long Limit, bool Filler, long StoragePower, int Seconds)
{
    private const decimal MilliwattSecondsPerKilowattHour = 3_600_000_000;

    /// <summary>Whether there is anything to do it with, or a limit alone.</summary>
    public bool Smooths => Filler || StoragePower > 0;

    /// <summary>The keys of a scenario's power.</summary>
    public string Keys => $"rampLimit: {Limit / 1000m:0.000} W, filler: {(Filler ? "true" : "false")}"
        + (StoragePower == 0
            ? string.Empty
            : $", storage: {{ power: {StoragePower / 1000m:0.000} W, capacity: {Capacity:0.00000000} kWh, efficiency: 0.85 }}");

    private decimal Capacity => Math.Max(0.00000001m, StoragePower * Seconds / MilliwattSecondsPerKilowattHour);
}
