using Orleans.Simulation.Core.Chips;
using Orleans.Simulation.Core.Energy;
using Orleans.Simulation.Core.Tests.Processes;
using Orleans.Simulation.Core.Time;

namespace Orleans.Simulation.Core.Tests.Energy;

public sealed class ChipLevelsTests
{
    [Fact]
    public void AccrueTo_ChangingLevels_IntegratesExactly()
    {
        var levels = new ChipLevels(TestPlans.Chip, 10);
        levels.AccrueTo(new(3));
        levels.Move(ChipStatus.Idle, ChipStatus.Busy, 4);
        levels.AccrueTo(new(10));
        levels.Move(ChipStatus.Busy, ChipStatus.Failed, 1);
        levels.AccrueTo(new(10));
        levels.AccrueTo(new(15));
        Assert.Equal((6, 3, 1), (levels.Idle, levels.Busy, levels.Failed));
        Assert.Equal(((Int128)102, (Int128)43, (Int128)5), (levels.IdleTime, levels.BusyTime, levels.FailedTime));
        Assert.Equal((Int128)((102 * 100_000) + (43 * 700_000) + (5 * 50_000)), levels.Energy.Nanojoules);
    }

    [Fact]
    public void AccrueTo_CenturyOfAGigawatt_DoesNotOverflow()
    {
        var chip = TestPlans.Chip with { Idle = Watts.FromWatts(1000) };
        var levels = new ChipLevels(chip, 1_000_000);
        var century = VirtualDuration.FromHours(876_600);
        levels.AccrueTo(VirtualTime.Zero + century);
        Assert.Equal((Int128)1_000_000_000_000 * century.Microseconds, levels.Energy.Nanojoules);
        Assert.Equal(1e9 * 876_600 / 1000, levels.Energy.KilowattHours, 1e-3);
    }

    [Fact]
    public void AccrueTo_EarlierInstant_IsFault()
    {
        var levels = new ChipLevels(TestPlans.Chip, 1);
        levels.AccrueTo(new(5));
        Assert.Throws<SimulationFaultException>(() => levels.AccrueTo(new(4)));
    }

    [Theory]
    [InlineData(ChipStatus.Idle, ChipStatus.Busy, 3)]
    [InlineData(ChipStatus.Busy, ChipStatus.Idle, 1)]
    [InlineData(ChipStatus.Failed, ChipStatus.Idle, 1)]
    public void Move_MoreChipsThanThereAre_IsFault(ChipStatus from, ChipStatus to, int count) =>
        Assert.Throws<SimulationFaultException>(() => new ChipLevels(TestPlans.Chip, 2).Move(from, to, count));
}
