namespace Orleans.Simulation.Core.Chips;

/// <summary>A speed at which chips can work.</summary>
/// <param name="Percent">Of full speed, 1 to 100: what takes 100 at full speed takes 10,000 / Percent.</param>
/// <param name="Power">Power of a healthy chip that is held by a job.</param>
public readonly record struct ChipSpeed(int Percent, ActivityPower Power)
{
    /// <summary>The <see cref="Percent"/> of full speed.</summary>
    public const int Full = 100;
}
