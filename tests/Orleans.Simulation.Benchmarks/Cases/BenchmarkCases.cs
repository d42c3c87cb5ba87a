namespace Orleans.Simulation.Benchmarks.Cases;

/// <summary>All cases in the order in which they run.</summary>
internal static class BenchmarkCases
{
    private static readonly DayCase Day = new();

    /// <summary>The cases.</summary>
    public static readonly IReadOnlyList<IBenchmarkCase> All =
    [
        new ActivationCase(),
        new CallCase(),
        new MillionCase(),
        new EngineCase(EngineLoad.Dense),
        new EngineCase(EngineLoad.DenseOneDataCenter),
        new EngineCase(EngineLoad.Sparse),
        EnergyCase.Series,
        EnergyCase.Power,
        EnergyCase.Swings,
        EnergyCase.All,
        Day,
        new MonthCase(Day),
        new FailuresCase(),
        new BigJobCase(),
        new ReplayCase(),
        new QueueCase(),
        new RackCase(),
        new SoakCase(),
        SilosCase.Two,
        SilosCase.Long,
        SilosCase.One,
        new CheckpointCase(),
    ];
}
