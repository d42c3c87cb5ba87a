using Orleans.Simulation.Core.Chips;

namespace Orleans.Simulation.Core.Energy;

/// <summary>Conversion of power in a rack, from what feeds it to what its chips and hosts run on: rectifiers and power supplies.</summary>
/// <remarks>
/// Its efficiency is the same at any load. So each power that something in the rack draws is worked out once, as the power at the
/// rack's input, and of all energy that is drawn there the same share is lost: exact for a chip, a job, a rack and a data center, in
/// sums that agree, without an account of its own.
/// </remarks>
/// <param name="Efficiency">
/// Power that comes out over power that goes in, in millionths: greater than zero and at most <see cref="Unit"/>.
/// </param>
public sealed record RackConversion(int Efficiency)
{
    /// <summary>An efficiency of 1.</summary>
    public const int Unit = 1_000_000;

    /// <summary>A conversion that loses nothing.</summary>
    public static RackConversion None { get; } = new(Unit);

    /// <summary>Power at the rack's input for a power behind the conversion.</summary>
    /// <param name="load">What something in the rack draws.</param>
    /// <returns>Whole milliwatts, rounded up, so that there is never less than the load and its loss.</returns>
    public Watts InputFor(Watts load) => new((long)((((Int128)load.Milliwatts * Unit) + Efficiency - 1) / Efficiency));

    /// <summary>The same of a chip at work.</summary>
    public ActivityPower InputFor(in ActivityPower loads) => new(
        InputFor(loads.Training), InputFor(loads.Loaded), InputFor(loads.MemoryBound), InputFor(loads.ComputeBound));

    /// <summary>What is left, behind the conversion, of energy that is drawn at the input.</summary>
    /// <param name="input">The energy, the loss included.</param>
    /// <returns>Femtojoules: exact, and all but <see cref="LossOf"/>.</returns>
    public Int128 LeftOf(Joules input) => input.Nanojoules * Efficiency;

    /// <summary>What is lost of energy that is drawn at the input.</summary>
    /// <param name="input">The energy, the loss included.</param>
    /// <returns>Femtojoules: exact.</returns>
    public Int128 LossOf(Joules input) => input.Nanojoules * (Unit - Efficiency);
}
