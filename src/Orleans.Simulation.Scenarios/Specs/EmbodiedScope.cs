namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>Which part of a chip's embodied carbon.</summary>
public enum EmbodiedScope
{
    /// <summary>Making the chip and its memory.</summary>
    Manufacturing,

    /// <summary>All of it but operation: manufacturing, its share of the machine, transport, end of life.</summary>
    Total,
}
