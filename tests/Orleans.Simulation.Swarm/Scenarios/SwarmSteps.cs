namespace Orleans.Simulation.Swarm.Scenarios;

/// <summary>Training steps of all jobs that train. Shares in millionths, powers in milliwatts.</summary>
/// <param name="Period">Length of a step in milliseconds.</param>
/// <param name="Communicating">Share of it for which chips communicate.</param>
/// <param name="Filler">Share of the swing by which they burn power meanwhile; zero: none.</param>
/// <param name="Range">How far apart the highest and the lowest power may be; zero: that has no limit.</param>
/// <param name="Window">Within how many seconds.</param>
internal sealed record SwarmSteps(int Period, int Communicating, int Filler, long Range, int Window)
{
    private const int Unit = 1_000_000;

    /// <summary>The key of a source.</summary>
    public string Key => $"step: {{ period: {Period}ms, communicating: {Communicating / 1e6m:0.000000} }}";

    /// <summary>The keys of a scenario's power.</summary>
    public string Keys => "stepEdge: 1ms"
        + (Filler == 0 ? string.Empty : $", stepFiller: {Filler / 1e6m:0.000000}")
        + (Range == 0 ? string.Empty : $", rangeLimit: {Range / 1000m:0.000} W, rangeWindow: {Window}s");

    /// <summary>By how much power of a chip goes up and down around its mean, at full speed.</summary>
    public long SwingOf(SwarmPower chip) => chip.Busy - chip.Idle + RoundedUp((Int128)(chip.Busy - chip.Idle) * Communicating, Unit - Communicating);

    /// <summary>What a chip burns on average.</summary>
    public long BurnedBy(SwarmPower chip) => RoundedUp((Int128)SwingOf(chip) * Filler * Communicating, (Int128)Unit * Unit);

    private static long RoundedUp(Int128 amount, Int128 over) => (long)((amount + over - 1) / over);
}
