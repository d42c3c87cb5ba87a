using Orleans.Simulation.Verification.Checks;

namespace Orleans.Simulation.Verification;

/// <summary>All checks in the order in which they run.</summary>
public static class VerificationChecks
{
    /// <summary>The checks.</summary>
    public static IReadOnlyList<IVerificationCheck> All { get; } =
    [
        new EnergyCheck(),
        new LittleCheck(),
        new AvailabilityCheck(),
        new RepairmanCheck(),
        new LoadRateCheck(),
        new JobMttfCheck(),
        new QueueCheck(),
        new ErlangCheck(),
        new DalyCheck(),
        new YoungDalyCheck(),
        new MetaEttrCheck(),
        new MetaRscCheck(),
        new TpuV4Check(),
        new TpuV4FleetCheck(),
        new OpenDcCheck(),
        new Llama3Check(),
        new AiresimCheck(),
        new ConformanceCheck(),
    ];
}
