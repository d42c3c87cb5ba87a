using System.Diagnostics.CodeAnalysis;

namespace Orleans.Simulation.Scenarios.Specs;

/// <summary>Number formats for which chips have a peak. All peaks are dense: figures with sparsity are not accepted.</summary>
public enum Precision
{
    /// <summary>16 bits, brain floating point.</summary>
    Bf16,

    /// <summary>8 bits, floating point (E4M3, E5M2).</summary>
    Fp8,

    /// <summary>8 bits, floating point with a configurable exponent, of AWS.</summary>
    Cfp8,

    /// <summary>8 bits, floating point with a scale for each block of numbers (OCP microscaling).</summary>
    Mxfp8,

    /// <summary>8 bits, integer.</summary>
    [SuppressMessage("Naming", "CA1720:Identifiers should not contain type names", Justification = "The field's word.")]
    Int8,

    /// <summary>4 bits, floating point.</summary>
    Fp4,
}
