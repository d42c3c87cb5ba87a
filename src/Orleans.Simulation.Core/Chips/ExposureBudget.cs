using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Chips;

/// <summary>What load a chip can still bear before it fails: its promise where failures depend on load.</summary>
/// <remarks>
/// Exposure is the age that counts: a chip uses up parts of its budget for every microsecond, more when it is busy, see
/// <see cref="ChipModel.ExposureOf"/>. Chip, rack and data center integrate it, each for itself, with this arithmetic alone.
/// It is linear and in whole numbers, so it makes no difference how time is cut. The chip fails at the first microsecond at
/// which nothing is left. Source of the model: cumulative exposure, W. Nelson, "Accelerated Life Testing: Step-Stress Models and Data
/// Analyses", IEEE Transactions on Reliability 29(2), 1980.
/// </remarks>
/// <param name="Since">The instant up to which exposure is accrued.</param>
/// <param name="Left">Parts left then; at most zero: used up. <see cref="long.MaxValue"/>: without end.</param>
public readonly record struct ExposureBudget(VirtualTime Since, long Left)
{
    /// <summary>A budget that is never used up.</summary>
    public static ExposureBudget Endless { get; } = new(VirtualTime.Zero, long.MaxValue);

    /// <summary>Whether the budget is never used up.</summary>
    public bool IsEndless => Left == long.MaxValue;

    /// <summary>The budget of a chip that is as good as new.</summary>
    /// <param name="life">How long it lives if it is always busy.</param>
    /// <param name="since">Since when.</param>
    /// <param name="parts">Parts that it uses up in a busy microsecond.</param>
    /// <returns>Endless where 64 bits do not hold it: 292 years of work, where parts are thousandths.</returns>
    public static ExposureBudget Of(VirtualDuration life, VirtualTime since, int parts) =>
        life.Microseconds >= long.MaxValue / parts ? Endless with { Since = since } : new(since, life.Microseconds * parts);

    /// <summary>What is left at a later instant.</summary>
    /// <param name="time">The instant.</param>
    /// <param name="parts">Parts that were used up in each microsecond until then.</param>
    public ExposureBudget At(VirtualTime time, int parts) =>
        new(time, IsEndless ? Left : Left - (parts * (time - Since).Microseconds));

    /// <summary>When the budget is used up if the load stays as it is.</summary>
    /// <param name="parts">Parts that are used up in each microsecond.</param>
    public VirtualTime EndsAt(int parts)
    {
        if (Left <= 0)
        {
            return Since;
        }

        if (IsEndless || parts == 0)
        {
            return VirtualTime.Never;
        }

        var microseconds = parts == 1 ? Left : ((Left - 1) / parts) + 1;
        return microseconds < VirtualTime.Never.Microseconds - Since.Microseconds
            ? Since + new VirtualDuration(microseconds)
            : VirtualTime.Never;
    }
}
