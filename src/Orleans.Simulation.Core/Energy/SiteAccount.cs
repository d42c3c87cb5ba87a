using Orleans.Simulation.Core.Numerics;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Energy;

/// <summary>What a power that changes from time to time comes to at its site, up to an instant.</summary>
/// <remarks>
/// It keeps the integral of the rates up to there, so that only the step of the latest instant has to be found, and adds in place: a job has one.
/// </remarks>
internal struct SiteAccount
{
    private Int128 _facility;
    private Int128 _carbon;
    private Int128 _cost;
    private Int128 _facilityIntegral;
    private Int128 _carbonIntegral;
    private Int128 _costIntegral;

    /// <summary>Makes an account with what it has come to before.</summary>
    public SiteAccount(SiteTotals before) => (_facility, _carbon, _cost) = (before.Facility, before.Carbon, before.Cost);

    /// <summary>What it has come to.</summary>
    public readonly SiteTotals Totals => new(_facility, _carbon, _cost);

    /// <summary>Power is drawn from an instant on, and none was since the last time.</summary>
    public void BeginAt(VirtualTime now, SiteRates rates)
    {
        ref readonly var step = ref rates.Find(now);
        var elapsed = (now - step.Start).Microseconds;
        _facilityIntegral = step.Before.Facility + DeterministicMath.Product(step.Rates.Facility, elapsed);
        _carbonIntegral = step.Before.Carbon + DeterministicMath.Product(step.Rates.Carbon, elapsed);
        _costIntegral = step.Before.Cost + DeterministicMath.Product(step.Rates.Cost, elapsed);
    }

    /// <summary>A power has been drawn since the last time.</summary>
    public void AccrueTo(VirtualTime now, Watts power, SiteRates rates)
    {
        var (facility, carbon, cost) = (_facilityIntegral, _carbonIntegral, _costIntegral);
        BeginAt(now, rates);
        _facility += DeterministicMath.Product(_facilityIntegral - facility, power.Milliwatts);
        _carbon += DeterministicMath.Product(_carbonIntegral - carbon, power.Milliwatts);
        _cost += DeterministicMath.Product(_costIntegral - cost, power.Milliwatts);
    }
}
