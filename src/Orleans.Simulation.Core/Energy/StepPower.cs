using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Energy;

/// <summary>What a chip does to power within a training step, at one speed; or what several do.</summary>
/// <param name="Above">How much more than on average it draws while it computes.</param>
/// <param name="Below">How much less while it communicates.</param>
/// <param name="Burned">What its filler burns, on average over a step.</param>
/// <param name="Lost">What its storage loses, on average over a step.</param>
/// <param name="Stored">What its storage gives in a step.</param>
public readonly record struct StepPower(Watts Above, Watts Below, Watts Burned, Watts Lost, Joules Stored)
{
    private const int Unit = TrainingStep.Unit;

    /// <summary>How far it goes up and down.</summary>
    public Watts Swing => Above + Below;

    /// <summary>What several do, all in phase.</summary>
    public static StepPower operator *(StepPower power, long count) =>
        new(power.Above * count, power.Below * count, power.Burned * count, power.Lost * count, power.Stored * count);

    /// <summary>What a chip does in a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="chip">The chip type.</param>
    /// <param name="speedLevel">Level of its speed; a step takes longer at a lower one.</param>
    /// <param name="smoothing">What smooths swings.</param>
    /// <returns>Each of them in whole milliwatts: what is below the mean exact, the rest rounded up.</returns>
    public static StepPower Of(TrainingStep step, ChipModel chip, int speedLevel, StepSmoothing smoothing)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(chip);
        ArgumentNullException.ThrowIfNull(smoothing);
        var speed = chip.SpeedAt(speedLevel);
        var below = Math.Max(0, (speed.Power.Training - LowOf(step, chip, speed)).Milliwatts);
        Int128 low = step.Communicating;
        var high = Unit - low;
        var above = StepSmoothing.RoundedUp(below * low, high);
        var swing = below + above;

        // Storage takes, while chips communicate, so much that what comes out again lasts while they compute.
        var stored = swing * smoothing.Storage * low * high;
        var turns = ((high * Unit) + (low * smoothing.Efficiency)) * Unit * Unit;
        var burned = swing * (Unit - smoothing.Storage) * smoothing.Filler * low;
        var period = step.Period.Microseconds * ChipSpeed.Full / speed.Percent;
        return new(
            new((long)above),
            new(below),
            new((long)StepSmoothing.RoundedUp(burned, (Int128)Unit * Unit * Unit)),
            new((long)StepSmoothing.RoundedUp(stored * (Unit - smoothing.Efficiency), turns)),
            new Watts((long)StepSmoothing.RoundedUp(stored * smoothing.Efficiency, turns)) * new VirtualDuration(period));
    }

    private static Watts LowOf(TrainingStep step, ChipModel chip, ChipSpeed speed) =>
        step.Low == StepLow.Loaded ? speed.Power.Loaded : chip.Idle;
}
