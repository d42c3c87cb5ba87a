using Orleans.Simulation.Core.Jobs;
using Orleans.Simulation.Core.Time;
using Orleans.Simulation.Scenarios.Compilation;
using Orleans.Simulation.Scenarios.Specs;

namespace Orleans.Simulation.Scenarios.Tests;

public sealed class GeneratorLoadTests
{
    private static readonly VirtualDuration Hour = VirtualDuration.FromHours(1);

    [Fact]
    public void MeanInterarrival_ConstantRunTimes_IsExact()
    {
        // Two sizes of equal weight: (2 + 6) / 2 = 4 chips for an hour, on 16 chips at load 0.5 one every half hour.
        var generator = Generator(0.5m, Size(2, 0), Size(6, 0));

        Assert.Equal(VirtualDuration.FromMinutes(30), GeneratorLoad.MeanInterarrival(generator, generator.Sizes, Target(16)));
    }

    [Fact]
    public void MeanInterarrival_Stated_IsTaken()
    {
        var generator = Generator(0.5m, Size(2, 0)) with { Load = null, MeanInterarrival = Hour };

        Assert.Equal(Hour, GeneratorLoad.MeanInterarrival(generator, generator.Sizes, Target(16)));
    }

    [Fact]
    public void MeanInterarrival_Flops_CountsWhatTheChipsThatMayTakeThemNeed()
    {
        // 12 chips of 100 and 4 of 500 FLOP/us do 200 on average; 4 chips need 0.9 s for 720 MFLOP, and half of 16 chips do that
        // every 450 ms. Those of 2 chips are too few for such a job, and do not count.
        var size = new JobSizeSpec { Chips = 4, Weight = 5, Work = 720_000_000, Sigma = 0 };
        var target = new GeneratorTarget(16, 12, [Room(12, 100), Room(4, 500), Room(2, 900)], Sites: 1);

        Assert.Equal(
            new VirtualDuration(450_000), GeneratorLoad.MeanInterarrival(Generator(0.5m, size), [size], target));

        static JobRoom Room(int chips, long speed) => new(chips, chips, new EffectiveSpeed([new(1, speed)]));
    }

    [Fact]
    public void MeanInterarrival_FlopsWithSigma_IsNearItsClosedForm()
    {
        var size = new JobSizeSpec { Chips = 1, Weight = 1, Work = 1_000_000_000_000_000, Sigma = 1 };
        var target = new GeneratorTarget(1, 1, [new(1, 1, new EffectiveSpeed([new(1, 1_000_000)]))], Sites: 1);

        var mean = GeneratorLoad.MeanInterarrival(Generator(1, size), [size], target);

        // A median of 1,000 s times exp(sigma^2 / 2).
        Assert.InRange(mean.Seconds, 1_000 * 1.648721 * 0.999, 1_000 * 1.648721);
    }

    [Fact]
    public void MeanRunTime_UncutLogNormal_IsNearItsClosedForm()
    {
        var generator = Generator(1, Size(1, 1)) with { MaxRunTime = VirtualDuration.FromHours(100_000) };

        var mean = GeneratorLoad.MeanRunTime(generator, generator.Sizes[0]);

        // exp(sigma^2 / 2) = exp(0.5) = 1.648721; the slices cut a little of the tail.
        Assert.InRange(mean.Seconds, 3_600 * 1.648721 * 0.999, 3_600 * 1.648721);
    }

    [Fact]
    public void MeanRunTime_CutLogNormal_IsNearItsClosedForm()
    {
        // E[min(X, 2 h)] for median 1 h and sigma 1: exp(0.5) Phi(ln 2 - 1) + 2 Phi(-ln 2) = 1.113870 h.
        var generator = Generator(1, Size(1, 1)) with { MaxRunTime = Hour * 2 };

        var mean = GeneratorLoad.MeanRunTime(generator, generator.Sizes[0]);

        Assert.Equal(1.113870, mean.Seconds / 3_600, 1e-4);
    }

    [Fact]
    public void MeanInterarrival_ExtremeInputs_StaysInRange()
    {
        var large = new JobSizeSpec
        {
            Chips = FleetSpec.MaxChips,
            Weight = GeneratorSpec.MaxWeight,
            MedianRunTime = VirtualDuration.FromHours(8_766_000),
            Sigma = JobSizeSpec.MaxSigma,
        };
        var generator = Generator(0.000001m, [.. Enumerable.Repeat(large, GeneratorSpec.MaxSizes)]) with
        {
            MaxRunTime = VirtualDuration.FromHours(8_766_000),
        };

        Assert.Equal(VirtualDuration.FromHours(8_766_000), GeneratorLoad.MeanInterarrival(generator, generator.Sizes, Target(1)));
    }

    private static GeneratorTarget Target(int chips) => new(chips, chips, [new(chips, chips, Speed: null)], Sites: 1);

    private static GeneratorSpec Generator(decimal load, params JobSizeSpec[] sizes) => new()
    {
        Load = load,
        Sizes = sizes,
        MinRunTime = VirtualDuration.Zero,
    };

    private static JobSizeSpec Size(int chips, decimal sigma) => new() { Chips = chips, Weight = 5, MedianRunTime = Hour, Sigma = sigma };
}
