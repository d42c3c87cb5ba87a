using Orleans.Simulation.Core.Energy;

namespace Orleans.Simulation.Core.Metrics;

/// <summary>Jobs of a source that step with one number of chips, and what each of them does to power at the speed of now.</summary>
internal sealed class SteppingSize
{
    private StepPower _power;

    /// <summary>Makes a size without any job.</summary>
    /// <param name="source">Source of the jobs.</param>
    /// <param name="chips">Chips of each of them.</param>
    /// <param name="ofChip">What a chip does.</param>
    public SteppingSize(int source, int chips, StepPower ofChip)
    {
        (Source, Chips) = (source, chips);
        SetPower(ofChip);
    }

    /// <summary>Source of the jobs.</summary>
    public int Source { get; }

    /// <summary>Chips of each of them.</summary>
    public int Chips { get; }

    /// <summary>How many jobs step.</summary>
    public int Jobs { get; set; }

    /// <summary>What all chips of one of them do.</summary>
    public ref readonly StepPower Power => ref _power;

    /// <summary>Square of its swing, in square milliwatts.</summary>
    public Int128 Square { get; private set; }

    /// <summary>Chips work at another speed.</summary>
    public void SetPower(StepPower ofChip)
    {
        _power = ofChip * Chips;
        var swing = _power.Swing.Milliwatts;
        Square = Math.BigMul(swing, swing);
    }
}
