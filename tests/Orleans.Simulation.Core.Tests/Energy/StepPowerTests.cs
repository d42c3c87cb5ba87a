using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Energy;

/// <summary>What a chip does within a training step, by hand: 100 W idle, 700 W on average, 1,000 W of swing where it communicates for 0.4 of it.</summary>
public sealed class StepPowerTests
{
    private static readonly TrainingStep Step = new(VirtualDuration.FromSeconds(2), 400_000, StepLow.Idle);

    [Fact]
    public void Of_Step_LiesAroundTheMean()
    {
        var power = StepPower.Of(Step, TestPlans.Chip, speedLevel: 0, StepSmoothing.None);
        Assert.Equal(new(Watts.FromWatts(400), Watts.FromWatts(600), default, default, default), power);
        Assert.Equal(Watts.FromWatts(1000), power.Swing);
    }

    [Fact]
    public void Of_LowLoaded_GoesDownToALoadedChipAtItsSpeed()
    {
        var chip = TestPlans.Chip with
        {
            Loaded = Watts.FromWatts(300),
            LowSpeeds = [new(50, new(Watts.FromWatts(250), Watts.FromWatts(130), Watts.FromWatts(250), Watts.FromWatts(250)))],
        };
        var step = Step with { Low = StepLow.Loaded };
        Assert.Equal(Watts.FromWatts(400), StepPower.Of(step, chip, speedLevel: 0, StepSmoothing.None).Below);
        Assert.Equal(Watts.FromWatts(120), StepPower.Of(step, chip, speedLevel: 1, StepSmoothing.None).Below);
        Assert.Equal(Watts.FromWatts(150), StepPower.Of(Step, chip, speedLevel: 1, StepSmoothing.None).Below);
    }

    [Fact]
    public void Of_LowNotBelowTheMean_DoesNotSwing() => Assert.Equal(
        default, StepPower.Of(Step with { Low = StepLow.Loaded }, TestPlans.Chip, speedLevel: 0, new() { Storage = 500_000, Filler = 500_000 }));

    [Fact]
    public void Of_Storage_GivesWhatItTakesLessItsLosses()
    {
        // Of 500 W it gives 200 for 0.6 of the step, and takes 300 for 0.4 of it: at an efficiency of 1 that is the same.
        var whole = StepPower.Of(Step, TestPlans.Chip, speedLevel: 0, new() { Storage = 500_000 });
        Assert.Equal((Watts.FromWatts(0), new Joules(240_000_000_000)), (whole.Lost, whole.Stored));

        // At 0.5 it takes 375 W and gives 125: 150 W on average become 75.
        var lossy = StepPower.Of(Step, TestPlans.Chip, speedLevel: 0, new() { Storage = 500_000, Efficiency = 500_000 });
        Assert.Equal((Watts.FromWatts(75), new Joules(150_000_000_000)), (lossy.Lost, lossy.Stored));
    }

    [Fact]
    public void Of_Filler_BurnsWhileChipsCommunicate()
    {
        Assert.Equal(Watts.FromWatts(100), StepPower.Of(Step, TestPlans.Chip, speedLevel: 0, new() { Filler = 250_000 }).Burned);
        Assert.Equal(Watts.FromWatts(50), StepPower.Of(Step, TestPlans.Chip, speedLevel: 0, new() { Storage = 500_000, Filler = 250_000 }).Burned);
    }

    [Fact]
    public void Of_SlowChip_HasLongerSteps()
    {
        var chip = TestPlans.Chip with { LowSpeeds = [new(50, new(Watts.FromWatts(400)))] };
        var (full, slow) = (StepPower.Of(Step, chip, 0, new() { Storage = 500_000 }), StepPower.Of(Step, chip, 1, new() { Storage = 500_000 }));
        Assert.Equal(Watts.FromWatts(500), slow.Swing);
        Assert.Equal(full.Stored, slow.Stored);
    }

    [Fact]
    public void LeftOf_StorageAndFiller_IsWhatBothLeave_RoundedUp()
    {
        Assert.Equal(300, new StepSmoothing { Storage = 400_000, Filler = 500_000 }.LeftOf(1000));
        Assert.Equal(1, new StepSmoothing { Storage = 999_999, Filler = 999_999 }.LeftOf(1));
        Assert.Equal(0, new StepSmoothing { Filler = StepSmoothing.Unit }.LeftOf(1000));
        Assert.Equal(1001, StepSmoothing.None.LeftOf(1001));
    }
}
